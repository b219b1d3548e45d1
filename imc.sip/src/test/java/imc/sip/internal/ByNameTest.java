package imc.sip.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.SipAddress;
import imc.api.location.Contact;
import imc.api.transport.Delivery;
import imc.sip.wire.DnsServer;
import imc.sip.wire.SipClient;
import imc.sip.wire.SipText;
import imc.sip.wire.TestKeys;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.Rcode;

/** Where messages go whose next hop is a name (RFC 3263). */
class ByNameTest extends NamedNextHop {

    @Test
    @DisplayName("a member's domain says by NAPTR over which transport and by SRV where it takes messages")
    void naptr() throws Exception {
        start(Map.of(), 500);
        try (SipClient unwanted = server.client("udp"); ServerSocket wanted = listening()) {
            dns.knows("example.org. 300 IN NAPTR 20 10 \"s\" \"SIP+D2U\" \"\" _sip._udp.example.org.")
                    .knows("example.org. 300 IN NAPTR 10 20 \"s\" \"SIP+D2T\" \"\" tcp.sip.example.net.")
                    .knows("example.org. 300 IN NAPTR 10 10 \"s\" \"SIPS+D2T\" \"\" _sips._tcp.example.org.")
                    .knows("tcp.sip.example.net. 300 IN SRV 0 0 " + wanted.getLocalPort() + " a.example.net.");
            srv("_sip._udp", 0, 0, unwanted.port(), "a.example.net");
            a("a.example.net", "127.0.0.1");
            send("hi");
            try (SipClient bob = SipClient.accepted(wanted)) {
                assertEquals(TARGET, bob.take().firstLine());
                assertEquals("DELIVERED 200", outcome());
            }
        }
    }

    @Test
    @DisplayName("without NAPTR records, SRV records are asked for of each transport that we can send over")
    void srvOnly() throws Exception {
        start();
        try (ServerSocket tcp = listening()) {
            srv("_sip._tcp", 0, 0, tcp.getLocalPort(), "a.example.org");
            a("a.example.org", "127.0.0.1");
            send("hi");
            try (SipClient bob = SipClient.accepted(tcp)) {
                assertEquals("hi", bob.take().body());
            }
            assertEquals(List.of("example.org. NAPTR", "_sip._udp.example.org. SRV", "_sip._tcp.example.org. SRV",
                    "a.example.org. A"), dns.asked());
        }
    }

    @ParameterizedTest
    @CsvSource({"'', REFUSED 403", "127.0.0.0/8, DELIVERED 200"})
    @DisplayName("a member's host leads to no private address of who listens in a wider network, but to those named")
    void privateHosts(String named, String outcome) throws Exception {
        start(Map.of("listen", "udp:0.0.0.0:0, tcp:0.0.0.0:0", "member_networks", named), 500);
        try (SipClient behind = SipClient.udp(server.address("udp"))) {
            srv("_sip._udp", 0, 0, behind.port(), "a.example.org");
            a("a.example.org", "127.0.0.1");
            send("hi");
            if (!named.isEmpty()) {
                assertEquals("hi", behind.take().body());
            }
            assertEquals(outcome, outcome());
        }
    }

    @Test
    @DisplayName("with dns_try_naptr off, nobody is asked for NAPTR records")
    void withoutNaptr() throws Exception {
        start(Map.of("dns_try_naptr", false), 500);
        try (SipClient bob = server.client("udp")) {
            srv("_sip._udp", 0, 0, bob.port(), "a.example.org");
            a("a.example.org", "127.0.0.1");
            send("hi");
            assertEquals("hi", bob.take().body());
            assertEquals(0, dns.asked("example.org. NAPTR"));
        }
    }

    @ParameterizedTest
    @CsvSource({"'', udp", "';transport=tcp', tcp"})
    @DisplayName("a contact with a port is reached there, over the transport that it names, by its address alone")
    void explicitPort(String parameter, String transport) throws Exception {
        start();
        a("phone.example.org", "127.0.0.1");
        try (SipClient udp = server.client("udp"); ServerSocket tcp = listening()) {
            int port = transport.equals("udp") ? udp.port() : tcp.getLocalPort();
            contact("sip:bob@Phone.Example.Org:" + port + parameter);
            send("hi");
            try (SipClient bob = transport.equals("udp") ? udp : SipClient.accepted(tcp)) {
                SipText copy = bob.take();
                assertEquals("MESSAGE sip:bob@Phone.Example.Org:" + port + parameter + " SIP/2.0", copy.firstLine());
                assertTrue(copy.header("Via").startsWith("SIP/2.0/" + transport.toUpperCase()));
            }
            assertEquals("DELIVERED 200", outcome());
            assertEquals(List.of("phone.example.org. A"), dns.asked());
        }
    }

