package imc.sip.internal;

import static imc.sip.wire.SipRequestText.message;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.Answer;
import imc.api.Content;
import imc.api.SipAddress;
import imc.api.location.Contact;
import imc.api.sip.Flow;
import imc.api.transport.Broadcast;
import imc.sip.internal.fanout.Limits;
import imc.sip.wire.SipClient;
import imc.sip.wire.SipRequestText;
import imc.sip.wire.SipText;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Rooms of bob (chat-1), of bob and carol (chat-2), and of carol (chat-3). Bob has a TCP connection and carol UDP,
 * unless all are behind an outbound proxy.
 */
class BackPressureTest {

    private static final SipAddress BOB = SipAddress.parse("sip:bob@example.com");
    private static final SipAddress CAROL = SipAddress.parse("sip:carol@example.com");
    private static final int HIGH = 50;
    private static final int LOW = 20;
    private static final int SENT = 300;

    private final Queue<String> outcomes = new ConcurrentLinkedQueue<>();

    private Server server(Duration patience) throws IOException {
        return server(Map.of(), patience);
    }

    private Server server(Map<String, Object> configuration, Duration patience) throws IOException {
        Server server = new Server(configuration, 500, new Limits(100_000, HIGH, LOW,
                Limits.USUAL.highBytes(), patience, Duration.ZERO));
        server.handling = message -> {
            List<SipAddress> members = switch (message.requestUri().user()) {
                case "chat-1" -> List.of(BOB);
                case "chat-2" -> List.of(BOB, CAROL);
                default -> List.of(CAROL);
            };
            server.send(new Broadcast(message.requestUri(), members, message.content(), Map.of()),
                    (broadcast, receiver, delivery) -> outcomes.add(broadcast.content().asText() + ' '
                            + broadcast.receivers().get(receiver).user() + ' ' + delivery.result()));
            return CompletableFuture.completedFuture(Answer.OK);
        };
        return server;
    }

    private static void register(Server server, SipClient bob, SipClient carol) {
        bob.ask(SipRequestText.request("OPTIONS", "sip:h"));
        server.contacts.put(BOB, List.of(new Contact("sip:bob@127.0.0.1:1;transport=tcp",
                Optional.of(new Flow("tcp", "127.0.0.1", bob.port())))));
        server.contacts.put(CAROL, List.of(new Contact("sip:carol@127.0.0.1:" + carol.port(), Optional.empty())));
    }

    /** Sends without waiting for answers, and gives the bodies of what was accepted. */
    private static List<String> flood(SipClient alice, String room) {
        return flood(alice, room, "", "SLOW_RECEIVER");
    }

    private static List<String> flood(SipClient alice, String room, String more, String why) {
        Map<String, String> sent = new LinkedHashMap<>();
        for (int i = 0; i < SENT; i++) {
            SipRequestText request = message(room, "m" + i + more);
            sent.put(request.callId(), "m" + i + more);
            alice.send(request);
        }
        Map<String, Integer> answers = new HashMap<>();
        while (answers.size() < SENT) {
            SipText answer = alice.receive();
            answers.put(answer.header("Call-ID"), answer.status());
            if (answer.status() != 200) {
                assertEquals(503, answer.status());
                assertEquals("2", answer.header("Retry-After"));
                assertTrue(answer.header("Reason").contains(why), answer.header("Reason"));
            }
        }
        List<String> accepted = new ArrayList<>();
        sent.forEach((callId, body) -> {
            if (answers.get(callId) == 200) {
                accepted.add(body);
            }
        });
        assertNotEquals(SENT, accepted.size());
        assertTrue(accepted.size() > HIGH, accepted.toString());
        return accepted;
    }

    /** Sends until it is accepted. */
    private static void insist(SipClient alice, String room, String body) {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (alice.ask(message(room, body)).status() != 200) {
            assertTrue(System.nanoTime() < end, "the room does not go on");
        }
    }

    @Test
    @DisplayName("a room waits for a member that reads slowly: what was accepted arrives, "
            + "in order, the rest is refused")
    void slowMember() throws Exception {
        try (Server server = server(Duration.ofMinutes(5)); SipClient alice = server.client("udp");
                SipClient bob = server.client("tcp"); SipClient carol = server.client("udp")) {
            register(server, bob, carol);
            List<String> accepted = flood(alice, "sip:chat-1@h");
            assertEquals(503, alice.ask(message("sip:chat-1@h", "refused")).status());
            assertEquals(200, alice.ask(message("sip:chat-3@h", "elsewhere")).status());
            assertEquals("elsewhere", carol.take().body());
            assertEquals(1, server.figure("sip_rooms_held_up"));
            for (String body : accepted) {
                assertEquals(body, bob.take().body());
            }
            insist(alice, "sip:chat-1@h", "again");
            assertEquals("again", bob.take().body());
            assertEquals(0, server.figure("sip_copies_given_up"));
            assertEquals(0, server.figure("sip_rooms_held_up"));
        }
    }

