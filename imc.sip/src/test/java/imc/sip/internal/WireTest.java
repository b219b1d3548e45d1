package imc.sip.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.SipAddress;
import imc.api.sip.Flow;
import imc.api.sip.RawRequest;
import imc.api.sip.RawResponse;
import imc.api.sip.SentBy;
import imc.api.sip.SipHop;
import imc.api.sip.TransactionLayer;
import imc.api.sip.TransportLayer;
import imc.sip.wire.SipClient;
import imc.sip.wire.SipText;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a stack with transactions of its own sends and gets by our sockets. */
class WireTest implements TransactionLayer {

    private final BlockingQueue<RawRequest> requests = new LinkedBlockingQueue<>();
    private final BlockingQueue<RawResponse> responses = new LinkedBlockingQueue<>();
    private Server server;
    private TransportLayer wire;

    @BeforeEach
    void start() throws IOException {
        server = Server.start(Server.withTls(Map.of()));
        wire = server.transport.layer();
        server.transport.methods().add(this, Map.of(METHOD, "INVITE"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Override
    public boolean request(RawRequest request) {
        return requests.add(request);
    }

    @Override
    public boolean response(RawResponse response) {
        return response.branch().equals("z9hG4bKours") && responses.add(response);
    }

    private List<SipHop> located(String uri, int length, String... route) throws Exception {
        return wire.locate(uri, List.of(route), length).toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private static String text(String... lines) {
        return String.join("\r\n", lines) + "\r\n\r\n";
    }

    private static byte[] invite(SipHop hop, String branch) {
        return text("INVITE sip:bob@h SIP/2.0", "Via: SIP/2.0/" + hop.sentBy().transport().toUpperCase() + ' '
                + hop.sentBy().hostPort() + ";branch=" + branch, "From: <sip:a@h>;tag=1", "To: <sip:bob@h>",
                "Call-ID: c", "CSeq: 1 INVITE", "Max-Forwards: 70", "Content-Length: 0").getBytes(UTF_8);
    }

    @Test
    void aRequestGoesFromOurSocketAndItsResponsesComeBack() throws Exception {
        try (SipClient bob = server.client("udp")) {
            SipHop hop = located("sip:bob@127.0.0.1:" + bob.port(), 300).get(0);
            assertEquals(server.address("udp").getPort(), hop.sentBy().port());
            wire.send(invite(hop, "z9hG4bKours"), hop);
            SipText sent = bob.receive();
            bob.answer(sent, 180);
            bob.answer(sent, 200);
            assertEquals(180, responses.poll(10, TimeUnit.SECONDS).status());
            RawResponse last = responses.poll(10, TimeUnit.SECONDS);
            assertEquals(200, last.status());
            assertEquals("INVITE", last.method());
            assertTrue(new String(last.message(), UTF_8).startsWith("SIP/2.0 200"));
            wire.send(invite(hop, "z9hG4bKothers"), hop);
            bob.answer(bob.receive(), 200);
            wire.send(invite(hop, "z9hG4bKours"), hop);
            bob.answer(bob.receive(), 486);
            assertEquals(486, responses.poll(10, TimeUnit.SECONDS).status(), "what is nobody's is dropped");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "tls"})
    void overTheConnectionByWhichItCame(String transport) throws Exception {
        try (SipClient alice = server.client(transport)) {
            alice.send(text("INVITE sip:chat-1@h SIP/2.0", "Via: SIP/2.0/" + transport.toUpperCase()
                    + " host.invalid;branch=z9hG4bKa", "From: <sip:alice@h>;tag=1", "To: <sip:chat-1@h>", "Call-ID: c",
                    "CSeq: 1 INVITE", "Content-Length: 0"));
            RawRequest invite = requests.poll(10, TimeUnit.SECONDS);
            assertTrue(invite.source().isConnection());
            while (wire.over(invite.source()).isEmpty()) {
                Thread.onSpinWait(); // over TLS the first request may be there before all of the handshake is done
            }
            SipHop back = wire.over(invite.source()).orElseThrow();
            assertEquals(server.address(transport).getPort(), back.sentBy().port());
            invite.answer(text("SIP/2.0 180 Ringing", "Via: x", "Content-Length: 0").getBytes(UTF_8));
            assertEquals(180, alice.receive().status());
            wire.send(invite(back, "z9hG4bKours"), back);
            SipText sent = alice.receive();
            alice.answer(sent, 200);
            assertEquals(200, responses.poll(10, TimeUnit.SECONDS).status());
            alice.close();
            while (wire.over(invite.source()).isPresent()) {
                Thread.onSpinWait();
            }
            assertThrows(IOException.class, () -> wire.send(invite(back, "z9hG4bKours"), back));
        }
    }

    @Test
    void whatIsTooLongForUdpGoesByTcpWhereThatCanBeHad() throws Exception {
        try (SipClient bob = server.client("udp")) {
            String uri = "sip:bob@127.0.0.1:" + bob.port();
            assertEquals("udp", located(uri, 1301).get(0).to().transport(), "he takes no TCP");
        }
        try (ServerSocket bob = new ServerSocket(0)) {
            List<SipHop> hops = located("sip:bob@127.0.0.1:" + bob.getLocalPort(), 1301);
            assertEquals("tcp", hops.get(0).to().transport());
            assertEquals("udp", hops.get(1).to().transport());
        }
    }

    @Test
    void behindAProxyItsAssertionSaysWhoHasSentIt() throws Exception {
        server.close();
        server = Server.start(Map.of("identity", "pai"));
        server.transport.methods().add(this, Map.of(METHOD, "INVITE"));
        try (SipClient proxy = server.client("udp")) {
            String invite = text("INVITE sip:chat-1@h SIP/2.0", "Via: SIP/2.0/UDP h;rport;branch=z9hG4bKa",
                    "From: <sip:mallory@h>;tag=1", "To: <sip:chat-1@h>", "Call-ID: c", "CSeq: 1 INVITE",
                    "P-Asserted-Identity: <sip:alice@h>", "Content-Length: 0");
            proxy.send(invite.replace("P-Asserted-Identity", "X").replace("bKa", "bKb").replace(": c", ": d"));
            assertEquals(400, proxy.receive().status());
            proxy.send(invite);
            assertEquals(Optional.of(SipAddress.parse("sip:alice@h")),
                    requests.poll(10, TimeUnit.SECONDS).identity());
        }
    }

    @Test
    void theRouteSaysWhereItGoes() throws Exception {
        SipHop hop = located("sip:bob@192.0.2.1", 300, "<sip:127.0.0.1:5099;transport=tcp;lr>").get(0);
        assertEquals("tcp:127.0.0.1:5099", hop.to().toString());
    }

    @ParameterizedTest
    @CsvSource({
        "sip:x@127.0.0.2:PORT;transport=tcp, '', udp:127.0.0.1:5099",
        "sip:x@127.0.0.2:PORT, '', udp:127.0.0.1:5099",
        "sip:x@localhost.invalid:PORT;transport=tcp, '', udp:127.0.0.1:5099",
        "sip:x@localhost.invalid:PORT;transport=sctp, '', udp:127.0.0.1:5099",
        "sip:x@[1:2]:PORT, '', udp:127.0.0.1:5099",
        "sip:x@127.0.0.1:5098, <sip:127.0.0.2:PORT;transport=tcp;lr>, udp:127.0.0.1:5099",
        "sip:x@127.0.0.2:PORT, <sip:127.0.0.1:5097;transport=tcp;lr>, tcp:127.0.0.1:5097",
        "sip:x@127.0.0.1:5098, '', udp:127.0.0.1:5098"})
    void whatAStrangerNamesIsFollowedToHisOwnAddressAlone(String target, String route, String where) throws Exception {
        try (ServerSocket victim = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.2"))) {
            String port = Integer.toString(victim.getLocalPort());
            List<SipHop> hops = wire.locate(target.replace("PORT", port), route.isEmpty() ? List.of()
                    : List.of(route.replace("PORT", port)), 2000, new Flow("udp", "127.0.0.1", 5099))
                    .toCompletableFuture().get(20, TimeUnit.SECONDS);
            assertEquals(where, hops.get(hops.size() - 1).to().toString());
            assertTrue(hops.stream().allMatch(hop -> hop.to().host().equals("127.0.0.1")), hops::toString);
            victim.setSoTimeout(1);
            assertThrows(SocketTimeoutException.class, victim::accept, "nobody has connected");
        }
    }

    @Test
    void whoIsTheOutboundProxyMayNameAnybody() throws Exception {
        server.close();
        server = Server.start(Map.of("outbound_proxy", "sip:127.0.0.1:5099"));
        wire = server.transport.layer();
        List<String> route = List.of("<sip:127.0.0.2:5098;lr>");
        Flow proxy = new Flow("udp", "127.0.0.1", 5099);
        assertEquals("udp:127.0.0.2:5098", wire.locate("sip:x@h", route, 300, proxy).toCompletableFuture()
                .get(10, TimeUnit.SECONDS).get(0).to().toString());
        Flow other = new Flow("udp", "127.0.0.3", 5099);
        assertEquals(other, wire.locate("sip:x@h", route, 300, other).toCompletableFuture().get(10, TimeUnit.SECONDS)
                .get(0).to());
    }

    @Test
    void whoHasNeverAnsweredGetsOnlySoMuch() throws Exception {
        try (SipClient bob = server.client("udp")) {
            SipHop hop = located("sip:bob@127.0.0.1:" + bob.port(), 300).get(0);
            for (int i = 0; i < 200; i++) {
                wire.send(invite(hop, "z9hG4bKother" + i), hop);
            }
            assertTrue(server.figure("sip_datagrams_withheld") > 0);
            SipText first = bob.receive();
            bob.answer(new SipText(first.text().replace("z9hG4bKother0", "z9hG4bKours")), 200);
            assertEquals(200, responses.poll(10, TimeUnit.SECONDS).status());
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
            long before;
            do { // it is remembered just after the response was given
                assertTrue(System.nanoTime() < deadline);
                before = server.figure("sip_datagrams_withheld");
                for (int i = 0; i < 200; i++) {
                    wire.send(invite(hop, "z9hG4bKother" + i), hop);
                }
            } while (server.figure("sip_datagrams_withheld") > before);
        }
    }

    @Test
    void whereNobodyIsNothingIsFound() {
        assertThrows(IllegalArgumentException.class, () -> located("tel:1", 300));
        assertThrows(ExecutionException.class,
                () -> located("sip:bob@127.0.0.1:" + server.address("udp").getPort(), 300), "it would come back to us");
        List<SentBy> points = wire.listeningPoints();
        assertEquals(List.of("udp", "tcp", "tls"), points.stream().map(SentBy::transport).toList());
        assertNull(requests.peek());
    }
}