    @Test
    @DisplayName("a transport without a port is looked for by its SRV records, without NAPTR")
    void explicitTransport() throws Exception {
        start(Map.of("outbound_proxy", "sip:example.org;transport=tcp"), 500);
        try (ServerSocket tcp = listening()) {
            srv("_sip._tcp", 0, 0, tcp.getLocalPort(), "a.example.org");
            a("a.example.org", "127.0.0.1");
            send("hi", SipAddress.parse("sip:carol@elsewhere.invalid"));
            try (SipClient proxy = SipClient.accepted(tcp)) {
                assertEquals("MESSAGE sip:carol@elsewhere.invalid SIP/2.0", proxy.take().firstLine());
            }
            assertEquals(List.of("_sip._tcp.example.org. SRV", "a.example.org. A"), dns.asked());
        }
    }

    @Test
    @DisplayName("aliases are followed")
    void alias() throws Exception {
        start();
        try (SipClient bob = server.client("udp")) {
            dns.knows("phone.example.org. 300 IN CNAME host.example.net.")
                    .knows("host.example.net. 300 IN A 127.0.0.1");
            contact("sip:bob@phone.example.org:" + bob.port());
            send("hi");
            assertEquals("hi", bob.take().body());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sips:bob@example.org", "sip:bob@example.org;transport=tls",
        "sip:bob@example.org;transport=ws"})
    @DisplayName("over a transport that there is no place to send from, nobody is asked and nothing is sent")
    void noTls(String contact) throws Exception {
        start();
        contact(contact);
        send("hi");
        assertEquals("UNREACHABLE 503", outcome());
        assertEquals(List.of(), dns.asked());
    }

    @Test
    @DisplayName("sips is TLS, by NAPTR, and the certificate has to be that of the URI's name, not of the server's")
    void sips() throws Exception {
        start(Server.withTls(Map.of()), 500);
        try (ServerSocket tls = TestKeys.context(TestKeys.client(), TestKeys.server()).getServerSocketFactory()
                .createServerSocket(0, 5, InetAddress.getLoopbackAddress()); SipClient never = server.client("udp")) {
            for (String domain : List.of("proxy.example.com", "impostor.example.com")) {
                dns.knows(domain + ". 300 IN NAPTR 1 1 \"s\" \"SIP+D2U\" \"\" _sip._udp." + domain + '.')
                        .knows(domain + ". 300 IN NAPTR 2 1 \"s\" \"SIPS+D2T\" \"\" _sips._tcp." + domain + '.')
                        .knows("_sip._udp." + domain + ". 300 IN SRV 0 0 " + never.port() + " a.example.net.")
                        .knows("_sips._tcp." + domain + ". 300 IN SRV 0 0 " + tls.getLocalPort() + " a.example.net.");
            }
            a("a.example.net", "127.0.0.1");
            contact("sips:bob@impostor.example.com");
            send("secret");
            try (SipClient impostor = SipClient.accepted(tls)) {
                assertEquals(-1, impostor.octet());
            }
            assertEquals("UNREACHABLE 503", outcome());
            contact("sips:bob@proxy.example.com");
            send("secret");
            try (SipClient bob = SipClient.accepted(tls)) {
                SipText copy = bob.take();
                assertEquals("MESSAGE sips:bob@proxy.example.com SIP/2.0", copy.firstLine());
                assertTrue(copy.header("Via").startsWith("SIP/2.0/TLS"));
                assertEquals("DELIVERED 200", outcome());
            }
        }
    }

    @Test
    @DisplayName("an answer counts for its time to live, and is asked for once")
    void cache() throws Exception {
        start();
        try (SipClient bob = server.client("udp")) {
            a("phone.example.org", "127.0.0.1");
            dns.knows("hasty.example.org. 0 IN A 127.0.0.1");
            for (int i = 0; i < 3; i++) {
                contact("sip:bob@phone.example.org:" + bob.port());
                send("a" + i);
                assertEquals("a" + i, bob.take().body());
                contact("sip:bob@hasty.example.org:" + bob.port());
                send("b" + i);
                assertEquals("b" + i, bob.take().body());
            }
            assertEquals(1, dns.asked("phone.example.org. A"));
            assertEquals(3, dns.asked("hasty.example.org. A"));
        }
    }

    @Test
    @DisplayName("messages to a name wait for one and the same question, in their order, and hold up nobody else")
    void together() throws Exception {
        start();
        CountDownLatch open = new CountDownLatch(1);
        dns.waitsFor(open);
        SipAddress carol = SipAddress.parse("sip:carol@example.org");
        try (SipClient bob = server.client("udp"); SipClient quick = server.client("udp")) {
            a("phone.example.org", "127.0.0.1");
            contact("sip:bob@phone.example.org:" + bob.port());
            server.contacts.put(carol, List.of(new Contact("sip:carol@127.0.0.1:" + quick.port(), Optional.empty())));
            for (int i = 0; i < 20; i++) {
                send("m" + i, BOB, carol);
                assertEquals("m" + i, quick.take().body());
                assertEquals("DELIVERED 200", outcome());
            }
            open.countDown();
            for (int i = 0; i < 20; i++) {
                assertEquals("m" + i, bob.take().body());
                assertEquals("DELIVERED 200", outcome());
            }
            assertEquals(1, dns.asked().stream().distinct().count());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sip:bob@nowhere.example.net", "sip:bob@nowhere.example.net:5070",
        "sip:bob@nowhere.example.net;transport=tcp"})
    @DisplayName("a name that is not there makes the receiver count as not registered, and is not asked for again")
    void negative(String contact) throws Exception {
        start();
        contact(contact);
        send("hi");
        assertEquals("UNREACHABLE 480", outcome());
        List<String> asked = List.copyOf(dns.asked());
        assertFalse(asked.isEmpty());
        send("again");
        assertEquals("UNREACHABLE 480", outcome());
        assertEquals(asked, dns.asked());
    }

