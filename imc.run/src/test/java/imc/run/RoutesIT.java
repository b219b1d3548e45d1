package imc.run;

import static imc.run.support.Clients.hears;
import static imc.run.support.Clients.phone;
import static imc.run.support.Clients.say;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.check.Phone;
import imc.check.SipText;
import imc.run.extension.Weather;
import imc.run.extension.Weekend;
import imc.run.support.FelixServer;
import imc.run.support.Result;
import imc.run.support.TestBundle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;

/** What an operator's routes make of requests, in a server that runs. */
class RoutesIT {

    private static final String KAMAILIO = """
            # the rooms will be named chat-xyz to avoid overlapping
            # with usernames
            if(is_method("MESSAGE")
                && ($ru =~ "sip:chat-[0-9]+@" || ($ru =~ "sip:chat-manager@")))
            {
                if(imc_manager())
                    sl_send_reply("200", "ok");
                else
                    sl_send_reply("500", "command error");
                return;
            }
            """;
    private static final String EXAMPLE = """
            # request route
            if (is_method("MESSAGE") && $rU =~ "chat-.*") {
                if ($hdr(X-Spam) == "yes") { send_reply(403, "Not here"); exit }
                append_hf("X-Members", "$imc(count)");
                route(QUIET_HOURS);
                imc_manager();
                exit
            }
            if ($rU == "lunch") { rewrite($ru = "sip:chat-lunch@" + $rd); }
            # sub-routes
            route[QUIET_HOURS] {
                if ($TF =~ ".*T2[23]:.*" && $imc(role) != "owner") { send_reply(480, "Quiet hours"); exit }
            }
            """;

    private static FelixServer server;
    private static int number;

