package imc.sip.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.Content;
import imc.api.SipAddress;
import imc.api.transport.Broadcast;
import imc.sip.wire.SipClient;
import imc.sip.wire.SipText;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which of the servers behind a name gets a message, and who gets it instead (RFC 3263 §4.2, §4.3; RFC 2782). */
class FailoverTest extends NamedNextHop {

    @Test
    @DisplayName("the server of the lowest priority gets everything, while it works")
    void priority() throws Exception {
        start(Map.of("outbound_proxy", "sip:example.org"), 500);
        try (SipClient first = server.client("udp"); SipClient second = server.client("udp")) {
            servers(first, second);
            for (int i = 0; i < 5; i++) {
                send("m" + i, SipAddress.parse("sip:user" + i + "@example.com"));
                assertEquals("m" + i, first.take().body());
                assertEquals("DELIVERED 200", outcome());
            }
        }
    }

    @Test
    @DisplayName("servers of one priority share the receivers by their weights, and each receiver stays with one")
    void weight() throws Exception {
        start(Map.of("outbound_proxy", "sip:example.org"), 500);
        try (SipClient heavy = server.client("udp"); SipClient light = server.client("udp")) {
            srv("_sip._udp", 1, 90, heavy.port(), "heavy.example.org");
            srv("_sip._udp", 1, 10, light.port(), "light.example.org");
            a("heavy.example.org", "127.0.0.1");
            a("light.example.org", "127.0.0.1");
            List<SipAddress> users = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                users.add(SipAddress.parse("sip:user" + i + "@example.com"));
            }
            // Both answer what comes; how many each has got is told by who has to take the rest.
            List<List<String>> rounds = new ArrayList<>();
            for (int round = 0; round < 2; round++) {
                List<String> byHeavy = new ArrayList<>();
                List<String> byLight = new ArrayList<>();
                Thread taking = new Thread(() -> take(light, byLight));
                Thread alsoTaking = new Thread(() -> take(heavy, byHeavy));
                taking.start();
                alsoTaking.start();
                send("round " + round, users.toArray(SipAddress[]::new));
                for (int i = 0; i < users.size(); i++) {
                    assertEquals("DELIVERED 200", outcome());
                }
                server.send(new Broadcast(ROOM, List.of(), Content.text(""), Map.of()), (b, r, d) -> { });
                end(light);
                end(heavy);
                taking.join(20_000);
                alsoTaking.join(20_000);
                assertTrue(byHeavy.size() > 200 && byHeavy.size() < 300, "of 300, " + byHeavy.size() + " at 90 %");
                rounds.add(byLight.stream().distinct().sorted().toList());
            }
            assertEquals(rounds.get(0), rounds.get(1));
        }
    }

    private static void end(SipClient client) {
        SipClient.udp(new InetSocketAddress(InetAddress.getLoopbackAddress(), client.port())).send("end");
    }

    private static void take(SipClient client, List<String> receivers) {
        SipText copy = client.receive();
        while (copy.text().startsWith("MESSAGE")) {
            client.answer(copy, 200);
            if (!receivers.contains(copy.header("To"))) {
                receivers.add(copy.header("To"));
            }
            copy = client.receive();
        }
    }

    @Test
    @DisplayName("where the first server answers 503, the next one gets the message, and the ones that follow at once")
    void failoverOn503() throws Exception {
        start(Map.of(), 500);
        try (SipClient first = server.client("udp"); SipClient second = server.client("udp")) {
            servers(first, second);
            send("one");
            SipText refused = first.receive();
            first.answer(refused, 503);
            SipText copy = second.take();
            assertEquals("one", copy.body());
            assertEquals(refused.header("Call-ID"), copy.header("Call-ID"));
            assertNotEquals(refused.header("Via"), copy.header("Via"));
            assertEquals("DELIVERED 200", outcome());
            send("two");
            assertEquals("two", second.take().body());
            assertEquals("DELIVERED 200", outcome());
            // An edited configuration forgets who failed.
            server.transport.modified(Map.of("dns_servers", dns.address(), "listen", Server.FREE_PORTS));
            send("three");
            assertEquals("three", first.take().body());
            assertEquals("DELIVERED 200", outcome());
        }
    }

    @ParameterizedTest
    @CsvSource({"600, second", "600;duration=60, second", "0, first", "soon, second"})
    @DisplayName("a server that answers 503 says by Retry-After for how long it is left alone")
    void retryAfter(String value, String next) throws Exception {
        start(Map.of(), 500);
        try (SipClient first = server.client("udp"); SipClient second = server.client("udp")) {
            servers(first, second);
            send("one");
            first.answer(first.receive(), 503, "Retry-After: " + value);
            assertEquals("one", second.take().body());
            assertEquals("DELIVERED 200", outcome());
            send("two");
            assertEquals("two", (next.equals("first") ? first : second).take().body());
            assertEquals("DELIVERED 200", outcome());
        }
    }

    @Test
    @DisplayName("where nobody takes connections at the first server, or at its first address, the next one gets it")
    void failoverOnRefusedConnections() throws Exception {
        start();
        try (ServerSocket second = listening()) {
            srv("_sip._tcp", 1, 0, nobody(), "a.example.org");
            srv("_sip._tcp", 2, 0, second.getLocalPort(), "b.example.org");
            a("a.example.org", "127.0.0.1");
            a("b.example.org", "127.0.0.2");
            a("b.example.org", "127.0.0.1");
            send("hi");
            try (SipClient bob = SipClient.accepted(second)) {
                assertEquals("hi", bob.take().body());
                assertEquals("DELIVERED 200", outcome());
            }
        }
    }

    @Test
    @DisplayName("where the first server never answers, the next one gets the message when Timer F has fired")
    void failoverOnSilence() throws Exception {
        start();
        try (SipClient first = server.client("udp"); SipClient second = server.client("udp")) {
            servers(first, second);
            send("hi");
            assertEquals("hi", first.receive().body());
            server.turn(Duration.ofSeconds(33));
            assertEquals("hi", second.take().body());
            assertEquals("DELIVERED 200", outcome());
        }
    }

    @Test
    @DisplayName("a refusal that is the receiver's own is the outcome; no other server is asked")
    void refusal() throws Exception {
        start();
        try (SipClient first = server.client("udp"); SipClient second = server.client("udp")) {
            servers(first, second);
            send("hi");
            first.answer(first.receive(), 486);
            assertEquals("REFUSED 486", outcome());
        }
    }

    @Test
    @DisplayName("where all servers fail, the best of what they said is the outcome; so with use_dns_failover off")
    void allFail() throws Exception {
        start();
        try (SipClient first = server.client("udp")) {
            servers(first);
            srv("_sip._tcp", 2, 0, nobody(), "a.example.org");
            send("hi");
            first.answer(first.receive(), 503);
            assertEquals("REFUSED 503", outcome());
            server.transport.modified(Map.of("dns_servers", dns.address(), "listen", Server.FREE_PORTS,
                    "use_dns_failover", "false"));
            dns.forgets("_sip._tcp.example.org.");
            srv("_sip._udp", 0, 0, server.address("udp").getPort(), "a.example.org");
            send("ourselves are no server of others");
            assertEquals("UNREACHABLE 480", outcome());
        }
    }

    @Test
    @DisplayName("a redirection to a name is not followed: whoever answers does not say whom else the server writes to")
    void redirected() throws Exception {
        start();
        try (SipClient old = server.client("udp"); SipClient other = server.client("udp")) {
            servers(other);
            contact("sip:bob@127.0.0.1:" + old.port());
            send("hi");
            old.answer(old.receive(), 302, "Contact: <sip:bob@example.org>");
            assertEquals("REFUSED 302", outcome());
        }
    }
}
