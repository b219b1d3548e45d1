package imc.sip.internal;

import static imc.sip.wire.SipRequestText.message;
import static imc.sip.wire.SipRequestText.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.Content;
import imc.api.SipAddress;
import imc.api.location.Contact;
import imc.api.sip.SipRequestHandler;
import imc.api.sip.SipResponse;
import imc.api.transport.Broadcast;
import imc.sip.wire.SipClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How many connections there may be, and for how long; the clock is turned. */
class ConnectionsTest {

    private static final String ROOM = "sip:chat-1@example.com";
    private static final SipAddress BOB = SipAddress.parse("sip:bob@example.com");

    private static Server server(Map<String, Object> configuration) throws IOException {
        Map<String, Object> merged = new HashMap<>(Server.withTls(configuration));
        return Server.start(merged);
    }

    /** A connection from an address of its own, over which nothing is said. */
    private static Socket from(String address, Server server) throws IOException {
        Socket socket = new Socket();
        socket.bind(new InetSocketAddress(InetAddress.getByName(address), 0));
        socket.connect(server.address("tcp"));
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static void await(Server server, int connections) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (server.figure("sip_tcp_connections") != connections) {
            assertTrue(System.nanoTime() < end, server.figure("sip_tcp_connections") + " connections");
            Thread.onSpinWait();
        }
    }

    private static int octet(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read();
        } catch (java.net.SocketException e) {
            return -1;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "tls"})
    @DisplayName("a connection over which nothing comes or goes is closed after its lifetime, and not before")
    void idle(String transport) throws Exception {
        try (Server server = server(Map.of("tcp_connection_lifetime", 120)); SipClient idle = server.client(transport);
                SipClient busy = server.client(transport)) {
            assertEquals(200, idle.ask(message(ROOM, "hi")).status());
            assertEquals(200, busy.ask(message(ROOM, "hi")).status());
            server.turn(Duration.ofSeconds(100));
            busy.send("\r\n\r\n");
            assertEquals('\r', busy.octet());
            assertEquals('\n', busy.octet());
            server.turn(Duration.ofSeconds(21));
            assertEquals(-1, idle.octet());
            assertEquals(200, busy.ask(message(ROOM, "hi")).status());
            server.turnUntil(Duration.ofSeconds(121), () -> busy.endsWithin(1000));
        }
    }

    @Test
    @DisplayName("who has registered over a connection may be idle for as long as the registration lasts")
    void registered() throws Exception {
        try (Server server = server(Map.of()); SipClient bob = server.client("tcp")) {
            server.transport.bindHandler(request -> SipRequestHandler.now(SipResponse.of(200).with("Contact",
                    "<sip:bob@127.0.0.1;transport=tcp>;expires=600")), Map.of(SipRequestHandler.METHOD, "REGISTER"));
            assertEquals(200, bob.ask(request("REGISTER", "sip:example.com")).status());
            server.turn(Duration.ofSeconds(590));
            try (SipClient later = server.client("tcp")) {
                assertEquals(200, later.ask(message(ROOM, "hi")).status());
                server.turn(Duration.ofSeconds(5));
                assertEquals(200, bob.ask(request("OPTIONS", "sip:example.com")).status());
                server.turnUntil(Duration.ofSeconds(121), () -> bob.endsWithin(1000));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"MESSAGE ", "MESSAGE sip:chat-1@h SIP/2.0\r\nContent-Length: 100\r\n\r\nx"})
    @DisplayName("a message that is not there 30 seconds after its first byte ends the connection, however it trickles")
    void trickle(String begin) throws Exception {
        try (Server server = server(Map.of()); Socket slow = from("127.0.0.1", server)) {
            await(server, 1);
            slow.getOutputStream().write(("\r\n\r\n" + begin).getBytes(StandardCharsets.US_ASCII));
            // The pong comes when it is known that a message has begun.
            assertEquals('\r', octet(slow));
            assertEquals('\n', octet(slow));
            for (int i = 0; i < 5; i++) {
                server.turn(Duration.ofSeconds(5));
                slow.getOutputStream().write('x');
                try (SipClient other = server.client("tcp")) { // by now, it has been read
                    assertEquals(200, other.ask(message(ROOM, "hi")).status());
                }
            }
            await(server, 1);
            server.turn(Duration.ofSeconds(6));
            assertEquals(-1, octet(slow));
        }
    }

    @Test
    @DisplayName("one source has no more than its share; the outbound proxy is no such source")
    void perSource() throws Exception {
        try (Server server = server(Map.of("tcp_max_connections_per_ip", 3, "outbound_proxy",
                "sip:127.0.0.3;transport=tcp"))) {
            List<Socket> open = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                open.add(from("127.0.0.2", server));
                await(server, i + 1);
                server.turn(Duration.ofSeconds(1));
            }
            // The one that has been idle for longest makes room.
            open.add(from("127.0.0.2", server));
            assertEquals(-1, octet(open.get(0)));
            await(server, 3);
            for (int i = 0; i < 5; i++) {
                open.add(from("127.0.0.3", server));
            }
            await(server, 8);
            for (Socket socket : open) {
                socket.close();
            }
        }
    }

    @Test
    @DisplayName("when there are too many, one of whoever has most makes room: nobody is shut out")
    void fairness() throws Exception {
        try (Server server = server(Map.of("tcp_max_connections", 10)); SipClient alice = server.client("udp")) {
            List<Socket> greedy = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                greedy.add(from("127.0.0.2", server));
                await(server, i + 1);
                server.turn(Duration.ofSeconds(1));
            }
            // The eldest is kept alive.
            greedy.get(0).getOutputStream().write("\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertEquals('\r', octet(greedy.get(0)));
            try (SipClient other = server.client("tcp")) {
                assertEquals(200, other.ask(message(ROOM, "hi")).status());
                assertEquals(-1, octet(greedy.get(1)));
                await(server, 10);
            }
            try (ServerSocket listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
                LinkedBlockingQueue<String> ended = new LinkedBlockingQueue<>();
                server.contacts.put(BOB, List.of(new Contact("sip:bob@127.0.0.1:" + listening.getLocalPort()
                        + ";transport=tcp", Optional.empty())));
                server.send(new Broadcast(SipAddress.parse(ROOM), List.of(BOB), Content.text("hi"), Map.of()),
                        (sent, receiver, delivery) -> ended.add(delivery.result().toString()));
                try (SipClient bob = SipClient.accepted(listening)) {
                    assertEquals("hi", bob.take().body());
                    assertEquals("DELIVERED", ended.poll(10, TimeUnit.SECONDS));
                }
            }
            for (Socket socket : greedy) {
                socket.close();
            }
        }
    }

    @Test
    @DisplayName("a handshake that does not end ends the connection")
    void handshake() throws Exception {
        try (Server server = server(Map.of()); Socket slow = new Socket()) {
            slow.connect(server.address("tls"));
            slow.setSoTimeout(10_000);
            await(server, 1);
            slow.getOutputStream().write(new byte[] {22, 3, 1});
            server.turn(Duration.ofSeconds(11));
            int last = octet(slow);
            while (last >= 0) { // the words with which TLS ends
                last = octet(slow);
            }
            await(server, 0);
        }
    }
}
