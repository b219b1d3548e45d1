package imc.sip.internal;

import static imc.sip.wire.SipRequestText.message;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import imc.api.Content;
import imc.api.SipAddress;
import imc.api.location.Contact;
import imc.api.transport.Broadcast;
import imc.api.transport.Delivery;
import imc.sip.internal.fanout.Limits;
import imc.sip.wire.SipClient;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is to be sent while nobody can say where its receivers are. */
class UnlocatedTest {

    private static final SipAddress ROOM = SipAddress.parse("sip:chat-1@example.com");
    private static final SipAddress BOB = SipAddress.parse("sip:bob@example.com");
    private static final Map<String, Object> REQUIRED = Map.of("listen", Server.FREE_PORTS, "location", "required");

    private final BlockingQueue<Delivery> outcomes = new LinkedBlockingQueue<>();

    private void send(SipStack transport, String text) {
        Server.send(transport, new Broadcast(ROOM, List.of(BOB), Content.text(text), Map.of()),
                (broadcast, receiver, delivery) -> outcomes.add(delivery));
    }

    private static void register(Server registrar, SipClient bob) {
        registrar.contacts.put(BOB, List.of(new Contact("sip:bob@127.0.0.1:" + bob.port(), Optional.empty())));
    }

    @Test
    void whatATransportIsToldBeforeALocationServiceHasComeArrivesInItsOrder() throws Exception {
        SipStack transport = new SipStack(Map.of("listen", Server.FREE_PORTS), 500, Limits.USUAL,
                System::nanoTime, () -> true);
        try (Server registrar = Server.start()) {
            transport.open();
            try (SipClient bob = SipClient.udp(transport.listeningPoints().get(0).local())) {
                register(registrar, bob);
                List<String> texts = IntStream.range(0, 20).mapToObj(i -> "notice " + i).toList();
                texts.forEach(text -> send(transport, text));
                assertNull(outcomes.peek());
                transport.bindLocation(registrar);
                send(transport, "last");
                for (String text : texts) {
                    assertEquals(text, bob.take().body());
                    assertEquals(Delivery.answered(200), outcomes.poll(10, TimeUnit.SECONDS));
                }
                assertEquals("last", bob.take().body());
            }
        } finally {
            transport.deactivate();
        }
    }

    @Test
    void whoseWhereaboutsNobodyHasAskedForBeforeTheLocationServiceWentWaitsAndWhoIsRememberedDoesNot()
            throws Exception {
        try (Server server = Server.start(REQUIRED); SipClient bob = server.client("udp")) {
            register(server, bob);
            server.transport.unbindLocation(server);
            send(server.transport, "a");
            assertNull(outcomes.peek());
            server.transport.bindLocation(server);
            assertEquals("a", bob.take().body());
            server.transport.unbindLocation(server);
            send(server.transport, "b");
            assertEquals("b", bob.take().body());
        }
    }

    @Test
    void theServerIsNotReadyWhileMessagesAreRefusedForIt() throws IOException {
        try (Server server = Server.start(REQUIRED); SipClient alice = server.client("udp")) {
            assertEquals(List.of(), server.transport.missing());
            server.transport.unbindLocation(server);
            assertEquals(503, alice.ask(message(ROOM.toString(), "hi")).status());
            assertEquals(List.of("nobody says where members are registered, so that messages are answered 503 "
                    + "(location in imc.transport.sip)"), server.transport.missing());
            server.transport.bindLocation(server);
            assertEquals(200, alice.ask(message(ROOM.toString(), "hi")).status());
            assertEquals(List.of(), server.transport.missing());
        }
    }

    @Test
    void itWaitsForAMinuteAndCountsAgainstNobodyThen() throws IOException {
        try (Server server = Server.start(REQUIRED)) {
            server.transport.unbindLocation(server);
            send(server.transport, "a");
            assertFalse(server.transport.fanOut().isAway(BOB));
            server.turn(Duration.ofSeconds(59));
            server.transport.modified(REQUIRED);
            assertNull(outcomes.peek());
            assertEquals(1, server.figure("sip_deliveries_pending"));
            server.turn(Duration.ofSeconds(1));
            server.transport.modified(REQUIRED);
            assertEquals(Delivery.TRANSPORT_ERROR.shared(), outcomes.poll());
            assertEquals(0, server.figure("sip_bytes_in_flight"));
        }
    }

    @Test
    void whatNeedsNoLocationServiceAnyMoreGoesToTheOutboundProxy() throws IOException {
        try (Server server = Server.start(REQUIRED); SipClient proxy = server.client("udp")) {
            server.transport.unbindLocation(server);
            send(server.transport, "a");
            server.transport.modified(Map.of("listen", Server.FREE_PORTS, "location", "required", "outbound_proxy",
                    "sip:127.0.0.1:" + proxy.port()));
            assertEquals("a", proxy.take().body());
        }
    }

    @Test
    void whatStillWaitsWhenTheTransportGoesIsTold() throws IOException {
        try (Server server = Server.start(REQUIRED)) {
            server.transport.unbindLocation(server);
            send(server.transport, "a");
        }
        assertEquals(Delivery.TRANSPORT_ERROR.shared(), outcomes.poll());
    }
}