    @Test
    @DisplayName("a room does not wait for ever: a member that is stuck is given up, "
            + "and taken back when it has caught up")
    void stuckMember() throws Exception {
        try (Server server = server(Duration.ofMillis(300)); SipClient alice = server.client("udp");
                SipClient bob = server.client("tcp"); SipClient carol = server.client("udp")) {
            register(server, bob, carol);
            List<String> accepted = flood(alice, "sip:chat-1@h");
            insist(alice, "sip:chat-1@h", "given up");
            assertEquals(200, alice.ask(message("sip:chat-2@h", "on")).status());
            assertEquals("on", carol.take().body());
            assertTrue(outcomes.containsAll(List.of("given up bob UNREACHABLE", "on bob UNREACHABLE")));
            assertTrue(server.figure("sip_copies_given_up") > 0);
            // On a slow machine, patience may be over before the flood is.
            accepted.removeIf(body -> outcomes.contains(body + " bob UNREACHABLE"));
            for (String body : accepted) {
                assertEquals(body, bob.take().body());
            }
            await(() -> server.figure("sip_deliveries_pending") == 0);
            assertEquals(200, alice.ask(message("sip:chat-1@h", "again")).status());
            assertEquals("again", bob.take().body());
        }
    }

    private static void await(BooleanSupplier event) {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!event.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "it does not come");
            Thread.onSpinWait();
        }
    }

    /** A proxy that has taken a connection, and reads nothing of it until told to. */
    private static ServerSocket proxy() throws IOException {
        ServerSocket listening = new ServerSocket();
        // As little as possible is to wait in the system, where nobody sees it.
        listening.setReceiveBufferSize(4096);
        listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        return listening;
    }

    private Server behind(ServerSocket proxy) throws IOException {
        return server(Map.of("outbound_proxy", "sip:127.0.0.1:" + proxy.getLocalPort()
                + ";transport=tcp"), Duration.ofMillis(1));
    }

    @Test
    @DisplayName("all rooms wait for an outbound proxy that reads slowly: what was accepted arrives, in order, "
            + "the rest is refused")
    void slowProxy() throws Exception {
        try (ServerSocket listening = proxy(); Server server = behind(listening);
                SipClient alice = server.client("tcp")) {
            List<String> accepted = flood(alice, "sip:chat-1@h", "-" + "x".repeat(30_000),
                    "CONGESTED");
            assertEquals(503, alice.ask(message("sip:chat-3@h", "another room")).status());
            assertEquals(1, server.figure("sip_proxy_congested"));
            try (SipClient proxy = SipClient.accepted(listening)) {
                for (String body : accepted) {
                    assertEquals(body, proxy.take().body());
                }
                insist(alice, "sip:chat-3@h", "again");
                assertEquals("again", proxy.take().body());
                assertEquals(0, server.figure("sip_proxy_congested"));
            }
            assertFalse(outcomes.stream().anyMatch(outcome -> !outcome.endsWith("DELIVERED")), outcomes.toString());
        }
    }

    @Test
    @DisplayName("a large room waits for a slow outbound proxy with what it has begun to send, and loses none of it")
    void largeRoomAndSlowProxy() throws Exception {
        List<SipAddress> members = IntStream.range(0, SENT).mapToObj(i -> SipAddress.of("user" + i, "h")).toList();
        try (ServerSocket listening = proxy(); Server server = behind(listening)) {
            String text = "x".repeat(30_000);
            SipAddress room = SipAddress.parse("sip:chat-1@h");
            server.send(new Broadcast(room, members, Content.text(text), Map.of()),
                    (broadcast, receiver, delivery) -> outcomes.add(receiver + " " + delivery.result()));
            try (SipClient proxy = SipClient.accepted(listening)) {
                await(() -> server.figure("sip_proxy_congested") == 1);
                Set<String> got = new HashSet<>();
                for (int i = 0; i < SENT; i++) {
                    SipText copy = proxy.take();
                    assertEquals(text, copy.body());
                    assertTrue(got.add(copy.header("To")), copy.header("To"));
                }
                await(() -> server.figure("sip_deliveries_pending") == 0);
            }
            assertFalse(outcomes.stream().anyMatch(outcome -> !outcome.endsWith("DELIVERED")), outcomes.toString());
        }
    }
}
