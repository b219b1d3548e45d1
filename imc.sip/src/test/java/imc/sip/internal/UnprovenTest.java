package imc.sip.internal;

import static imc.sip.wire.SipRequestText.message;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.Content;
import imc.api.Message;
import imc.api.SipAddress;
import imc.api.location.Contact;
import imc.api.transport.Broadcast;
import imc.api.transport.Delivery;
import imc.sip.wire.SipClient;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Who never asked for anything is not written to for ever, whoever registers his address or sends in his name. */
class UnprovenTest {

    private static final SipAddress ROOM = SipAddress.parse("sip:chat-1@example.com");
    private static final SipAddress BOB = SipAddress.parse("sip:bob@example.com");

    private final AtomicInteger ended = new AtomicInteger();

    private void send(Server server, String text) {
        server.send(new Broadcast(ROOM, List.of(BOB), Content.text(text), Map.of()),
                (broadcast, receiver, delivery) -> ended.incrementAndGet());
    }

    /** Sends a hundred messages, and lets the time pass until each has been given up. */
    private void sendHundred(Server server) {
        ended.set(0);
        for (int i = 0; i < 100; i++) {
            send(server, "x".repeat(500));
        }
        server.turnUntil(Duration.ofMillis(200), () -> ended.get() == 100);
    }

    private static int received(DatagramSocket victim) throws Exception {
        int bytes = 0;
        DatagramPacket packet = new DatagramPacket(new byte[65_535], 65_535);
        try {
            while (true) {
                victim.receive(packet);
                bytes += packet.getLength();
            }
        } catch (SocketTimeoutException e) {
            return bytes;
        }
    }

    @Test
    @DisplayName("an address that never answers gets some kB a minute, retransmissions counted, and then some more")
    void silent() throws Exception {
        try (Server server = new Server(Map.of("udp_unproven_limit", 8), 50);
                DatagramSocket victim = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            victim.setSoTimeout(50); // whatever there is has been sent by then
            server.contacts.put(BOB, List.of(new Contact("sip:bob@127.0.0.1:" + victim.getLocalPort(),
                    Optional.empty())));
            sendHundred(server);
            int bytes = received(victim);
            assertTrue(bytes >= 8 * 1024 && bytes < 10 * 1024, bytes + " bytes");
            assertTrue(server.figure("sip_datagrams_withheld") > 0);
            server.turn(Duration.ofMinutes(1));
            sendHundred(server);
            bytes = received(victim);
            assertTrue(bytes >= 8 * 1024 && bytes < 10 * 1024, bytes + " bytes");
        }
    }

    @Test
    @DisplayName("all ports of one host together get no more than sixteen times that")
    void ports() throws Exception {
        try (Server server = new Server(Map.of("udp_unproven_limit", 1), 500)) {
            int bytes = 0;
            for (int i = 0; i < 100; i++) {
                try (DatagramSocket victim = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
                    server.contacts.put(BOB, List.of(new Contact("sip:bob@127.0.0.1:" + victim.getLocalPort(),
                            Optional.empty())));
                    send(server, "x".repeat(500));
                    victim.setSoTimeout(50);
                    DatagramPacket packet = new DatagramPacket(new byte[65_535], 65_535);
                    victim.receive(packet);
                    bytes += packet.getLength();
                } catch (SocketTimeoutException e) {
                    assertTrue(bytes >= 16 * 1024 && bytes < 18 * 1024, bytes + " bytes");
                    return;
                }
            }
            throw new AssertionError(bytes + " bytes");
        }
    }

    @Test
    @DisplayName("who answers gets all, in its order; and the first message goes at once")
    void answering() throws Exception {
        try (Server server = new Server(Map.of("udp_unproven_limit", 2), 500); SipClient bob = server.client("udp")) {
            server.contacts.put(BOB, List.of(new Contact("sip:bob@127.0.0.1:" + bob.port(), Optional.empty())));
            BlockingQueue<Delivery> ended = new LinkedBlockingQueue<>();
            for (int i = 0; i < 200; i++) {
                server.send(new Broadcast(ROOM, List.of(BOB), Content.text("m" + i + ' ' + "x".repeat(500)),
                        Map.of()), (broadcast, receiver, delivery) -> ended.add(delivery));
                assertEquals("m" + i, bob.take().body().split(" ")[0]);
                assertEquals(Delivery.answered(200), ended.poll(10, TimeUnit.SECONDS));
            }
            assertEquals(0, server.figure("sip_datagrams_withheld"));
        }
    }

    @Test
    @DisplayName("whose whereabouts are known: who is registered, and who comes by the outbound proxy")
    void known() throws Exception {
        try (Server server = Server.start(); SipClient alice = server.client("udp")) {
            assertEquals(200, alice.ask(message("sip:chat-1@h", "stranger")).status());
            Message stranger = server.messages.take();
            assertEquals(false, stranger.isSenderKnown());
            server.contacts.put(stranger.sender(), List.of(new Contact("sip:alice@127.0.0.1", Optional.empty())));
            assertEquals(200, alice.ask(message("sip:chat-1@h", "registered")).status());
            assertEquals(true, server.messages.take().isSenderKnown());
            server.contacts.clear();
            server.transport.modified(Map.of("listen", Server.FREE_PORTS, "outbound_proxy", "sip:127.0.0.1:9"));
            assertEquals(200, alice.ask(message("sip:chat-1@h", "by proxy")).status());
            assertEquals(true, server.messages.take().isSenderKnown());
            server.transport.modified(Map.of("listen", Server.FREE_PORTS, "outbound_proxy", "sip:127.0.0.2:9"));
            assertEquals(200, alice.ask(message("sip:chat-1@h", "past it")).status());
            assertEquals(false, server.messages.take().isSenderKnown());
        }
    }
}
