package imc.sip.internal;

import static imc.sip.wire.SipRequestText.message;
import static imc.sip.wire.SipRequestText.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.Content;
import imc.api.SipAddress;
import imc.api.location.Contact;
import imc.api.sip.Flow;
import imc.api.transport.Broadcast;
import imc.sip.wire.SipClient;
import imc.sip.wire.SipText;
import imc.sip.wire.TestKeys;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Connections: how they are used, and what becomes of messages when they end. */
class StreamTest {

    private static final String ROOM = "sip:chat-1@example.com";
    private static final SipAddress BOB = SipAddress.parse("sip:bob@example.com");

    private final LinkedBlockingQueue<String> ended = new LinkedBlockingQueue<>();

    private static Server server() throws IOException {
        return Server.start(Map.of());
    }

    private static ServerSocket listen() throws IOException {
        return new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    }

    private static ServerSocket listen(String transport) throws IOException {
        return transport.equals("tcp") ? listen() : TestKeys.context(TestKeys.client(), TestKeys.server())
                .getServerSocketFactory().createServerSocket(0, 5, InetAddress.getLoopbackAddress());
    }

    private static void register(Server server, ServerSocket listening) {
        register(server, listening, "tcp");
    }

    private static void register(Server server, ServerSocket listening, String transport) {
        server.contacts.put(BOB, List.of(new Contact("sip:bob@127.0.0.1:" + listening.getLocalPort()
                + ";transport=" + transport, Optional.empty())));
    }

    private void send(Server server, String text) {
        server.send(new Broadcast(SipAddress.parse(ROOM), List.of(BOB), Content.text(text), Map.of()),
                (sent, receiver, delivery) -> ended.add(delivery.result() + " " + delivery.status()));
    }

    private String outcome() throws InterruptedException {
        String outcome = ended.poll(10, TimeUnit.SECONDS);
        assertNotNull(outcome, "no outcome came");
        return outcome;
    }

    @Test
    @DisplayName("a connection that the peer has closed between two messages is opened again")
    void staleConnection() throws Exception {
        try (Server server = server(); ServerSocket listening = listen()) {
            register(server, listening);
            for (String text : List.of("one", "two", "three")) {
                send(server, text);
                try (SipClient bob = SipClient.accepted(listening)) {
                    assertEquals(text, bob.take().body());
                    assertEquals("DELIVERED 200", outcome());
                }
            }
        }
    }

    @Test
    @DisplayName("what a connection took before it broke is sent once more, the same, over a new one, in its order")
    void sentOnceMore() throws Exception {
        try (Server server = server(); ServerSocket listening = listen()) {
            register(server, listening);
            send(server, "one");
            send(server, "two");
            SipText one;
            SipText two;
            try (SipClient bob = SipClient.accepted(listening)) {
                one = bob.receive();
                two = bob.receive();
            }
            try (SipClient bob = SipClient.accepted(listening)) {
                assertEquals(one.text(), bob.take().text());
                assertEquals(two.text(), bob.take().text());
                assertEquals("DELIVERED 200", outcome());
                assertEquals("DELIVERED 200", outcome());
            }
        }
    }

    @Test
    @DisplayName("what breaks a second time is reported as unreachable at once")
    void notTwice() throws Exception {
        try (Server server = server(); ServerSocket listening = listen()) {
            register(server, listening);
            send(server, "one");
            for (int i = 0; i < 2; i++) {
                try (SipClient bob = SipClient.accepted(listening)) {
                    assertEquals("one", bob.receive().body());
                }
            }
            assertEquals("UNREACHABLE 503", outcome());
        }
    }

    @Test
    @DisplayName("a client that listens nowhere is unreachable as soon as its connection is gone")
    void flowGone() throws Exception {
        try (Server server = server()) {
            try (SipClient bob = server.client("tcp")) {
                assertEquals(200, bob.ask(request("OPTIONS", "sip:h")).status());
                server.contacts.put(BOB, List.of(new Contact("sip:bob@127.0.0.1:" + bob.port() + ";transport=tcp",
                        Optional.of(new Flow("tcp", "127.0.0.1", bob.port())))));
                send(server, "one");
                assertEquals("one", bob.receive().body());
            }
            assertEquals("UNREACHABLE 503", outcome());
            send(server, "two");
            assertEquals("UNREACHABLE 503", outcome());
        }
    }

