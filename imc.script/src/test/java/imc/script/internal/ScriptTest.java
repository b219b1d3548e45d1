package imc.script.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.script.ScriptFunction;
import imc.api.sip.SipRoute;
import imc.script.internal.run.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file with the routes: in force as a whole, or not at all. */
class ScriptTest {

    private static final String REFUSING = "send_reply(486);";

    @TempDir
    private Path directory;
    private final Desk desk = new Desk();
    private Script script;

    @BeforeEach
    void start() {
        desk.whiteboard.services.property.set(directory.toString());
    }

    @AfterEach
    void stop() {
        script.close();
    }

    private void begin() {
        script = new Script(desk.whiteboard.services.context(), Map.of(), desk.whiteboard.variables,
                desk.whiteboard.functions);
    }

    private void write(String routes) throws IOException {
        Files.writeString(directory.resolve("routes.jexl"), routes);
    }

    /** What becomes of a request: {@code built-in} where nobody decides. */
    private String decided() {
        List<Object> routes = desk.whiteboard.services.registered;
        return routes.isEmpty() ? "built-in"
                : Desk.shown(((SipRoute) routes.get(0)).route(desk).toCompletableFuture().getNow(null));
    }

    @Test
    @DisplayName("without a file, and without a request route in it, nobody decides")
    void none() throws Exception {
        begin();
        assertEquals("built-in", decided());
        write("# nothing yet\nroute[A] { exit; }");
        assertEquals(Optional.empty(), script.reload());
        assertEquals("built-in", decided());
        assertEquals(List.of(), script.missing());
    }

    @Test
    @DisplayName("what cannot be read leaves what there was, and is said until it is mended")
    void kept() throws Exception {
        write(REFUSING);
        begin();
        assertEquals("486", decided());
        write("send_reply(487;");
        String why = "the routes in " + directory.resolve("routes.jexl")
                + " are not in force: line 1, column 15: ')' for the '(' at line 1, column 11 was expected, and ';' "
                + "found";
        assertEquals(why, script.reload().orElseThrow());
        assertEquals("486", decided());
        assertEquals(List.of(why), script.missing());
        write("send_replay(487);");
        assertTrue(script.reload().orElseThrow().endsWith("there is no function send_replay(); did you mean "
                + "send_reply?"));
        assertEquals("486", decided());
        write("send_reply(487);");
        assertEquals(Optional.empty(), script.reload());
        assertEquals("487", decided());
        Files.delete(directory.resolve("routes.jexl"));
        assertEquals(Optional.empty(), script.reload());
        assertEquals("built-in", decided());
    }

    @Test
    @DisplayName("a server that starts with routes that cannot be read answers 503 until they are mended")
    void brokenAtTheStart() throws Exception {
        write("send_reply(487;");
        begin();
        assertEquals("503", decided());
        write(REFUSING);
        assertEquals(Optional.empty(), script.reload());
        assertEquals("486", decided());
    }

    @Test
    @DisplayName("a server that starts takes routes whose functions are yet to come")
    void yetToCome() throws Exception {
        write("if (is_weekend()) send_reply(486);");
        begin();
        assertEquals("503", decided());
        assertEquals(List.of("the routes need what nobody offers: line 1, column 5: there is no function is_weekend()"),
                script.missing());
        desk.whiteboard.function("is_weekend", call -> ScriptFunction.TRUE);
        assertEquals("486", decided());
        assertEquals(List.of(), script.missing());
    }

    @Test
    @DisplayName("a file that is being written is not in force before it has been the same for two looks")
    void beingWritten() throws Exception {
        write(REFUSING);
        begin();
        synchronized (script) { // its own thread looks, too
            script.look();
            write("");
            script.look();
            assertEquals("486", decided());
            write("send_reply(487);");
            script.look();
            assertEquals("486", decided());
            script.look();
            assertEquals("487", decided());
        }
    }

    @Test
    @DisplayName("another file is read at once, and the thread that looks at files ends with the bundle")
    void otherFile() throws Exception {
        Files.writeString(directory.resolve("other.jexl"), REFUSING);
        begin();
        script.modified(Map.of("routes_file", "other.jexl"));
        assertEquals("486", decided());
        script.close();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().equals("imc-script")) {
                thread.join(10_000);
                assertTrue(!thread.isAlive(), "it goes on");
            }
        }
    }

    @Test
    @DisplayName("what has been closed decides no more, and does not begin again")
    void closed() throws Exception {
        write(REFUSING + " timer_route[T, 60] { }");
        begin();
        assertEquals(2, desk.whiteboard.services.registered.size());
        script.close();
        assertEquals(List.of(), desk.whiteboard.services.registered);
        write("send_reply(487); timer_route[T, 60] { }");
        script.reload();
        assertEquals(List.of(), desk.whiteboard.services.registered);
    }

    @Test
    @DisplayName("it can be closed when the framework has taken its services back already")
    void closedLate() throws Exception {
        write(REFUSING + " timer_route[T, 60] { }");
        begin();
        desk.whiteboard.services.registered.clear();
        script.close();
    }

    @Test
    @DisplayName("a file that is there and cannot be got at leaves the routes that there were")
    void unreadable() throws Exception {
        write(REFUSING);
        begin();
        Path file = directory.resolve("routes.jexl");
        Files.delete(file);
        Files.createSymbolicLink(file, file); // leads to itself: neither there nor missing
        String why = script.reload().orElseThrow();
        assertTrue(why.contains(file + " cannot be read: "), why);
        assertEquals("486", decided());
        assertEquals(List.of(why), script.missing());
        Files.delete(file);
        assertEquals(Optional.empty(), script.reload());
        assertEquals("built-in", decided());
    }

    @Test
    @DisplayName("it tells what each route has cost")
    void statistics() throws Exception {
        write("route(A); route(A); route[A] { }");
        begin();
        decided();
        assertEquals(List.of("request_route 1", "route[A] 2"), script.statistics().stream()
                .filter(statistic -> statistic.name().equals("route_runs"))
                .map(statistic -> statistic.labels().get("route") + " " + statistic.value()).toList());
    }

    @Test
    @DisplayName("a file that is too long, or no text, is not taken")
    void noText() throws Exception {
        write("#".repeat(300_000));
        begin();
        assertTrue(script.missing().get(0).endsWith("line 1, column 1: the script has 300000 characters, at most "
                + "262144 are"
                + " allowed"), script.missing()::toString);
        Files.write(directory.resolve("routes.jexl"), new byte[] {'e', (byte) 0xFF});
        assertTrue(script.reload().orElseThrow().endsWith("is no text in UTF-8"));
    }

    @Test
    @DisplayName("an expression is tried with a request that nobody has sent")
    void trial() throws Exception {
        begin();
        assertEquals("true", script.evaluate("$rU =~ \"^CHAT-\" && $hdr(From) != \"\"",
                Source.of(desk)));
    }

    @Test
    @DisplayName("texts of others are filled with what they are about")
    void texts() {
        begin();
        OfferedTexts texts = new OfferedTexts(desk.whiteboard.variables, desk.whiteboard.functions);
        assertEquals("said: hello, for 5 $", texts.read("said: $rb, for 5 $$").filled(Map.of("body", "hello")));
    }
}