    @Test
    @DisplayName("an outbound proxy whose name is not there is no fault of the receivers': 503")
    void proxyIsNotThere() throws Exception {
        start(Map.of("outbound_proxy", "sip:nowhere.example.net"), 500);
        send("hi");
        assertEquals("UNREACHABLE 503", outcome());
    }

    @Test
    @DisplayName("a domain that says by SRV that it has no such service is not reached at its address either")
    void noService() throws Exception {
        start();
        a("example.org", "127.0.0.2");
        srv("_sip._udp", 0, 0, 0, "");
        send("hi");
        assertEquals("UNREACHABLE 480", outcome());
        assertEquals(0, dns.asked("example.org. A"));
    }

    @Test
    @DisplayName("a member's domain that is an address of ours, without SRV, has nobody who could be reached")
    void ourDomain() throws Exception {
        start();
        a("example.org", "127.0.0.1");
        assertFalse(server.transport.fanOut().isAway(BOB), "nobody has been asked yet");
        send("hi");
        assertEquals("UNREACHABLE 480", outcome());
        assertTrue(server.transport.fanOut().isAway(BOB));
    }

    @Test
    @DisplayName("while no name server answers, the outcome is 503, nobody's fault, "
            + "and not every message waits for that")
    void nameServersAway() throws Exception {
        dns.close();
        start(Map.of("dns_timeout", 300), 500);
        for (int i = 0; i < 100; i++) {
            send("m" + i);
        }
        for (int i = 0; i < 100; i++) {
            assertEquals(Delivery.TRANSPORT_ERROR.shared(), delivery());
        }
    }

    @Test
    @DisplayName("of several name servers, the next one is asked where one does not answer or answers an error")
    void severalNameServers() throws Exception {
        try (DnsServer broken = new DnsServer(); DnsServer away = new DnsServer()) {
            away.close();
            broken.refuses("phone.example.org.", "A", Rcode.SERVFAIL);
            start(Map.of("dns_servers", away.address() + ", " + broken.address() + ", " + dns.address()), 500);
            try (SipClient bob = server.client("udp")) {
                a("phone.example.org", "127.0.0.1");
                contact("sip:bob@phone.example.org:" + bob.port());
                send("hi");
                assertEquals("hi", bob.take().body());
                assertTrue(broken.asked("phone.example.org. A") > 0);
            }
        }
    }

    @Test
    @DisplayName("name servers that refuse to tell of NAPTR and SRV do not keep us from the address")
    void refusedTypes() throws Exception {
        start();
        dns.refuses("example.org.", "NAPTR", Rcode.NOTIMP);
        dns.refuses("_sip._udp.example.org.", "SRV", Rcode.SERVFAIL);
        a("example.org", "127.0.0.1");
        send("hi");
        assertEquals("UNREACHABLE 480", outcome());
        assertTrue(dns.asked("example.org. A") > 0, dns.asked().toString());
    }

    @Test
    @DisplayName("localhost is this machine, and no name server is asked")
    void localhost() throws Exception {
        start();
        try (SipClient bob = server.client("udp")) {
            contact("sip:bob@localhost:" + bob.port());
            send("hi");
            assertEquals("hi", bob.take().body());
            assertEquals("DELIVERED 200", outcome());
            assertEquals(List.of(), dns.asked());
        }
    }

    @Test
    @DisplayName("a long message prefers the domain's TCP server, and goes by UDP where that does not work")
    void large() throws Exception {
        start();
        String longText = "x".repeat(1300);
        try (SipClient udp = server.client("udp"); ServerSocket tcp = listening()) {
            srv("_sip._udp", 0, 0, udp.port(), "a.example.org");
            srv("_sip._tcp", 0, 0, tcp.getLocalPort(), "a.example.org");
            a("a.example.org", "127.0.0.1");
            send("short");
            assertEquals("short", udp.take().body());
            assertEquals("DELIVERED 200", outcome());
            send(longText);
            try (SipClient bob = SipClient.accepted(tcp)) {
                assertEquals(longText, bob.take().body());
                assertEquals("DELIVERED 200", outcome());
            }
            tcp.close();
            send(longText);
            assertEquals(longText, udp.take().body());
            assertEquals("DELIVERED 200", outcome());
        }
    }

    @Test
    @DisplayName("when the transport goes, whoever waits for a name server is told of, and no thread is left")
    void end() throws Exception {
        dns.waitsFor(new CountDownLatch(1));
        start(Map.of("dns_timeout", 60_000), 500);
        send("hi");
        server.close();
        assertEquals("UNREACHABLE 503", outcome());
        assertFalse(Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().startsWith("imc-sip") || thread.getName().contains("dnsjava")));
    }
}
