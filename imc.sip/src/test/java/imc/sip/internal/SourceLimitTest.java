package imc.sip.internal;

import static imc.sip.wire.SipRequestText.message;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.Content;
import imc.api.SipAddress;
import imc.api.location.Contact;
import imc.api.sip.SourceLimit;
import imc.api.transport.Broadcast;
import imc.sip.wire.SipClient;
import imc.sip.wire.SipRequestText;
import imc.sip.wire.SipText;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("From a source of which enough has come")
class SourceLimitTest {

    private static final String ROOM = "sip:chat-1@example.com";
    private static final SipAddress BOB = SipAddress.parse("sip:bob@example.com");
    private static final int MANY = 200;

    private final AtomicInteger asked = new AtomicInteger();
    /** How many are taken from now on. */
    private final AtomicInteger left = new AtomicInteger(Integer.MAX_VALUE);
    private Server server;

    @BeforeEach
    void start() throws IOException {
        server = Server.start(Server.withTls(Map.of()));
        limit(source -> {
            asked.incrementAndGet();
            return left.getAndUpdate(count -> Math.max(0, count - 1)) > 0 ? 0 : 2;
        });
    }

    private void limit(SourceLimit limit) {
        server.transport.limits = List.of(limit);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static void await(String what, BooleanSupplier isSo) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!isSo.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, what);
            Thread.onSpinWait();
        }
    }

    @Test
    @DisplayName("datagrams are dropped at once, but for a few that are answered 503")
    void flood() {
        left.set(0);
        try (SipClient flooder = server.client("udp")) {
            for (int i = 0; i < MANY; i++) {
                flooder.send(message(ROOM, "hi"));
            }
            await("all are dealt with", () -> server.figure("sip_datagrams_dropped")
                    + server.figure("sip_requests_refused") == MANY);
            assertTrue(server.figure("sip_datagrams_dropped") > MANY / 2, "nearly all of them");
            SipText refusal = flooder.receive();
            assertEquals("SIP/2.0 503 Service Unavailable", refusal.firstLine());
            assertEquals("2", refusal.header("Retry-After"));
            assertEquals(MANY, asked.get());
            assertEquals(0, server.figure("sip_messages_received") - server.figure("sip_requests_refused"));
            assertTrue(server.messages.isEmpty());
        }
    }

    @Test
    @DisplayName("a datagram that was answered already is answered as before, and never refused")
    void retransmission() {
        left.set(1);
        try (SipClient client = server.client("udp")) {
            SipRequestText request = message(ROOM, "hi");
            assertEquals(200, client.ask(request).status());
            assertEquals(200, client.ask(request).status());
            assertEquals(503, client.ask(message(ROOM, "more")).status());
        }
    }

    @Test
    @DisplayName("what only keeps a NAT's mapping is not counted")
    void keepAlives() {
        try (SipClient client = server.client("udp")) {
            for (String nothing : List.of("", "\r\n", "\r\n\r\n", "\0\0\0\0")) {
                client.send(nothing);
            }
            client.send("\r\n\r\n\r\n");
            assertEquals(200, client.ask(message(ROOM, "hi")).status());
            assertEquals(2, asked.get());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"udp", "tcp"})
    @DisplayName("what answers our own requests is taken")
    void responses(String transport) throws Exception {
        left.set(1);
        try (SipClient bob = server.client(transport)) {
            assertEquals(200, bob.ask(message(ROOM, "hi")).status());
            server.contacts.put(BOB, List.of(new Contact("sip:bob@127.0.0.1:" + bob.port() + ";transport=" + transport,
                    Optional.empty())));
            LinkedBlockingQueue<String> ended = new LinkedBlockingQueue<>();
            server.send(new Broadcast(SipAddress.parse(ROOM), List.of(BOB), Content.text("hi"), Map.of()),
                    (sent, receiver, delivery) -> ended.add(delivery.result().toString()));
            assertEquals("hi", bob.take().body());
            assertEquals("DELIVERED", ended.poll(10, TimeUnit.SECONDS));
            assertEquals(1, asked.get());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "tls"})
    @DisplayName("a connection is refused one request, and then nothing is read from it for as long as was said")
    void heldBack(String transport) {
        left.set(1);
        try (SipClient flooder = server.client(transport)) {
            StringBuilder flood = new StringBuilder();
            for (int i = 0; i < MANY; i++) {
                flood.append(message(ROOM, "no. " + i).text(flooder));
            }
            flooder.send(flood.toString());
            assertEquals(200, flooder.receive().status());
            SipText refusal = flooder.receive();
            assertEquals(503, refusal.status());
            assertEquals("2", refusal.header("Retry-After"));
            assertEquals(1, server.figure("sip_connections_held_back"));
            // Whoever comes meanwhile is served, and nobody is asked about the flooder any more.
            left.set(2);
            try (SipClient other = server.client("tcp")) {
                assertEquals(200, other.ask(message(ROOM, "hi")).status());
            }
            assertEquals(3, asked.get());
            server.turn(Duration.ofSeconds(2));
            assertEquals(200, flooder.receive().status());
            assertEquals(503, flooder.receive().status());
            left.set(Integer.MAX_VALUE);
            server.turn(Duration.ofSeconds(2));
            for (int i = 4; i < MANY; i++) {
                assertEquals(200, flooder.receive().status());
            }
            assertEquals(MANY + 1 - 2, server.messages.size());
            assertEquals(2, server.figure("sip_connections_held_back"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "tls"})
    @DisplayName("of keep-alives over one connection one a second is free, and the others count as requests")
    void pings(String transport) {
        left.set(1);
        try (SipClient client = server.client(transport)) {
            client.send("\r\n\r\n");
            pong(client);
            assertEquals(0, asked.get());
            client.send("\r\n\r\n".repeat(MANY));
            pong(client);
            pong(client);
            await("it is held back", () -> server.figure("sip_connections_held_back") == 1);
            assertEquals(2, asked.get(), "those that were read already are thrown away");
            left.set(Integer.MAX_VALUE);
            server.turn(Duration.ofSeconds(2));
            assertEquals(200, client.ask(message(ROOM, "hi")).status());
            assertEquals(3, asked.get());
        }
    }

    private static void pong(SipClient client) {
        assertEquals('\r', client.octet());
        assertEquals('\n', client.octet());
    }

    @ParameterizedTest
    @ValueSource(strings = {"SIP/2.0 200 OK\r\nVia: SIP/2.0/TCP 127.0.0.1:5060;branch=z9hG4bKx\r\n"
            + "From: <sip:a@h>;tag=1\r\nTo: <sip:b@h>;tag=2\r\nCall-ID: x\r\n"
            + "CSeq: 1 MESSAGE\r\nContent-Length: 0\r\n\r\n",
        "SIP/2.0 nonsense\r\nContent-Length: 0\r\n\r\n"})
    @DisplayName("responses over a connection that nobody waits for count as requests")
    void strayResponses(String response) {
        left.set(3);
        try (SipClient client = server.client("tcp")) {
            client.send(response.repeat(MANY));
            await("it is held back", () -> server.figure("sip_connections_held_back") == 1);
            assertEquals(4, asked.get());
            left.set(Integer.MAX_VALUE);
            server.turn(Duration.ofSeconds(2));
            assertEquals(200, client.ask(message(ROOM, "hi")).status());
            assertEquals(MANY + 1, asked.get());
        }
    }

    @Test
    @DisplayName("a connection is held back for some seconds and no longer, whatever is said, and ends as others do")
    void bounded() throws Exception {
        limit(source -> 3600);
        try (SipClient flooder = server.client("tcp")) {
            assertEquals(503, flooder.ask(message(ROOM, "hi")).status());
            flooder.send(message(ROOM, "hi").text(flooder));
            server.turn(Duration.ofSeconds(5));
            assertEquals(503, flooder.receive().status());
            server.turn(Duration.ofSeconds(121));
            assertEquals(-1, flooder.octet());
        }
    }

    @Test
    @DisplayName("where whoever is asked fails, the request is answered 500, and that is counted")
    void failing() {
        limit(source -> {
            throw new IllegalStateException("a test's");
        });
        for (String transport : List.of("udp", "tcp")) {
            try (SipClient client = server.client(transport)) {
                assertEquals(500, client.ask(message(ROOM, "hi")).status());
            }
        }
        assertEquals(2, server.figure("sip_unexpected_failures"));
        assertFalse(server.figure("sip_connections_held_back") > 0);
    }
}
