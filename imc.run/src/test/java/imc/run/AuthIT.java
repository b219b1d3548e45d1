package imc.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.check.Phone;
import imc.check.SipText;
import imc.run.support.Directories;
import imc.run.support.Distribution;
import imc.run.support.LoggedIn;
import imc.run.support.Result;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A server that asks who sends. */
class AuthIT {

    private static final String SECRET = "-h='s ecret\" $x \u00e9";

    private static Distribution server;

    @BeforeAll
    static void start() throws IOException {
        server = new Distribution();
        server.conf().write("imc.auth", Map.of("auth", "digest", "algorithms", "SHA-256, MD5"));
        server.start();
        try (Stream<Path> optional = Files.list(Directories.DISTRIBUTION.resolve("optional"))) {
            Path memory = optional.filter(jar -> jar.getFileName().toString().startsWith("imc.store.memory"))
                    .findFirst().orElseThrow();
            Result started = server.shell("felix:start " + memory.toUri());
            assertEquals(0, started.code(), started::toString);
        }
        for (String user : List.of("alice", "bob")) {
            Result added = withPassword("add", "sip:" + user + "@127.0.0.1", SECRET);
            assertEquals(0, added.code(), added::toString);
        }
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void digest() throws IOException {
        configure("digest", Map.of("algorithms", "SHA-256, MD5"));
    }

    private static Result withPassword(String action, String user, String password) {
        return Result.of(server.command("user", action, user), password + "\n");
    }

    /** As a terminal writes a password that has another character set. */
    private static Result withLatin1(String action, String user) {
        ProcessBuilder command = server.command("user", action, user);
        List<String> piped = new ArrayList<>(List.of("sh", "-c", "printf 'gr\\374n\\n' | \"$@\"", "sh"));
        piped.addAll(command.command());
        return Result.of(command.command(piped), "");
    }

    private static void configure(String auth, Map<String, String> more) throws IOException {
        Map<String, String> values = new java.util.HashMap<>(more);
        values.put("auth", auth);
        server.conf().write("imc.auth", values);
        int expected = auth.equals("digest") ? 401 : auth.equals("trusted") ? 403 : 200;
        try (Phone phone = phone("nobody", "udp")) {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
            while (phone.request("OPTIONS", "sip:127.0.0.1", "sip:127.0.0.1", List.of(), new byte[0]).status()
                    != expected) {
                assertTrue(System.nanoTime() < end, "auth = " + auth + " is not in force");
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
            }
        }
    }

    private static Phone phone(String user, String transport) throws IOException {
        return new Phone(user, "127.0.0.1", transport, new InetSocketAddress("127.0.0.1", server.sipPort()));
    }

    @ParameterizedTest
    @CsvSource({"udp", "tcp"})
    @DisplayName("who knows the password registers and chats, and nobody else does")
    void login(String transport) throws Exception {
        try (Phone one = phone("alice", transport); Phone other = phone("bob", transport)) {
            assertEquals(401, one.register(600).status());
            LoggedIn alice = new LoggedIn(one, "alice", SECRET);
            LoggedIn bob = new LoggedIn(other, "bob", SECRET);
            assertEquals(200, alice.register().status());
            assertEquals(200, bob.register().status());
            String room = "chat-" + transport;
            assertEquals(200, alice.say(room, "#create").status());
            assertEquals(200, bob.say(room, "#join").status());
            assertEquals(200, alice.say(room, "hi").status());
            // by the same challenge, however often
            assertEquals(200, bob.once("MESSAGE", "sip:" + room + "@127.0.0.1", "sip:" + room + "@127.0.0.1",
                    List.of("Content-Type: text/plain"), "ho").status());

            String uri = "sip:" + room + "@127.0.0.1";
            String seen = alice.authorization("MESSAGE", uri);
            SipText replay = one.request("MESSAGE", uri, uri, List.of(seen), new byte[0]);
            assertEquals(401, replay.status());
            assertTrue(replay.header("WWW-Authenticate").orElseThrow().contains("stale=true"), replay::toString);

            assertEquals(403, alice.register("sip:bob@127.0.0.1").status());
            SipText spoofed = new LoggedIn(other, "alice", SECRET).say(room, "I am bob");
            assertEquals(403, spoofed.status());
            assertEquals("SIP;cause=403;text=\"From is not the authenticated user\"",
                    spoofed.header("Reason").orElseThrow());
            assertEquals(401, new LoggedIn(one, "alice", "wrong").say(room, "hi").status());
            assertEquals(401, new LoggedIn(phone("mallory", transport), "mallory", SECRET).say(room, "hi").status());
        }
    }

    @Test
    @DisplayName("users come, get other passwords and go by bin/imc, and no password is written anywhere")
    void users() throws IOException {
        Result again = withPassword("add", "sip:alice@127.0.0.1", "another-one");
        assertEquals(1, again.code());
        assertTrue(again.err().contains("sip:alice@127.0.0.1 is there already"), again::toString);
        Result room = withPassword("add", "sip:chat-x@127.0.0.1", "another-one");
        assertTrue(room.code() == 1 && room.err().contains("it is the address of a room"), room::toString);
        Result latin = withLatin1("add", "sip:latin@127.0.0.1");
        assertTrue(latin.code() == 1 && latin.err().contains("not written in UTF-8"), latin::toString);
        assertFalse(server.imc("user", "list").out().contains("latin"));
        assertEquals(1, withPassword("add", "sip:long@127.0.0.1", "another-one".repeat(12)).code());
        assertEquals(1, withPassword("add", "sip:nobody@127.0.0.1", "").code());
        assertEquals(0, withPassword("add", "carol@127.0.0.1", "another-one").code());
        assertTrue(server.imc("user", "list").out().contains("sip:carol@127.0.0.1"));
        try (Phone phone = phone("carol", "udp")) {
            assertEquals(200, new LoggedIn(phone, "carol", "another-one").register().status());
            assertEquals(0, withPassword("passwd", "sip:carol@127.0.0.1", "the-last-one").code());
            assertEquals(401, new LoggedIn(phone, "carol", "another-one").register().status());
            assertEquals(200, new LoggedIn(phone, "carol", "the-last-one").register().status());
            LoggedIn carol = new LoggedIn(phone, "carol", "the-last-one");
            assertEquals(200, carol.say("chat-carol", "#create").status());
            try (Phone other = phone("alice", "udp")) {
                LoggedIn alice = new LoggedIn(other, "alice", SECRET);
                assertEquals(200, alice.say("chat-carol", "#join").status());
                assertEquals(200, phone.request("REGISTER", "sip:127.0.0.1", carol.phone().address(), List.of(
                        carol.authorizationOfNext("REGISTER", "sip:127.0.0.1"), "Contact: *", "Expires: 0"),
                        new byte[0]).status());
                assertEquals(202, alice.say("chat-carol", "for the old carol alone").status());
            }
            Result removed = server.imc("user", "rm", "sip:carol@127.0.0.1");
            assertEquals(0, removed.code());
            assertTrue(removed.out().matches("(?s).*messages_dropped +1\\n.*"
                    + "he stays in 1 room, .*imc_remove_member.*sip:chat-carol@127.0.0.1 \\(owner\\).*"),
                    removed::toString);
            assertEquals(401, new LoggedIn(phone, "carol", "the-last-one").register().status());
            Result asNew = withPassword("add", "carol@127.0.0.1", "another-one");
            assertTrue(asNew.out().contains("somebody of that name is already in 1 room"), asNew::toString);
            assertEquals(0, server.shell("imc:destroyRoom chat-carol").code());
            Result without = server.imc("user", "rm", "sip:carol@127.0.0.1");
            assertEquals("user  sip:carol@127.0.0.1", without.out().strip());
        }
        assertEquals(1, server.imc("user", "rm", "sip:carol@127.0.0.1").code());
        assertEquals(2, server.imc("user", "add").code());
        assertEquals(2, server.imc("user", "grant", "sip:carol@127.0.0.1").code());
        String log = Files.readString(server.data().resolve("log/imc.log"));
        assertFalse(log.contains("another-one") || log.contains("the-last-one") || log.contains("s ecret"), log);
    }

    @Test
    @DisplayName("while imc.auth is away nobody gets in, whatever he knows, and then it goes on as before")
    void updated() throws IOException {
        try (Phone phone = phone("alice", "tcp")) {
            LoggedIn alice = new LoggedIn(phone, "alice", SECRET);
            assertEquals(200, alice.register().status());
            String bundle = number("imc.auth");
            assertEquals(0, server.shell("stop " + bundle).code());
            awaitStatus("imc is degraded: nobody says who may send (imc.auth does not run): every request is answered"
                    + " 503");
            SipText away = alice.register();
            assertEquals(503, away.status());
            assertEquals("5", away.header("Retry-After").orElseThrow());
            assertEquals(0, server.shell("start " + bundle).code());
            assertEquals(200, alice.register().status(), "over the same connection, with a new nonce");
        }
    }

    @Test
    @DisplayName("a transport that has just come lets nobody in before imc.auth is there")
    void expected() throws IOException {
        try (Phone phone = phone("alice", "udp")) {
            LoggedIn alice = new LoggedIn(phone, "alice", SECRET);
            assertEquals(0, server.shell("stop " + number("imc.auth")).code());
            assertEquals(0, server.shell("stop " + number("imc.sip")).code());
            assertEquals(0, server.shell("start " + number("imc.sip")).code());
            assertEquals(503, alice.register().status());
            assertEquals(0, server.shell("start " + number("imc.auth")).code());
            assertEquals(200, alice.register().status());
        }
    }

    @Test
    @DisplayName("who has registered with a password is reached after imc.auth was away, and after a kill -9")
    void killed() throws IOException {
        try (Phone phone = phone("alice", "udp")) {
            assertEquals(200, new LoggedIn(phone, "alice", SECRET).register().status());
            assertEquals(0, server.shell("stop " + number("imc.auth")).code());
            assertEquals(0, server.shell("start " + number("imc.auth")).code());
            ProcessHandle killed = server.process();
            killed.destroyForcibly();
            killed.onExit().join();
            server.start();
            Result contacts = server.shell("imc:listContacts sip:alice@127.0.0.1");
            assertTrue(contacts.out().contains(phone.address() + ":9"), contacts::toString);
        }
    }

    private static String number(String bundle) {
        return server.shell("lb -s").out().lines().filter(line -> line.contains("|" + bundle + " ")).findFirst()
                .orElseThrow().strip().split("\\|")[0].strip();
    }

    @Test
    @DisplayName("trusted peers say who has sent what, and nobody else sends anything")
    void trusted() throws IOException {
        try (Phone phone = phone("proxy", "udp")) {
            configure("trusted", Map.of());
            awaitStatus("imc is degraded: imc.auth: auth = 'trusted' and trusted_peers is empty: nobody may send"
                    + " anything; name those who may");
            configure("trusted", Map.of("trusted_peers", "192.0.2.1"));
            assertEquals(403, phone.message("chat-x", "#create").status());
            server.conf().write("imc.auth", Map.of("auth", "trusted", "trusted_peers", "127.0.0.0/8"));
            List<String> dave = List.of("P-Asserted-Identity: <sip:dave@127.0.0.1>", "Content-Type: text/plain");
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
            while (phone.message("chat-x", dave, "#create".getBytes()).status() != 200) {
                assertTrue(System.nanoTime() < end);
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
            }
            assertTrue(server.shell("imc:listMembers chat-x").out().contains("sip:dave@127.0.0.1"));
        }
    }

    @Test
    @DisplayName("a file that says no more who may send is told of, and the server is degraded until it says so")
    void emptied() throws IOException {
        server.conf().write("imc.auth", Map.of());
        String what = "imc.auth: auth was 'digest' and is 'none', because imc.auth.cfg has no auth any more";
        awaitStatus("imc is degraded: " + what);
        assertTrue(Files.readString(server.data().resolve("log/imc.log")).lines()
                .anyMatch(line -> line.contains("WARN") && line.contains(what)));
        configure("none", Map.of());
        awaitStatus("imc is ready");
        configure("digest", Map.of("algorithms", "SHA-256, MD5"));
        configure("none", Map.of());
        assertEquals(0, server.imc("status").code(), "who writes it means it");
    }

    @Test
    @DisplayName("beyond loopback the server listens only where it is told who may send")
    void beyond() throws IOException {
        Map<String, String> everywhere = Map.of("listen",
                "udp:127.0.0.1:%1$d, tcp:127.0.0.1:%1$d, udp:0.0.0.0:0".formatted(server.sipPort()));
        try {
            configure("none", Map.of());
            server.conf().write("imc.transport.sip", everywhere);
            awaitStatus("imc is degraded: the server does not listen at udp:0.0.0.0:0 (listen in imc.transport.sip), "
                    + "which is beyond loopback: nobody is asked for a password (auth = none in imc.auth). Set auth =");
            configure("none, open", Map.of());
            awaitStatus("udp:0.0.0.0:");
            configure("none", Map.of());
            awaitStatus("imc is degraded");
        } finally {
            server.conf().listen(server.sipPort());
            awaitStatus("imc is ready");
        }
    }

    private static void awaitStatus(String text) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        Result status = server.imc("status");
        while (!status.out().contains(text)) {
            assertTrue(System.nanoTime() < end, status.toString());
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
            status = server.imc("status");
        }
    }
}
