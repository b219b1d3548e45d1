package imc.sip.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.Content;
import imc.api.SipAddress;
import imc.api.location.Contact;
import imc.api.transport.Broadcast;
import imc.sip.wire.SipClient;
import imc.sip.wire.SipText;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A receiver that is elsewhere (RFC 3261 §8.1.3.4). */
class RedirectionTest {

    private static final SipAddress ROOM = SipAddress.parse("sip:chat-1@example.com");
    private static final SipAddress BOB = SipAddress.parse("sip:bob@example.com");

    private final LinkedBlockingQueue<String> ended = new LinkedBlockingQueue<>();

    private Server start() throws IOException {
        return new Server(Map.of(), 500);
    }

    private void send(Server server, SipClient to) {
        server.contacts.put(BOB, List.of(new Contact(uri(to), Optional.empty())));
        send(server);
    }

    private void send(Server server) {
        server.send(new Broadcast(ROOM, List.of(BOB), Content.text("hi"), Map.of()),
                (sent, receiver, delivery) -> ended.add(delivery.result() + " " + delivery.status()));
    }

    private String outcome() throws InterruptedException {
        String outcome = ended.poll(20, TimeUnit.SECONDS);
        assertTrue(outcome != null, "no outcome came");
        return outcome;
    }

    private static String uri(SipClient client) {
        return "sip:bob@127.0.0.1:" + client.port();
    }

    @ParameterizedTest
    @CsvSource({"300", "301", "302"})
    @DisplayName("the contact of a 3xx gets the message, in a new transaction that is otherwise the same")
    void followed(int status) throws Exception {
        try (Server server = start(); SipClient old = server.client("udp"); SipClient now = server.client("udp")) {
            send(server, old);
            SipText first = old.receive();
            old.answer(first, status, "Contact: \"Bob, at home\" <" + uri(now) + ";x=y?Subject=z>;expires=60");
            SipText second = now.take();
            assertEquals("MESSAGE " + uri(now) + ";x=y SIP/2.0", second.firstLine());
            assertEquals("hi", second.body());
            for (String same : List.of("From", "To", "Call-ID", "CSeq")) {
                assertEquals(first.header(same), second.header(same));
            }
            assertNotEquals(first.header("Via"), second.header("Via"));
            assertEquals("DELIVERED 200", outcome());
        }
    }

    @Test
    @DisplayName("of several contacts the one with the highest q is tried first, then the others")
    void preferenceDecides() throws Exception {
        try (Server server = start(); SipClient old = server.client("udp"); SipClient home = server.client("udp");
                SipClient office = server.client("udp")) {
            send(server, old);
            old.answer(old.receive(), 302, "m: <" + uri(home) + ">;q=0.2, " + uri(office) + ";q=0.9");
            office.answer(office.receive(), 486);
            home.take();
            assertEquals("DELIVERED 200", outcome());
        }
    }

    @Test
    @DisplayName("where a contact refuses, its refusal is the outcome, and after a 6xx nobody else is asked")
    void refused() throws Exception {
        try (Server server = start(); SipClient old = server.client("udp"); SipClient home = server.client("udp");
                SipClient office = server.client("udp")) {
            send(server, old);
            old.answer(old.receive(), 302, "Contact: <" + uri(home) + ">");
            home.answer(home.receive(), 404);
            assertEquals("REFUSED 404", outcome());
            send(server, old);
            old.answer(old.receive(), 302, "Contact: <" + uri(home) + ">", "Contact: <" + uri(office) + ">");
            home.answer(home.receive(), 603);
            assertEquals("REFUSED 603", outcome());
            send(server, office);
            assertEquals("hi", office.take().body());
            assertEquals("DELIVERED 200", outcome());
        }
    }

