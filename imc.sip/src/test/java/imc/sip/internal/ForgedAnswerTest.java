package imc.sip.internal;

import static imc.sip.wire.SipRequestText.message;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import imc.api.Content;
import imc.api.SipAddress;
import imc.api.location.Contact;
import imc.api.transport.Broadcast;
import imc.sip.wire.SipClient;
import imc.sip.wire.SipText;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("An answer to a copy")
class ForgedAnswerTest {

    private static final SipAddress ROOM = SipAddress.parse("sip:chat-1@example.com");
    private static final int BITS = 60;

    private final BlockingQueue<String> ended = new LinkedBlockingQueue<>();

    private void send(Server server, SipClient client, String transport, int receivers) {
        List<SipAddress> all = new ArrayList<>();
        for (int i = 0; i < receivers; i++) {
            SipAddress one = SipAddress.parse("sip:bob" + i + "@example.com");
            server.contacts.put(one, List.of(new Contact("sip:bob@127.0.0.1:" + client.port() + ";transport="
                    + transport, Optional.empty())));
            all.add(one);
        }
        server.send(new Broadcast(ROOM, all, Content.text("hi"), Map.of()),
                (sent, receiver, delivery) -> ended.add(delivery.result().toString()));
    }

    /** Sends what the receiver of a copy would answer, from elsewhere. */
    private static void answer(Server server, SipText copy, String from) throws IOException {
        String answer = "SIP/2.0 200 OK\r\nVia: " + copy.header("Via") + "\r\nFrom: " + copy.header("From") + "\r\nTo: "
                + copy.header("To") + ";tag=x\r\nCall-ID: " + copy.header("Call-ID") + "\r\nCSeq: "
                + copy.header("CSeq") + "\r\nContent-Length: 0\r\n\r\n";
        try (DatagramSocket other = new DatagramSocket(new InetSocketAddress(InetAddress.getByName(from), 0))) {
            other.send(new DatagramPacket(answer.getBytes(StandardCharsets.US_ASCII), answer.length(),
                    server.address("udp")));
        }
    }

    private static void await(Server server, String figure, long value) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (server.figure(figure) != value) {
            if (System.nanoTime() > end) {
                throw new AssertionError(figure + " is " + server.figure(figure));
            }
            Thread.onSpinWait();
        }
    }

    @Test
    @DisplayName("does not count from another address than the copy went to, and the receiver's own does")
    void elsewhere() throws Exception {
        try (Server server = Server.start(); SipClient bob = server.client("udp")) {
            send(server, bob, "udp", 1);
            SipText copy = bob.receive();
            answer(server, copy, "127.0.0.2");
            await(server, "sip_answers_from_elsewhere", 1);
            assertNull(ended.poll());
            bob.answer(copy, 200);
            assertEquals("DELIVERED", ended.poll(10, TimeUnit.SECONDS));
        }
    }

    @Test
    @DisplayName("counts from another port, and from another address where that is allowed")
    void allowed() throws Exception {
        try (Server server = Server.start(); SipClient bob = server.client("udp")) {
            send(server, bob, "udp", 1);
            answer(server, bob.receive(), "127.0.0.1");
            assertEquals("DELIVERED", ended.poll(10, TimeUnit.SECONDS));
            server.transport.modified(Map.of("listen", Server.FREE_PORTS, "answers_from_elsewhere", true));
            send(server, bob, "udp", 1);
            answer(server, bob.receive(), "127.0.0.2");
            assertEquals("DELIVERED", ended.poll(10, TimeUnit.SECONDS));
            assertEquals(0, server.figure("sip_answers_from_elsewhere"));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @DisplayName("does not count by UDP where the copy went over a connection")
    void transport(boolean fromElsewhere) throws Exception {
        try (Server server = Server.start(Map.of("answers_from_elsewhere", fromElsewhere));
                SipClient bob = server.client("tcp")) {
            assertEquals(200, bob.ask(message(ROOM.toString(), "here")).status());
            send(server, bob, "tcp", 1);
            SipText copy = bob.receive();
            answer(server, copy, "127.0.0.1");
            await(server, "sip_answers_from_elsewhere", 1);
            assertNull(ended.poll());
            bob.answer(copy, 200);
            assertEquals("DELIVERED", ended.poll(10, TimeUnit.SECONDS));
        }
    }

    /** What a number of a branch was before it was mixed without a key, as could be done with any. */
    private static long unmixed(long number) {
        long x = number ^ number >>> 32;
        x *= 0xCFEE444D8B59A89BL; // the inverse of 0xD6E8FEB86659FD93
        return x ^ x >>> 32;
    }

    @Test
    @DisplayName("cannot be made for another receiver's copy by who has his own: branches have nothing in common")
    void guessed() throws Exception {
        assertEquals(1, 0xD6E8FEB86659FD93L * 0xCFEE444D8B59A89BL);
        try (Server server = Server.start(); SipClient bob = server.client("udp")) {
            send(server, bob, "udp", 4);
            long[] numbers = new long[4];
            for (int i = 0; i < numbers.length; i++) {
                SipText copy = bob.take();
                String branch = copy.header("Via").replaceAll(".*branch=z9hG4bK....([0-9a-v]{12}).*", "$1");
                numbers[i] = Long.parseLong(branch, 32);
            }
            // Four bits are not shown of each; the first two and the last two must not differ by the same.
            for (long first = 0; first < 16; first++) {
                for (long second = 0; second < 16; second++) {
                    long step = unmixed(numbers[1] | second << BITS) - unmixed(numbers[0] | first << BITS);
                    for (long third = 0; third < 16; third++) {
                        for (long fourth = 0; fourth < 16; fourth++) {
                            assertNotEquals(step, unmixed(numbers[3] | fourth << BITS)
                                    - unmixed(numbers[2] | third << BITS), "the next one is known");
                        }
                    }
                }
            }
        }
    }
}
