package imc.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.check.Phone;
import imc.check.SipText;
import imc.run.support.Debian;
import imc.run.support.FelixServer;
import imc.run.support.LoggedIn;
import imc.run.support.Result;
import imc.run.support.SipSocket;
import imc.run.support.SipTools;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;

/**
 * What a server that asks for passwords answers to bad input, as SIPp, sipsak and sockets see it. Replays are in
 * {@link AuthIT}, floods in {@link FloodIT}.
 */
class RefusalsIT {

    private static final String ROOM = "chat-refusals";

    private static FelixServer server;
    private static SipTools tools;

    @BeforeAll
    static void start() {
        server = new FelixServer(conf -> {
            conf.write("imc.auth", Map.of("auth", "digest"));
            conf.write("imc.offline", Map.of("max_per_member", "2"));
        });
        tools = new SipTools(server.sipPort());
        for (String user : List.of("alice", "bob", "carol", "dave", "erin", "frank")) {
            Result added = server.shell("imc:addUser sip:" + user + "@127.0.0.1 secret-of-" + user);
            assertEquals(0, added.code(), added::toString);
        }
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Phone phone(String user, String transport) throws IOException {
        return new Phone(user, "127.0.0.1", transport, new InetSocketAddress("127.0.0.1", server.sipPort()));
    }

    private static LoggedIn logIn(Phone phone, String user) {
        return new LoggedIn(phone, user, "secret-of-" + user);
    }

    private static void assertSipp(String scenario, String from, String authUri) {
        Debian.assume("sipp", "sip-tester");
        Result result = tools.sipp(scenario, from, authUri);
        assertEquals(0, result.code(), result::err);
    }

    /** The last answer that it shows, in its output or, where it does not like it, beside that. */
    private static void assertAnswered(String answer, Result sipsak) {
        String shown = sipsak.out() + '\n' + sipsak.err();
        String last = shown.substring(Math.max(0, shown.lastIndexOf("\nSIP/2.0 ")));
        assertTrue(last.contains(answer), sipsak::toString);
    }

    @Test
    @DisplayName("SIPp: malformed, oversized, made-up and wrong credentials, and somebody else's")
    void credentials() {
        assertSipp("credentials.xml", "127.0.0.2", "chat-sipp@127.0.0.1");
    }

    @Test
    @DisplayName("SIPp: registrations of somebody else, with a star and more, too brief, too far away, too many")
    void registrations() {
        assertSipp("registrations.xml", "127.0.0.3", "127.0.0.1");
    }

    @Test
    @DisplayName("sipsak: after five wrong passwords not even the right one is looked at from there: 503")
    void guessing() {
        Debian.assume("sipsak", "sipsak");
        for (int i = 0; i < 5; i++) {
            assertAnswered("SIP/2.0 401 ", tools.sipsakRegister("carol", "wrong", "127.0.0.4"));
        }
        Result blocked = tools.sipsakRegister("carol", "secret-of-carol", "127.0.0.4");
        assertAnswered("SIP/2.0 503 ", blocked);
        assertAnswered("Retry-After: ", blocked);
        Result elsewhere = tools.sipsakRegister("carol", "secret-of-carol", "127.0.0.5");
        assertEquals(0, elsewhere.code(), elsewhere::toString);
    }

    @Test
    @DisplayName("sipsak: a message in somebody else's name: 403")
    void spoofing() {
        Debian.assume("sipsak", "sipsak");
        String request = """
                MESSAGE sip:chat-spoofed@127.0.0.1 SIP/2.0
                Max-Forwards: 70
                From: <sip:bob@127.0.0.1>;tag=1
                To: <sip:chat-spoofed@127.0.0.1>
                Call-ID: spoofed
                CSeq: 1 MESSAGE
                Content-Length: 0

                """;
        assertAnswered("SIP/2.0 403 From is not the authenticated user",
                tools.sipsak(request, "alice", "secret-of-alice", "127.0.0.5"));
    }

    @Test
    @DisplayName("10,000 contacts: 513 and the end of the connection, without a look at who sends; 1,500: 403")
    void contacts() throws IOException {
        try (Phone phone = phone("alice", "tcp")) {
            LoggedIn alice = logIn(phone, "alice");
            assertEquals(403, alice.request("REGISTER", "sip:127.0.0.1", "sip:alice@127.0.0.1", contacts(1500), "")
                    .status());
            assertFalse(server.shell("imc:listContacts sip:alice@127.0.0.1").out().contains(":11499"));
        }
        try (SipSocket socket = new SipSocket("tcp", server.sipPort())) {
            socket.send("REGISTER", "sip:127.0.0.1", headers("REGISTER", "alice", contacts(10_000)), "");
            assertEquals(513, socket.receive().status());
        }
    }

    private static List<String> contacts(int count) {
        return List.of(IntStream.range(10_000, 10_000 + count).mapToObj(port -> "<sip:a@127.0.0.1:" + port + ">")
                .collect(Collectors.joining(",", "Contact: ", "")));
    }

    private static List<String> headers(String method, String user, List<String> more) {
        return Stream.concat(Stream.of("From: <sip:" + user + "@127.0.0.1>;tag=1",
                "To: <sip:" + user + "@127.0.0.1>", "Call-ID: refusals", "CSeq: 1 " + method), more.stream()).toList();
    }

    @Test
    @DisplayName("answers that were made up to what the server has sent end nothing: it asks again until the true one")
    void forgedAnswers() throws Exception {
        try (Phone one = phone("alice", "udp"); Phone other = phone("dave", "udp");
                SipSocket dave = new SipSocket("udp", server.sipPort());
                SipSocket eve = new SipSocket("udp", server.sipPort())) {
            LoggedIn alice = logIn(one, "alice");
            LoggedIn his = logIn(other, "dave");
            assertEquals(200, alice.say("chat-forged", "#create").status());
            assertEquals(200, his.request("REGISTER", "sip:127.0.0.1", other.address(),
                    List.of("Contact: <sip:dave@" + dave.hostPort() + ">"), "").status());
            assertEquals(200, his.say("chat-forged", "#join").status());
            dave.answer(dave.receive(), 200);
            assertEquals(200, alice.say("chat-forged", "Are you there?").status());
            SipText copy = dave.receive();
            for (int status : new int[] {200, 404, 603}) {
                eve.answer(withAnotherBranch(copy), status);
            }
            assertEquals(copy.header("Via"), dave.receive().header("Via"), "sent again");
            dave.answer(copy, 200);
            assertEquals(200, alice.say("chat-forged", "Good.").status());
            assertEquals("[alice]: Good.", dave.receive().bodyText());
        }
    }

    private static SipText withAnotherBranch(SipText request) {
        return new SipText(request.startLine(), request.headers().stream()
                .map(line -> line.startsWith("Via:") ? line.replaceFirst("branch=z9hG4bK", "branch=z9hG4bKx") : line)
                .toList(), request.body());
    }

    @Test
    @DisplayName("a box that is full takes nothing more: 200 instead of 202, and counted")
    void fullBox() throws IOException {
        try (Phone one = phone("alice", "udp"); Phone other = phone("frank", "udp")) {
            LoggedIn alice = logIn(one, "alice");
            assertEquals(200, alice.say("chat-full", "#create").status());
            assertEquals(200, logIn(other, "frank").say("chat-full", "#join").status());
            assertEquals(202, alice.say("chat-full", "one").status());
            assertEquals(202, alice.say("chat-full", "two").status());
            assertEquals(200, alice.say("chat-full", "three").status());
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
            String figures = server.shell("imc:getStatistics offline_full").out();
            while (!figures.matches("(?s).*offline_full +1\\b.*")) {
                assertTrue(System.nanoTime() < end, figures);
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
                figures = server.shell("imc:getStatistics offline_full").out();
            }
        }
    }

    @Test
    @DisplayName("who has registered while nobody was asked for a password is registered no more when somebody is")
    void unasked() throws IOException {
        try (Phone one = phone("alice", "udp"); Phone mallory = phone("mallory", "udp")) {
            assertEquals(200, logIn(one, "alice").register().status());
            server.configure("imc.auth", Map.of("auth", "none"));
            assertEquals(200, mallory.register(600).status());
            assertTrue(server.shell("imc:listContacts").out().contains("mallory"));
        } finally {
            server.configure("imc.auth", Map.of("auth", "digest"));
        }
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        String left = server.shell("imc:listContacts").out();
        while (left.contains("mallory")) {
            assertTrue(System.nanoTime() < end, left);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            left = server.shell("imc:listContacts").out();
        }
        assertTrue(left.contains("sip:alice@127.0.0.1"), left);
    }

    @Test
    @DisplayName("a user who is deleted while he is in a room says and hears nothing more, but is a member")
    void deletedUser() throws Exception {
        try (Phone one = phone("alice", "udp"); Phone other = phone("erin", "udp")) {
            LoggedIn alice = logIn(one, "alice");
            LoggedIn erin = logIn(other, "erin");
            assertEquals(200, erin.register().status());
            assertEquals(200, alice.say(ROOM, "#create").status());
            assertEquals(200, erin.say(ROOM, "#join").status());
            assertEquals(0, server.shell("imc:rmUser sip:erin@127.0.0.1").code());
            assertEquals(401, erin.say(ROOM, "I am still here").status());
            assertEquals("", server.shell("imc:listContacts sip:erin@127.0.0.1").out().strip());
            assertEquals(202, alice.say(ROOM, "Where is she?").status(), "kept for her, as for whoever is away");
            assertTrue(server.shell("imc:listMembers " + ROOM).out().contains("sip:erin@127.0.0.1"));
        }
    }

    @Test
    @DisplayName("while the store is away nobody is told that his password is wrong: 503 with Retry-After")
    void storeAway() throws Exception {
        Bundle store = server.bundle("imc.store.jpa");
        try (Phone phone = phone("bob", "tcp")) {
            LoggedIn bob = logIn(phone, "bob");
            assertEquals(200, bob.register().status());
            store.stop();
            for (LoggedIn each : List.of(bob, new LoggedIn(phone, "bob", "wrong"))) {
                SipText away = each.register();
                assertEquals(503, away.status());
                assertEquals("5", away.header("Retry-After").orElseThrow());
            }
            if (SipTools.hasSipsak()) {
                assertAnswered("SIP/2.0 503 ", tools.sipsakRegister("bob", "secret-of-bob", "127.0.0.6"));
            }
        } finally {
            store.start();
            server.awaitReady();
        }
        try (Phone phone = phone("bob", "tcp")) {
            assertEquals(200, logIn(phone, "bob").register().status());
        }
    }
}