    @Test
    @DisplayName("where nobody listens, the message is unreachable at once, and the next one is tried anew")
    void nobodyListens() throws Exception {
        try (Server server = server(); ServerSocket listening = listen()) {
            register(server, listening);
            int port = listening.getLocalPort();
            listening.close();
            send(server, "one");
            assertEquals("UNREACHABLE 503", outcome());
            try (ServerSocket again = new ServerSocket(port, 5, InetAddress.getLoopbackAddress())) {
                send(server, "two");
                try (SipClient bob = SipClient.accepted(again)) {
                    assertEquals("two", bob.take().body());
                    assertEquals("DELIVERED 200", outcome());
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"tcp, 127.0.0.1, true", "tls, 127.0.0.1, true", "tcp, 127.0.0.2, false", "tls, proxy.invalid, false"})
    @DisplayName("a peer that says alias gets what goes to its listening address over its connection, if it is the one")
    void alias(String transport, String host, boolean reused) throws Exception {
        try (Server server = Server.start(Server.withTls(Map.of("tls_client_auth", "need")));
                ServerSocket listening = listen(transport); SipClient proxy = server.client(transport)) {
            assertEquals(200, proxy.ask(message(ROOM, "hi").via("SIP/2.0/" + proxy.transport() + ' ' + host + ':'
                    + listening.getLocalPort() + ";branch=z9hG4bKalias;alias")).status());
            register(server, listening, transport);
            send(server, "one");
            if (reused) {
                assertEquals("one", proxy.take().body());
            } else {
                try (SipClient bob = SipClient.accepted(listening)) {
                    assertEquals("one", bob.take().body());
                }
            }
            assertEquals("DELIVERED 200", outcome());
        }
    }

    @Test
    @DisplayName("messages are told apart however the stream is cut: octet by octet, or many at a time")
    void framing() throws Exception {
        try (Server server = server(); SipClient alice = server.client("tcp")) {
            String first = message(ROOM, "one\r\n\r\n").text(alice);
            for (char octet : first.toCharArray()) {
                alice.send(String.valueOf(octet));
            }
            assertEquals(200, alice.receive().status());
            StringBuilder many = new StringBuilder();
            for (int i = 0; i < 100; i++) {
                many.append(message(ROOM, "m" + i).text(alice)).append(i % 3 == 0 ? "\r\n" : "");
            }
            many.append(message(ROOM, "x".repeat(60_000)).text(alice));
            alice.send(many.toString());
            for (int i = 0; i < 101; i++) {
                assertEquals(200, alice.receive().status());
            }
            assertEquals("one\r\n\r\n", server.messages.remove().content().asText());
            for (int i = 0; i < 100; i++) {
                assertEquals("m" + i, server.messages.remove().content().asText());
            }
            assertEquals(60_000, server.messages.remove().content().bytes().length);
        }
    }

    @Test
    @DisplayName("who takes nothing for 10 seconds is given up, and all that waits for it is reported")
    void stuck() throws Exception {
        try (Server server = server(); ServerSocket listening = listen()) {
            register(server, listening);
            for (int i = 0; i < 1000; i++) {
                send(server, "x".repeat(20_000));
            }
            try (Socket silent = listening.accept()) {
                // Should something be written just then, once more; both together are less than Timer F.
                server.turn(Duration.ofSeconds(11));
                String first = ended.poll(2, TimeUnit.SECONDS);
                if (first == null) {
                    server.turn(Duration.ofSeconds(11));
                    first = ended.poll(30, TimeUnit.SECONDS);
                }
                assertEquals("UNREACHABLE 503", first);
                for (int i = 1; i < 1000; i++) {
                    assertEquals("UNREACHABLE 503", ended.poll(30, TimeUnit.SECONDS));
                }
                assertEquals(0, server.figure("sip_deliveries_pending"));
                assertTrue(silent.isConnected());
            }
        }
    }

    @Test
    @DisplayName("hundreds of connections need no thread each")
    void noThreadEach() throws Exception {
        try (Server server = server()) {
            int before = Thread.activeCount();
            List<SipClient> clients = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                clients.add(server.client("tcp"));
            }
            for (SipClient client : clients) {
                assertEquals(200, client.ask(message(ROOM, "hi")).status());
            }
            assertEquals(200, server.figure("sip_tcp_connections"));
            assertTrue(Thread.activeCount() < before + 100, Thread.activeCount() + " threads");
            clients.forEach(SipClient::close);
        }
    }
}
