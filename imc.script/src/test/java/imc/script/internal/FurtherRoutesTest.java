package imc.script.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.script.EventRoute;
import imc.api.script.ScriptFunction;
import imc.api.timer.TimerTask;
import imc.script.internal.program.Program;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.slf4j.Logger;

/** Which routes others find, and what they do. */
class FurtherRoutesTest {

    private final Desk desk = new Desk();
    /** What is registered, by name. */
    private final Map<String, Object> offered = new TreeMap<>();
    private final List<String> done = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();
    private final CompletableFuture<Integer> later = new CompletableFuture<>();
    private Program program = Program.NONE;
    private final FurtherRoutes further = new FurtherRoutes(context(), new After(() -> program,
            desk::clock, new Told(logger())),
            () -> Path.of("routes.jexl"), 0);

    /** What the log says. */
    private Logger logger() {
        return (Logger) Proxy.newProxyInstance(FurtherRoutesTest.class.getClassLoader(), new Class<?>[] {Logger.class},
                (proxy, method, arguments) -> {
                    Object value = arguments[1] instanceof Object[] many ? many[0] : arguments[1];
                    lines.add(arguments[0].toString().replace("{}", value.toString()));
                    return null;
                });
    }

    private BundleContext context() {
        return (BundleContext) Proxy.newProxyInstance(FurtherRoutesTest.class.getClassLoader(),
                new Class<?>[] {BundleContext.class}, (proxy, method, arguments) -> {
                    Dictionary<?, ?> properties = (Dictionary<?, ?>) arguments[2];
                    String name = arguments[0] == TimerTask.class ? properties.get(TimerTask.NAME) + " "
                            + properties.get(TimerTask.INTERVAL) : properties.get(EventRoute.NAME).toString();
                    offered.put(name, arguments[1]);
                    return registration(name);
                });
    }

    private ServiceRegistration<?> registration(String name) {
        return (ServiceRegistration<?>) Proxy.newProxyInstance(FurtherRoutesTest.class.getClassLoader(),
                new Class<?>[] {ServiceRegistration.class}, (proxy, method, arguments) -> offered.remove(name));
    }

    private void offer(String script) throws Exception {
        desk.whiteboard.function("note", call -> {
            done.add(call.text(0) + (call.request().isPresent() ? " with a request" : ""));
            return ScriptFunction.TRUE;
        }, "text");
        desk.whiteboard.function("wait", call -> later);
        program = desk.read(script);
        further.offer(program);
    }

    private CompletableFuture<Void> event(String name, Map<String, String> facts) {
        return ((EventRoute) offered.get(name)).run(facts).toCompletableFuture();
    }

    @Test
    @DisplayName("each route for an event and each timer is a service, and stays the same one while its block is there")
    void services() throws Exception {
        offer("exit; event_route[imc:joined] { } event_route[imc:left] { } timer_route[NIGHT, 3600] { } "
                + "route[SUB] { }");
        assertEquals("[imc:joined, imc:left, route.NIGHT 3600000]", offered.keySet().toString());
        Object joined = offered.get("imc:joined");
        offer("event_route[imc:joined] { exit; } timer_route[NIGHT, 60] { }");
        assertEquals("[imc:joined, route.NIGHT 60000]", offered.keySet().toString());
        assertSame(joined, offered.get("imc:joined"));
        further.offer(Program.NONE);
        assertTrue(offered.isEmpty());
    }

    @Test
    @DisplayName("an event's route reads what is known of it, has no request, and goes on when a function answers"
            + " later")
    void event() throws Exception {
        offer("""
                event_route[imc:message] {
                    note("$rb in $rm$ru$fu$hdr(X)");
                    if (!send_reply(200, "no") && !imc_manager() && !append_hf("X: y")) { note("nothing to answer"); }
                    wait();
                    note("$rc");
                }
                """);
        CompletableFuture<Void> run = event("imc:message", Map.of("body", "hello", "room", "sip:chat-1@h"));
        assertEquals(List.of("hello in ", "nothing to answer"), done);
        assertTrue(!run.isDone());
        later.complete(7);
        assertEquals("7", done.get(2));
        assertTrue(run.isDone());
    }

    @Test
    @DisplayName("what goes wrong in an event's route ends it, and not whoever tells of the event")
    void failure() throws Exception {
        offer("event_route[imc:left] { note(\"first\"); rewrite($ru = \"sip:a@b\"); note(\"second\"); }");
        event("imc:left", Map.of()).join();
        assertEquals(List.of("first"), done);
        assertEquals(1, lines.size());
        assertTrue(lines.get(0).startsWith("routes.jexl: event_route[imc:left]: line 1, column 48: "), lines.get(0));
    }

    /** What a log shows of a failure. */
    private static void assertTold(String what, TimerTask task) {
        assertEquals(what, assertThrows(TimerRouteException.class, task::run).toString());
    }

    @Test
    @DisplayName("a timer's route is run each time as it is then; what goes wrong is for whoever runs it to tell")
    void timer() throws Exception {
        offer("timer_route[T, 1] { note(\"one\"); }");
        TimerTask task = (TimerTask) offered.get("route.T 1000");
        task.run();
        offer("timer_route[T, 1] { note(\"two\"); $var(x) = 1 / 0; }");
        assertTold("timer_route[T] in routes.jexl: line 1, column 44: a number is divided by 0", task);
        assertEquals(List.of("one", "two"), done);
        offer("exit;");
        task.run();
        assertEquals(2, done.size());
    }

    @Test
    @DisplayName("a timer's route whose function has not answered is not run a second time, however it is offered")
    void timerOnce() throws Exception {
        offer("timer_route[T, 1] { note(\"one\"); wait(); note(\"two\"); }");
        TimerTask task = (TimerTask) offered.get("route.T 1000");
        assertTold("timer_route[T] in routes.jexl: a function has not answered within 0 s", task);
        String waits = "timer_route[T] in routes.jexl: its last run has not ended: a function has not answered yet";
        assertTold(waits, task);
        offer("timer_route[T, 2] { note(\"three\"); }");
        TimerTask other = (TimerTask) offered.get("route.T 2000");
        assertTold(waits, other);
        assertEquals(List.of("one"), done);
        later.complete(1);
        other.run();
        assertEquals(List.of("one", "two", "three"), done);
    }
}
