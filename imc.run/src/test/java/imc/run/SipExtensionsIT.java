package imc.run;

import static imc.run.support.Clients.hears;
import static imc.run.support.Clients.say;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.sip.NameAddress;
import imc.check.Phone;
import imc.check.SipText;
import imc.run.extension.Challenge;
import imc.run.extension.Presence;
import imc.run.support.DigestUser;
import imc.run.support.FelixServer;
import imc.run.support.SipSocket;
import imc.run.support.TestBundle;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.Bundle;

/** Applications of SIP, each a bundle of somebody else that uses the contracts alone. */
class SipExtensionsIT {

    private static final String DOMAIN = "example.org";

    private static FelixServer server;

    @BeforeAll
    static void start() {
        server = new FelixServer();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static TestBundle bundle(Class<?> application) {
        return TestBundle.of("test." + application.getSimpleName().toLowerCase(),
                Stream.concat(Stream.of(application), Arrays.stream(application.getDeclaredClasses()))
                        .toArray(Class<?>[]::new));
    }

    private static Bundle install(Class<?> application) throws Exception {
        Bundle bundle = server.context().installBundle("test:" + application, bundle(application).content());
        bundle.start();
        return bundle;
    }

    private static Phone phone(String user, String transport) throws IOException {
        return new Phone(user, DOMAIN, transport, new InetSocketAddress("127.0.0.1", server.sipPort()));
    }

    private static SipText ask(Phone phone, String method, String uri, String... headers) throws IOException {
        List<String> lines = new ArrayList<>(List.of(headers));
        lines.add("Content-Type: text/plain");
        return phone.request(method, uri, phone.address(), lines, "#help".getBytes(UTF_8));
    }

    /** What a client sends that was challenged (RFC 3261 §22.2, RFC 7616 §3.4). */
    private static String credentials(SipText challenge, String algorithm, String method, String uri,
            String password) {
        String value = challenge.all("WWW-Authenticate").stream()
                .filter(one -> one.contains("algorithm=" + algorithm)).findFirst().orElseThrow();
        return "Authorization: " + new DigestUser("alice", password).answer(value, method, uri, 1);
    }

    @ParameterizedTest
    @CsvSource({"udp, MD5", "udp, SHA-256", "tcp, MD5", "tcp, SHA-256"})
    @DisplayName("whoever knows no password is challenged, whatever he sends, and whoever does passes")
    void challenge(String transport, String algorithm) throws Exception {
        try (Phone alice = phone("alice", transport)) {
            assertEquals(200, alice.register(600).status());
            Bundle bundle = install(Challenge.class);
            try {
                for (String method : List.of("MESSAGE", "OPTIONS", "REGISTER")) {
                    String uri = method.equals("MESSAGE") ? "sip:chat-1@" + DOMAIN : "sip:" + DOMAIN;
                    SipText challenge = ask(alice, method, uri);
                    assertEquals(401, challenge.status(), method);
                    assertEquals(2, challenge.all("WWW-Authenticate").size());
                    SipText wrong = ask(alice, method, uri, credentials(challenge, algorithm, method, uri, "Sesame"));
                    assertEquals(401, wrong.status(), method);
                    assertFalse(wrong.toString().contains("stale"), () -> "a password is wrong: " + wrong);
                    String right = credentials(challenge, algorithm, method, uri, "Mellon");
                    assertEquals(200, ask(alice, method, uri, right).status(), method);
                    assertEquals(401, ask(alice, method, "sip:other@" + DOMAIN, right).status(), method);
                    SipText stale = ask(alice, method, uri, credentials(new SipText("", List.of("WWW-Authenticate: "
                            + "Digest realm=\"" + DOMAIN + "\", nonce=\"1-old\", qop=\"auth\", algorithm=" + algorithm),
                            new byte[0]), algorithm, method, uri, "Mellon"));
                    assertEquals(401, stale.status(), method);
                    assertTrue(stale.toString().contains("stale=true"), () -> "the password is right: " + stale);
                }
            } finally {
                bundle.uninstall();
            }
            for (String method : List.of("MESSAGE", "OPTIONS", "REGISTER")) {
                assertEquals(200, ask(alice, method, "sip:" + (method.equals("MESSAGE") ? "chat-1@" : "") + DOMAIN)
                        .status(), method);
            }
            assertEquals(200, alice.register(0).status());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"udp", "tcp"})
    @DisplayName("who has sent a message is who has told the password, whatever its From says")
    void identity(String transport) throws Exception {
        String room = "chat-" + transport;
        try (Phone alice = phone("alice", transport); Phone bob = phone("bob", transport);
                Phone mallory = phone("mallory", transport)) {
            assertEquals(200, alice.register(600).status());
            assertEquals(200, bob.register(600).status());
            say(bob, room, "#create");
            hears(bob, "*** Room was created");
            say(alice, room, "#join");
            hears(bob, "*** [alice] has joined the room");
            hears(alice, "*** [alice] has joined the room");
            Bundle bundle = install(Challenge.class);
            try {
                String uri = "sip:" + room + '@' + DOMAIN;
                SipText challenge = bob.message(room, "it is me");
                assertEquals(401, challenge.status());
                assertEquals(200, mallory.message(room, List.of("Content-Type: text/plain",
                        credentials(challenge, "MD5", "MESSAGE", uri, "Mellon")), "so am I".getBytes(UTF_8)).status());
                hears(bob, "[alice]: so am I");
            } finally {
                bundle.uninstall();
            }
            say(bob, room, "nobody asks");
            hears(alice, "[bob]: nobody asks");
            assertEquals(200, alice.register(0).status());
            assertEquals(200, bob.register(0).status());
        }
    }

    private static String user(String of) {
        return "sip:" + of + '@' + DOMAIN;
    }

    private static void subscribe(SipSocket from, String user, String to, String contact, int number, String... headers)
            throws IOException {
        List<String> lines = new ArrayList<>(List.of("From: <" + user("watcher") + ">;tag=w", "To: " + to,
                "Call-ID: watch-" + user, "CSeq: " + number + " SUBSCRIBE", "Contact: <" + contact + '>',
                "Event: presence"));
        lines.addAll(List.of(headers));
        from.send("SUBSCRIBE", user(user), lines, "");
    }

    /** What is answered, whoever waits: what has been sent before it by the same socket has come, too. */
    private static SipText options(SipSocket socket) throws IOException {
        socket.send("OPTIONS", "sip:" + DOMAIN, List.of("From: <" + user("watcher") + ">;tag=o",
                "To: <sip:" + DOMAIN + '>', "Call-ID: " + UUID.randomUUID(), "CSeq: 1 OPTIONS"), "");
        SipText answer = socket.receive();
        assertEquals("1 OPTIONS", answer.header("CSeq").orElseThrow(), answer::toString);
        return answer;
    }

    private static void publish(String user, String state) throws IOException {
        try (Phone phone = phone(user, "tcp")) {
            assertEquals(200, phone.request("PUBLISH", phone.address(), phone.address(), List.of("Event: presence",
                    "Content-Type: text/plain"), state.getBytes(UTF_8)).status());
        }
    }

    private static String tag(SipText message, String header) {
        return NameAddress.parse(message.header(header).orElseThrow()).parameters().get("tag");
    }

    /** The next NOTIFY but for what is sent again. */
    private static SipText notified(SipSocket socket, int number) throws IOException {
        SipText next = socket.receive();
        while (next.header("CSeq").orElseThrow().equals(number - 1 + " NOTIFY")) {
            next = socket.receive();
        }
        assertEquals(number + " NOTIFY", next.header("CSeq").orElseThrow(), next::toString);
        return next;
    }

    @ParameterizedTest
    @ValueSource(strings = {"udp", "tcp"})
    @DisplayName("whoever watches is answered later, and notified in the dialog at his Contact or over his connection")
    void subscription(String transport) throws Exception {
        String user = "seen-by-" + transport;
        Bundle bundle = install(Presence.class);
        try (SipSocket watcher = new SipSocket(transport, server.sipPort());
                SipSocket other = new SipSocket(transport, server.sipPort())) {
            SipSocket notified = transport.equals("udp") ? other : watcher;
            String contact = transport.equals("udp") ? "sip:w@" + other.hostPort() : "sip:w@host.invalid;transport=tcp";
            subscribe(watcher, user, '<' + user(user) + '>', contact, 1, "Expires: 600");
            options(watcher);
            publish(user, "here");
            SipText accepted = watcher.receive();
            assertEquals(200, accepted.status(), accepted::toString);
            assertEquals("1 SUBSCRIBE", accepted.header("CSeq").orElseThrow());
            SipText first = notified(notified, 1);
            assertEquals("NOTIFY " + contact + " SIP/2.0", first.startLine());
            assertEquals("watch-" + user, first.header("Call-ID").orElseThrow());
            assertFalse(tag(accepted, "To").isEmpty());
            assertEquals(tag(accepted, "To"), tag(first, "From"));
            assertEquals("w", tag(first, "To"));
            assertTrue(first.header("Subscription-State").orElseThrow().startsWith("active;expires="));
            assertEquals("here", first.bodyText());

            publish(user, "there");
            notified.answer(first, 200); // the next one is not sent before
            SipText second = notified(notified, 2);
            assertEquals("there", second.bodyText());
            notified.answer(second, 200);

            String to = accepted.header("To").orElseThrow();
            subscribe(watcher, user, to, contact, 2, "Expires: 0");
            // What is answered at once may be overtaken by its NOTIFY (RFC 6665 §4.1.2.4).
            SipText ended = watcher.receive();
            SipText last = ended.isResponse() ? notified(notified, 3) : ended;
            assertEquals(200, (ended.isResponse() ? ended : watcher.receive()).status());
            assertEquals("3 NOTIFY", last.header("CSeq").orElseThrow());
            assertEquals("terminated;reason=timeout", last.header("Subscription-State").orElseThrow());
            notified.answer(last, 200);
            subscribe(watcher, user, to, contact, 3, "Expires: 600");
            assertEquals(481, watcher.receive().status());
        } finally {
            bundle.uninstall();
        }
    }

    @Test
    @DisplayName("who waits while the bundle is swapped is answered, and the next one is served")
    void swapped() throws Exception {
        Bundle bundle = install(Presence.class);
        try (SipSocket watcher = new SipSocket("udp", server.sipPort())) {
            subscribe(watcher, "first", '<' + user("first") + '>', "sip:w@" + watcher.hostPort(), 1);
            options(watcher);
            bundle.update(bundle(Presence.class).content());
            SipText answer = watcher.receive();
            assertEquals(503, answer.status(), answer::toString);
            assertEquals("1 SUBSCRIBE", answer.header("CSeq").orElseThrow());
            isAnswered(watcher, "second");
        } finally {
            bundle.uninstall();
        }
    }

    @Test
    @DisplayName("a handler that needs the client is there again each time that the transport was restarted")
    void transportRestarted() throws Exception {
        Bundle bundle = install(Presence.class);
        Bundle transport = server.bundle("imc.sip");
        try {
            for (int i = 0; i < 10; i++) {
                transport.stop();
                transport.start();
                server.awaitServices();
                try (SipSocket watcher = new SipSocket("udp", server.sipPort())) {
                    awaitAllowed(watcher, "PUBLISH", "restart " + i);
                    isAnswered(watcher, "restart" + i);
                }
            }
        } finally {
            bundle.uninstall();
        }
    }

    private static void awaitAllowed(SipSocket socket, String method, String when) throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!options(socket).header("Allow").orElse("").contains(method)) {
            assertTrue(System.nanoTime() < deadline, () -> method + " is handled by nobody after " + when);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }

    private static void isAnswered(SipSocket watcher, String user) throws IOException {
        subscribe(watcher, user, '<' + user(user) + '>', "sip:w@" + watcher.hostPort(), 1);
        options(watcher);
        publish(user, "here");
        assertEquals(200, watcher.receive().status());
        SipText notify = notified(watcher, 1);
        assertEquals("here", notify.bodyText());
        watcher.answer(notify, 200);
    }
}