    @BeforeAll
    static void start() {
        server = new FelixServer(conf -> write(conf.directory(), KAMAILIO));
        server.awaitReady();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static void write(Path directory, String routes) {
        try {
            Path written = Files.writeString(directory.resolve("routes.new"), routes);
            Files.move(written, directory.resolve("routes.jexl"), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Has other routes in force. */
    private static void route(String routes) {
        String mark = "MARK_" + ++number;
        write(server.conf().directory(), routes + "\nroute[" + mark + "] { }\n");
        server.awaitLog("route[" + mark + "]");
    }

    @Test
    @DisplayName("the example of Kamailio's imc works as a route: 200 or 500 by what imc_manager() returns")
    void kamailio() throws Exception {
        route(KAMAILIO);
        try (Phone alice = phone("alice", "udp", server.sipPort())) {
            assertEquals("SIP/2.0 200 ok", alice.message("chat-1", "#create").startLine());
            hears(alice, "*** Room was created");
            assertEquals("SIP/2.0 500 command error", alice.message("chat-2", "#leave").startLine());
            hears(alice, "*** Room not found");
            assertEquals(404, alice.message("chat-x", "#leave").status());
        }
    }

    @Test
    @DisplayName("spam, quiet hours, an alias, and a header with a number of members")
    void example() throws Exception {
        route(quietAt(OffsetDateTime.now().plusHours(8)));
        try (Phone bob = phone("bob", "tcp", server.sipPort()); Phone carol = phone("carol", "udp", server.sipPort())) {
            say(bob, "lunch", "#create");
            hears(bob, "*** Room was created");
            say(carol, "chat-lunch", "#join");
            hears(bob, "*** [carol] has joined the room");
            hears(carol, "*** [carol] has joined the room");
            say(carol, "chat-lunch", "Who is hungry?");
            SipText copy = bob.next(20_000);
            assertEquals("[carol]: Who is hungry?", copy.bodyText());
            assertEquals("2", copy.header("X-Members").orElse(""));
            assertEquals("SIP/2.0 403 Not here", send(carol, "X-Spam: yes").startLine());
            assertEquals("SIP/2.0 403 Not here", carol.message("%63hat-lunc%68", List.of("X-Spam: yes"),
                    "hello".getBytes(StandardCharsets.UTF_8)).startLine());
            route(quietAt(OffsetDateTime.now()));
            assertEquals("SIP/2.0 480 Quiet hours", send(carol, "X-Spam: no").startLine());
            assertEquals(200, send(bob, "X-Spam: no").status());
            assertEquals("[bob]: hello", carol.next(20_000).bodyText());
            route(quietAt(OffsetDateTime.now().minusHours(8)));
            assertEquals(200, send(carol, "X-Spam: no").status());
            assertEquals("[carol]: hello", bob.next(20_000).bodyText());
        }
    }

    /** The example with quiet hours in that hour and the next one. */
    private static String quietAt(OffsetDateTime time) {
        return EXAMPLE.replace(".*T2[23]:.*", ".*T(%02d|%02d):.*".formatted(time.getHour(),
                time.plusHours(1).getHour()));
    }

    private static SipText send(Phone phone, String header) throws IOException {
        return phone.message("chat-lunch", List.of(header), "hello".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    @DisplayName("a bundle adds a variable and a function by one class each, and they go with it")
    void stranger() throws Exception {
        Bundle bundle = server.context().installBundle("test:weather",
                TestBundle.of("test.weather", Weather.class, Weekend.class).content());
        bundle.start();
        route("if (is_method(\"INFO\")) send_reply(480, \"$weather(London)\");"
                + " if (is_method(\"PUBLISH\") && is_weekend(\"2026-11-28\")) { send_reply(486); }");
        try (Phone dave = phone("dave", "udp", server.sipPort())) {
            assertEquals("SIP/2.0 480 rainy", info(dave, "INFO").startLine());
            assertEquals(486, info(dave, "PUBLISH").status());
            bundle.uninstall();
            assertEquals(503, info(dave, "INFO").status());
            assertEquals(503, info(dave, "PUBLISH").status());
            server.awaitLog("there is no function is_weekend()");
        }
    }

    @Test
    @DisplayName("a room tells what happens in the operator's words, with variables, for all who get it alike")
    void notices() throws Exception {
        texts("joined = {0} makes $imc(count) of $imc(room)\\r\\n \\\n        left_de = {0} ist fort",
                "joined = {0} makes $imc(count) of $imc(room)\\r\\n left_de = {0} ist fort");
        try (Phone gina = phone("gina", "udp", server.sipPort()); Phone hugo = phone("hugo", "tcp", server.sipPort())) {
            say(gina, "chat-words", "#create");
            hears(gina, "*** Room was created");
            say(hugo, "chat-words", "#join");
            hears(gina, "*** [hugo] makes 2 of sip:chat-words@127.0.0.1");
            hears(hugo, "*** [hugo] makes 2 of sip:chat-words@127.0.0.1");
            say(hugo, "chat-words", "#leave");
            hears(gina, "*** [hugo] has left the room");
            hears(hugo, "*** [hugo] has left the room");
            texts("joined = {0} makes $imc(cnt)", "joined = {0} makes $imc(cnt)");
            say(hugo, "chat-words", "#join");
            hears(gina, "*** [hugo] has joined the room");
            server.awaitLog("imc.room.notices: texts: the text for joined cannot be filled, and the usual one is sent");
        } finally {
            server.configure("imc.room.notices", Map.of());
        }
    }

    /** Has other texts in force, as an operator writes them. */
    private static void texts(String written, String read) {
        server.conf().write("imc.room.notices", Map.of("texts", written));
        server.awaitInForce("imc.room.notices", "texts", read);
    }

    private static SipText info(Phone phone, String method) throws IOException {
        return phone.request(method, "sip:x@127.0.0.1", "sip:x@127.0.0.1", List.of(), new byte[0]);
    }

    @Test
    @DisplayName("what is not ours goes to another server, where forward_to lets it, and its answer comes back")
    void forward() throws Exception {
        try (Phone gate = phone("gate", "udp", server.sipPort());
                Phone frank = phone("frank", "tcp", server.sipPort())) {
            String contact = gate.register(60).header("Contact").orElseThrow();
            String next = contact.substring(contact.indexOf('<') + 1, contact.indexOf('>'));
            route("if ($rd == \"other.example\") { forward(\"" + next + "\"); exit; }");
            assertEquals(403, frank.message("sip:x@other.example", "hello").status());
            server.configure("imc.script.forward", Map.of("forward_to", "127.0.0.0/8"));
            assertEquals(200, frank.message("sip:x@other.example", "hello").status());
            SipText copy = gate.next(20_000);
            assertEquals("MESSAGE sip:x@other.example SIP/2.0", copy.startLine());
            assertEquals("69", copy.header("Max-Forwards").orElse(""));
            assertEquals("hello", copy.bodyText());
            gate.answerWith(486);
            assertEquals(486, frank.message("sip:x@other.example", "are you there?").status());
        }
    }

    @Test
    @DisplayName("management lists routes, variables and functions, tries an expression, and reads the file again")
    void management() {
        route(EXAMPLE);
        assertSays("imc:routeList", "request_route", "route[QUIET_HOURS]", "runs", "microseconds");
        assertSays("imc:route", "request_route", "route[QUIET_HOURS]");
        assertSays("imc:route -d", "sip:chat-", "imc_manager();");
        assertSays("imc:route -x", "imc:route [-d]");
        assertSays("imc:pvList", "imc", "room|member|role|command|code|count", "hdr");
        assertSays("imc:functionList", "is_from_local", "imc_room_member", "sl_send_reply");
        assertSays("imc:routeEval '$rU + \"/\" + $rm'", "chat-lunch/MESSAGE");
        assertSays("imc:routeEval '$rU + \"/\" + $rm' 'INFO sip:lunch@example.com SIP/2.0'", "lunch/INFO");
        assertEquals(1, server.shell("imc:routeEval '$rU =='").code());
        assertSays("imc:routeReload", "route[QUIET_HOURS]");
    }

    private static void assertSays(String line, String... parts) {
        Result result = server.shell(line);
        assertEquals(0, result.code(), result::toString);
        for (String part : parts) {
            assertTrue(result.out().contains(part), () -> line + ": " + part + " is not in " + result.out());
        }
    }

    @Test
    @DisplayName("what cannot be read leaves the routes that there were, and says line and column")
    void mistake() throws Exception {
        route("if (is_method(\"INFO\")) { send_reply(488); }");
        write(server.conf().directory(), "if (is_method(\"INFO\")) {\n    send_reply(489;\n}\n");
        server.awaitLog("routes.jexl: line 2, column 19: ')' for the '(' at line 2, column 15 was expected, and ';' "
                + "found");
        try (Phone eve = phone("eve", "udp", server.sipPort())) {
            assertEquals(488, info(eve, "INFO").status());
            write(server.conf().directory(), "if (is_metod(\"INFO\")) exit;");
            server.awaitLog("there is no function is_metod(); did you mean is_method?");
            assertEquals(488, info(eve, "INFO").status());
            assertTrue(server.status().toString().contains("is_metod"), () -> server.status().toString());
        }
        Files.delete(server.conf().directory().resolve("routes.jexl"));
        server.awaitLog("routes.jexl is gone");
    }
}