    @Test
    @DisplayName("who redirects what was redirected is not followed")
    void once() throws Exception {
        try (Server server = start(); SipClient old = server.client("udp"); SipClient now = server.client("udp")) {
            send(server, old);
            old.answer(old.receive(), 302, "Contact: <" + uri(now) + ">");
            now.answer(now.receive(), 301, "Contact: <" + uri(old) + ">");
            assertEquals("REFUSED 301", outcome());
            assertNull(ended.poll());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Contact: <mailto:bob@example.com>", "Contact: *", "Contact: <sip:bob@[", "Contact: <>",
        "Contact: sip:bob@127.0.0.1:OURS", "Contact: <sip:bob@127.0.0.1:1;transport=sctp>"})
    @DisplayName("where a 3xx names nobody who can be reached, or ourselves, it is the outcome")
    void nowhere(String contact) throws Exception {
        try (Server server = start(); SipClient old = server.client("udp")) {
            send(server, old);
            old.answer(old.receive(), 302, contact.isEmpty() ? new String[0] : new String[] {
                contact.replace("OURS", Integer.toString(server.address("udp").getPort()))});
            assertEquals("REFUSED 302", outcome());
            assertTrue(server.messages.isEmpty());
        }
    }

    @Test
    @DisplayName("380 speaks of another service, and is not followed")
    void alternativeService() throws Exception {
        try (Server server = start(); SipClient old = server.client("udp"); SipClient now = server.client("udp")) {
            send(server, old);
            old.answer(old.receive(), 380, "Contact: <" + uri(now) + ">");
            assertEquals("REFUSED 380", outcome());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.2", "[::ffff:127.0.0.2]", "localhost"})
    @DisplayName("a 3xx makes nobody connect to another host than the one that sent it")
    void elsewhere(String host) throws Exception {
        try (Server server = start(); SipClient old = server.client("udp");
                ServerSocket service = new ServerSocket(0, 5, InetAddress.getByName(host))) {
            service.setSoTimeout(1);
            send(server, old);
            old.answer(old.receive(), 302,
                    "Contact: <sip:bob@" + host + ":" + service.getLocalPort() + ";transport=tcp>");
            assertEquals("REFUSED 302", outcome());
            assertThrows(SocketTimeoutException.class, service::accept);
        }
    }

    @Test
    @DisplayName("a redirection may lead to another transport")
    void toTcp() throws Exception {
        try (Server server = start(); SipClient old = server.client("udp");
                ServerSocket listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            send(server, old);
            old.answer(old.receive(), 302,
                    "Contact: <sip:bob@127.0.0.1:" + listening.getLocalPort() + ";transport=tcp>");
            try (SipClient now = SipClient.accepted(listening)) {
                assertTrue(now.take().header("Via").startsWith("SIP/2.0/TCP"));
                assertEquals("DELIVERED 200", outcome());
            }
        }
    }

    @Test
    @DisplayName("with an outbound proxy, what is redirected goes there again, with the contact as Request-URI")
    void throughTheProxy() throws Exception {
        try (Server plain = start(); SipClient proxy = plain.client("udp");
                Server server = Server.start(Map.of("outbound_proxy", "sip:127.0.0.1:" + proxy.port()))) {
            send(server);
            proxy.answer(proxy.receive(), 302, "Contact: <sip:bob@elsewhere.invalid>");
            assertEquals("MESSAGE sip:bob@elsewhere.invalid SIP/2.0", proxy.take().firstLine());
            assertEquals("DELIVERED 200", outcome());
        }
    }

    @Test
    @DisplayName("a contact that does not answer any more leaves the time-out as the outcome")
    void silence() throws Exception {
        try (Server server = new Server(Map.of(), 500); SipClient old = server.client("udp");
                SipClient now = server.client("udp")) {
            send(server, old);
            old.answer(old.receive(), 302, "Contact: <" + uri(now) + ">");
            now.receive();
            server.turn(Duration.ofSeconds(33));
            assertEquals("TIMED_OUT 408", outcome());
        }
    }
}
