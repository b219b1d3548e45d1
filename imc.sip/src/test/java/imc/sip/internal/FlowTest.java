package imc.sip.internal;

import static imc.sip.wire.SipRequestText.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.Content;
import imc.api.SipAddress;
import imc.api.location.Contact;
import imc.api.sip.Flow;
import imc.api.sip.SipRequestHandler;
import imc.api.sip.SipResponse;
import imc.api.transport.Broadcast;
import imc.sip.wire.SipClient;
import imc.sip.wire.SipText;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a handler is told of the connection that a request came over, and what a listener hears of its end. */
class FlowTest {

    private static final SipAddress BOB = SipAddress.parse("sip:bob@example.com");

    private final BlockingQueue<String> outcomes = new LinkedBlockingQueue<>();
    private final BlockingQueue<Flow> sources = new LinkedBlockingQueue<>();
    private final BlockingQueue<Flow> ended = new LinkedBlockingQueue<>();
    private Server server;

    @BeforeEach
    void start() throws Exception {
        server = Server.start(Server.withTls(Map.of()));
        server.transport.bindHandler(request -> {
            sources.add(request.source());
            return SipRequestHandler.now(SipResponse.of(200));
        }, Map.of(SipRequestHandler.METHOD, "PUBLISH"));
        server.transport.flowListeners = List.of(ended::add);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Flow source(SipClient client) throws InterruptedException {
        assertEquals(200, client.ask(request("PUBLISH", "sip:h")).status());
        return take(sources);
    }

    private static Flow take(BlockingQueue<Flow> flows) throws InterruptedException {
        Flow flow = flows.poll(10, TimeUnit.SECONDS);
        assertNotNull(flow, "nothing came");
        return flow;
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "tls"})
    void aListenerHearsOfTheEndOfTheConnectionThatARequestCameOver(String transport) throws Exception {
        Flow flow;
        try (SipClient bob = server.client(transport)) {
            flow = source(bob);
            assertEquals(new Flow(transport, "127.0.0.1", bob.port(), flow.id()), flow);
            assertTrue(flow.isConnection());
            assertEquals(flow, source(bob));
            assertTrue(ended.isEmpty());
        }
        assertEquals(flow, take(ended));
    }

    @Test
    void noTwoConnectionsHaveTheSameIdAndADatagramHasNone() throws Exception {
        try (SipClient one = server.client("tcp"); SipClient other = server.client("tcp");
                SipClient udp = server.client("udp")) {
            assertNotEquals(source(one).id(), source(other).id());
            assertFalse(source(udp).isConnection());
        }
    }

    @Test
    void aListenerThatThrowsIsCountedAndTheOthersHearOfItAllTheSame() throws Exception {
        BlockingQueue<Flow> later = new LinkedBlockingQueue<>();
        server.transport.flowListeners = List.of(ended::add, flow -> {
            throw new IllegalStateException("of no use");
        }, later::add);
        try (SipClient bob = server.client("tcp")) {
            source(bob);
        }
        assertEquals(take(ended), take(later));
        assertEquals(1, server.figure("sip_unexpected_failures"));
    }

    @Test
    void whenTheTransportStopsAllConnectionsHaveEnded() throws Exception {
        try (SipClient one = server.client("tcp"); SipClient other = server.client("tls")) {
            Flow first = source(one);
            Flow second = source(other);
            server.close();
            assertEquals(Set.of(first, second), Set.of(take(ended), take(ended)));
        }
    }

    private void send(String text) {
        server.send(new Broadcast(SipAddress.parse("sip:room@example.com"), List.of(BOB), Content.text(text),
                Map.of()), (sent, receiver, delivery) -> outcomes.add(delivery.result() + " " + delivery.status()));
    }

    private String outcome() throws InterruptedException {
        String outcome = outcomes.poll(10, TimeUnit.SECONDS);
        assertNotNull(outcome, "no outcome came");
        return outcome;
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "tls"})
    void whoCanBeReachedOverAFlowAloneIsReachedOverThatOneAndWithTheContactAsRequestUri(String transport)
            throws Exception {
        try (SipClient bob = server.client(transport)) {
            server.contacts.put(BOB, List.of(new Contact("sip:bob@10.1.2.3:5060;transport=tcp",
                    Optional.of(source(bob)), true, List.of())));
            send("one");
            SipText copy = bob.take();
            assertEquals("MESSAGE sip:bob@10.1.2.3:5060;transport=tcp SIP/2.0", copy.firstLine());
            assertEquals("DELIVERED 200", outcome());
        }
    }

    @Test
    void afterTheEndOfItsOnlyFlowNobodyConnectsToTheClientsPort() throws Exception {
        Flow flow;
        try (SipClient bob = server.client("tcp")) {
            flow = source(bob);
        }
        assertEquals(flow, take(ended));
        try (ServerSocket stranger = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            stranger.setSoTimeout(1);
            Flow gone = new Flow("tcp", "127.0.0.1", stranger.getLocalPort(), flow.id());
            server.contacts.put(BOB, List.of(new Contact("sip:bob@127.0.0.1:" + gone.port() + ";transport=tcp",
                    Optional.of(gone), true, List.of())));
            send("one");
            assertEquals("UNREACHABLE 503", outcome());
            assertThrows(SocketTimeoutException.class, stranger::accept);
        }
    }

    @Test
    void anotherConnectionFromTheSamePortIsAnotherFlow() throws Exception {
        try (SipClient bob = server.client("tcp")) {
            Flow flow = source(bob);
            Flow other = new Flow("tcp", "127.0.0.1", bob.port(), flow.id() + 1);
            server.contacts.put(BOB, List.of(new Contact("sip:bob@10.1.2.3", Optional.of(other), true, List.of())));
            send("for another");
            assertEquals("UNREACHABLE 503", outcome());

            server.contacts.put(BOB, List.of(new Contact("sip:bob@10.1.2.3", Optional.of(flow), true, List.of())));
            send("for bob");
            assertEquals("for bob", bob.take().body());
            assertEquals("DELIVERED 200", outcome());
        }
    }

    @Test
    void datagramsGoToWhereTheUserRegisteredFrom() throws Exception {
        try (SipClient bob = server.client("udp")) {
            server.contacts.put(BOB, List.of(new Contact("sip:bob@10.1.2.3:5060;transport=tcp",
                    Optional.of(source(bob)), true, List.of())));
            for (String text : List.of("short", "long " + "x".repeat(2000))) {
                send(text);
                SipText copy = bob.take();
                assertEquals("MESSAGE sip:bob@10.1.2.3:5060;transport=tcp SIP/2.0", copy.firstLine());
                assertTrue(copy.header("Via").startsWith("SIP/2.0/UDP"), copy.header("Via"));
                assertEquals(text, copy.body());
                assertEquals("DELIVERED 200", outcome());
            }
        }
    }

    @Test
    void thePathIsTheRouteAndItsFirstProxyTheNextHop() throws Exception {
        try (SipClient proxy = server.client("udp")) {
            List<String> path = List.of("<sip:127.0.0.1:" + proxy.port() + ";lr>", "<sip:10.1.2.4;lr>;x=y");
            server.contacts.put(BOB, List.of(new Contact("sip:bob@10.1.2.3", Optional.empty(), false, path)));
            send("one");
            SipText copy = proxy.take();
            assertEquals("MESSAGE sip:bob@10.1.2.3 SIP/2.0", copy.firstLine());
            assertEquals(String.join(", ", path), copy.header("Route"));
            assertEquals("DELIVERED 200", outcome());
        }
    }
}
