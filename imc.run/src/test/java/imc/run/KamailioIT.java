package imc.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import imc.check.Phone;
import imc.check.SipText;
import imc.run.docs.Pages;
import imc.run.support.FelixServer;
import imc.run.support.FreePort;
import imc.run.support.Kamailio;
import imc.run.support.ProxyUser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Behind a real Kamailio, as docs/behind-a-proxy.md says: users are registered there and have their passwords there,
 * and all that rooms send goes by it. There are two, one that speaks TCP with the server and one that speaks UDP.
 */
class KamailioIT {

    private static final String PID = "imc.transport.sip";
    private static final List<String> USERS = List.of("alice", "bob", "carol", "dave", "eve", "francis", "wendy");
    private static final Path PAGE = Pages.ROOT.resolve("docs/behind-a-proxy.md");
    private static final int PORT = FreePort.next();

    private static Kamailio byTcp;
    private static Kamailio byUdp;
    private static FelixServer server;

    @BeforeAll
    static void start() {
        assumeTrue(Kamailio.isThere() || "true".equals(System.getenv(Kamailio.REQUIRED)), "Kamailio is not installed:"
                + " apt install kamailio kamailio-websocket-modules. What is behind a proxy is NOT TESTED");
        byTcp = new Kamailio("sip:127.0.0.2:" + PORT + ";transport=tcp", USERS);
        byUdp = new Kamailio("sip:127.0.0.2:" + PORT, USERS);
        server = new FelixServer(conf -> {
            conf.write(PID, behind(byTcp, "tcp"));
            conf.write("imc.auth", documented("imc.auth"));
            conf.write("imc.registrar", documented("imc.registrar"));
            conf.write("imc.commands", Map.of("max_failures", "2"));
        });
        byTcp.awaitReady();
        byUdp.awaitReady();
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            byTcp.end();
            byUdp.end();
            server.close();
            byTcp.close();
            byUdp.close();
        }
    }

    /** With the ports of this test. */
    private static Map<String, String> behind(Kamailio proxy, String transport) {
        Map<String, String> settings = documented(PID);
        settings.replaceAll((key, value) -> value.replace("127.0.0.2:5060", "127.0.0.2:" + PORT)
                .replace("127.0.0.1:5060;transport=tcp", "127.0.0.1:" + proxy.port() + ";transport=" + transport));
        return settings;
    }

    /** What the page says of the server's side. */
    private static Map<String, String> documented(String pid) {
        Matcher file = Pattern.compile("`" + pid + "\\.cfg`:\n\n((?: {4}.+\n)+)").matcher(read(PAGE));
        assertTrue(file.find(), () -> PAGE + " has no " + pid);
        Map<String, String> settings = new HashMap<>();
        file.group(1).lines().map(line -> line.strip().split(" = ", 2)).forEach(line -> settings.put(line[0], line[1]));
        return settings;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All that goes between the server and its proxy goes by this transport from now on. */
    private static Kamailio proxy(String transport) {
        Kamailio proxy = transport.equals("tcp") ? byTcp : byUdp;
        server.configure(PID, behind(proxy, transport));
        return proxy;
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "udp"})
    @DisplayName("users who are registered at Kamailio, by UDP, TCP and WebSocket, chat in a room behind it")
    void chat(String transport) throws Exception {
        Kamailio kamailio = proxy(transport);
        String room = "chat-" + transport;
        try (ProxyUser alice = ProxyUser.phone("alice", "udp", kamailio.port());
                ProxyUser bob = ProxyUser.phone("bob", "tcp", kamailio.port());
                ProxyUser wendy = ProxyUser.browser("wendy", kamailio.webSocketPort())) {
            alice.say(room, "#create");
            alice.hears("*** Room was created");
            bob.say(room, "#join");
            hear("*** [bob] has joined the room", alice, bob);
            alice.say(room, "#invite wendy");
            wendy.hears("*** [alice] invites you to join the room (send '#accept' or '#reject')");
            wendy.say(room, "#accept");
            hear("*** [wendy] has joined the room", alice, bob, wendy);
            alice.say(room, "Who is hungry?");
            hear("[alice]: Who is hungry?", bob, wendy);
            wendy.say(room, "Me!");
            hear("[wendy]: Me!", alice, bob);
            alice.say(room, "#invite nobody");
            alice.hears("*** [nobody] is not registered");
            longMessage(room, bob, alice, wendy);
            wendy.say(room, "I see");
            alice.hears("[wendy]: I see");
            assertEquals("message/cpim", bob.next().header("Content-Type").orElseThrow());
            bob.say(room, "#leave");
            hear("*** [bob] has left the room", alice, wendy);
            alice.say(room, "#destroy");
            hear("*** Room has been destroyed", alice, wendy);
        }
    }

    private static void hear(String text, ProxyUser... users) throws InterruptedException {
        for (ProxyUser user : users) {
            user.hears(text);
        }
    }

    /** CPIM (RFC 3862), longer than what is sent by UDP where there is TCP (RFC 3261 §18.1.1). */
    private static void longMessage(String room, ProxyUser from, ProxyUser... to) throws Exception {
        String text = "long ".repeat(2_000);
        SipText answer = from.message(room, List.of("Content-Type: message/cpim"), "From: <sip:bob@example.com>\r\n"
                + "To: <sip:" + room + "@example.com>\r\n\r\nContent-Type: text/plain\r\n\r\n" + text);
        assertEquals(200, answer.status());
        hear("[bob]: " + text, to);
    }

    @Test
    @DisplayName("what the server answers comes through Kamailio: refusals with reasons, 503 with the time to wait")
    void refusals() throws Exception {
        Kamailio kamailio = proxy("udp");
        try (ProxyUser alice = ProxyUser.phone("alice", "udp", kamailio.port());
                ProxyUser dave = ProxyUser.phone("dave", "tcp", kamailio.port())) {
            SipText nowhere = dave.message("chat-nowhere", "hello");
            assertEquals("404 imc;cause=-201;text=\"Room not found\"",
                    nowhere.status() + " " + nowhere.header("Reason").orElse(""));
            dave.hears("*** Room not found");
            alice.say("chat-closed", "#create");
            alice.hears("*** Room was created");
            assertEquals(403, dave.message("chat-closed", "hello").status());
            dave.hears("*** You are not a member of this room");
            server.bundle("imc.rooms").stop();
            SipText later = alice.message("chat-closed", "hello");
            server.bundle("imc.rooms").start();
            server.awaitReady();
            assertEquals("503 5", later.status() + " " + later.header("Retry-After").orElse(""));
        }
    }

    @Test
    @DisplayName("who speaks is whom Kamailio knows by password, whatever a client asserts")
    void identity() throws Exception {
        Kamailio kamailio = proxy("tcp");
        try (ProxyUser alice = ProxyUser.phone("alice", "tcp", kamailio.port());
                ProxyUser bob = ProxyUser.phone("bob", "tcp", kamailio.port());
                ProxyUser mallory = ProxyUser.phone("eve", "tcp", kamailio.port())) {
            alice.say("chat-identity", "#create");
            alice.hears("*** Room was created");
            bob.say("chat-identity", "#join");
            hear("*** [bob] has joined the room", alice, bob);
            List<String> asserted = List.of("P-Asserted-Identity: <sip:alice@example.com>", "Content-Type: text/plain");
            assertEquals(403, mallory.message("chat-identity", asserted, "I am alice").status());
            assertEquals(200, bob.message("chat-identity", asserted, "I am alice").status());
            alice.hears("[bob]: I am alice");
        }
    }

    @Test
    @DisplayName("nobody but Kamailio gets at the server, whoever he says that he is")
    void stranger() throws Exception {
        try (DatagramSocket stranger = new DatagramSocket(0, InetAddress.getByName("127.0.0.3"))) {
            byte[] message = """
                    MESSAGE sip:chat-tcp@example.com SIP/2.0
                    Via: SIP/2.0/UDP 127.0.0.3:%d;branch=z9hG4bKstranger
                    From: <sip:alice@example.com>;tag=1
                    To: <sip:chat-tcp@example.com>
                    Call-ID: stranger
                    CSeq: 1 MESSAGE
                    P-Asserted-Identity: <sip:alice@example.com>
                    Content-Length: 0

                    """.formatted(stranger.getLocalPort()).replace("\n", "\r\n").getBytes(UTF_8);
            stranger.setSoTimeout(20_000);
            stranger.send(new DatagramPacket(message, message.length, InetAddress.getByName("127.0.0.2"), PORT));
            DatagramPacket answer = new DatagramPacket(new byte[2_000], 2_000);
            stranger.receive(answer);
            assertEquals("SIP/2.0 403", new String(answer.getData(), 0, 11, UTF_8));
        }
    }

    @Test
    @DisplayName("a room that comes back by Kamailio, as a member or as a member's contact, hears nothing of itself")
    void loops() throws Exception {
        Kamailio kamailio = proxy("tcp");
        try (ProxyUser alice = ProxyUser.phone("alice", "tcp", kamailio.port());
                ProxyUser eve = ProxyUser.phone("eve", "tcp", kamailio.port())) {
            for (String host : List.of("127.0.0.2:" + PORT, "127.0.0.1:" + kamailio.port())) {
                assertEquals(200, eve.register("chat-loop@" + host + ";transport=tcp").status());
            }
            alice.say("chat-loop", "#create");
            alice.hears("*** Room was created");
            eve.say("chat-loop", "#join");
            hear("*** [eve] has joined the room", alice, eve);
            alice.say("chat-loop", "#add chat-loop@elsewhere.example");
            hear("*** [chat-loop] has joined the room", alice, eve);
            alice.say("chat-loop", "hello");
            eve.hears("[alice]: hello");
            alice.hears("*** [chat-loop] could not be reached 2 times in a row (482 refused)");
            // Three copies have come back to the server, at an address that is none of its own.
            awaitStatistic("sip_requests_refused{status=404}", 3);
            alice.say("chat-loop", "#members");
            alice.hears("Members:\n*[alice]\n[eve]\n[chat-loop]");
        }
    }

    private static void awaitStatistic(String name, int value) {
        String counted = name + " " + value + " ";
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!server.shell("imc:getStatistics").out().replaceAll(" +", " ").contains(counted)) {
            assertTrue(System.nanoTime() < deadline, () -> counted + server.shell("imc:getStatistics").out());
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "udp"})
    @DisplayName("what is not ours is forwarded to Kamailio, whose users get it and answer it")
    void forward(String transport) throws Exception {
        Map<String, String> settings = behind(byTcp, "tcp");
        settings.remove("outbound_proxy");
        server.configure(PID, settings);
        server.configure("imc.script.forward", Map.of("forward_to", "127.0.0.1"));
        Path routes = server.conf().directory().resolve("routes.jexl");
        Files.writeString(routes, """
                if (is_method("MESSAGE") && !($rU =~ "^chat-")) { forward("sip:127.0.0.1:%d;transport=%s"); exit; }
                route[%2$s] { }
                """.formatted(byTcp.port(), transport));
        server.awaitLog("route[" + transport + "]");
        try (ProxyUser bob = ProxyUser.phone("bob", "tcp", byTcp.port());
                Phone zoe = new Phone("zoe", "elsewhere.example", "udp", new InetSocketAddress("127.0.0.2", PORT))) {
            SipText answer = zoe.message("sip:bob@example.com", "hello");
            assertEquals(200, answer.status(), answer::toString);
            assertAnswerToZoe(answer);
            SipText arrived = bob.next();
            assertEquals("hello", arrived.bodyText());
            assertEquals("zoe", arrived.userOf("From"));
            assertEquals("68", arrived.header("Max-Forwards").orElseThrow(), "one less here, and one less there");
            List<String> hops = arrived.all("Via");
            assertEquals(2, hops.size(), hops::toString);
            assertTrue(hops.get(1).startsWith("SIP/2.0/" + transport.toUpperCase(Locale.ROOT) + " 127.0.0.2:" + PORT),
                    hops::toString);
            SipText nobody = zoe.message("sip:nobody@example.com", "hello");
            assertEquals("SIP/2.0 480 Temporarily Unavailable", nobody.startLine());
            assertAnswerToZoe(nobody);
        } finally {
            Files.delete(routes);
            server.awaitLog("routes.jexl is gone");
        }
    }

    /** The one Via is the client's own: nobody else's way is told, and none is missing. */
    private static void assertAnswerToZoe(SipText answer) {
        assertEquals(1, answer.all("Via").size(), answer::toString);
        assertTrue(answer.all("Via").get(0).startsWith("SIP/2.0/UDP 127.0.0.1:"), answer::toString);
        assertEquals("zoe", answer.userOf("From"));
    }

    @Test
    @DisplayName("a member who was away gets what she has missed when she registers at Kamailio")
    void away() throws Exception {
        Kamailio kamailio = proxy("tcp");
        try (ProxyUser alice = ProxyUser.phone("alice", "tcp", kamailio.port())) {
            alice.say("chat-away", "#create");
            alice.hears("*** Room was created");
            alice.say("chat-away", "#add francis");
            alice.hears("*** [francis] has joined the room");
            alice.say("chat-away", "Are you there?");
            awaitStatistic("offline_waiting", 1);
            try (ProxyUser francis = ProxyUser.phone("francis", "udp", kamailio.port())) {
                francis.hears("[alice]: Are you there?");
            }
        }
    }

    @Test
    @DisplayName("a member who subscribes to the room is told who is in it, by Kamailio and through her NAT")
    void subscription() throws Exception {
        Kamailio kamailio = proxy("tcp");
        try (ProxyUser carol = ProxyUser.phone("carol", "tcp", kamailio.port())) {
            carol.say("chat-watched", "#create");
            carol.hears("*** Room was created");
            SipText answer = carol.ask("SUBSCRIBE", "sip:chat-watched@example.com", List.of("Event: conference",
                    "Contact: <sip:carol@10.9.8.7:5060;transport=tcp>", "Expires: 600"), "");
            assertEquals(200, answer.status(), answer::toString);
            SipText notify = carol.next();
            assertEquals("NOTIFY", notify.method());
            assertTrue(notify.bodyText().contains("sip:carol@example.com"), notify::bodyText);
        }
    }
}
