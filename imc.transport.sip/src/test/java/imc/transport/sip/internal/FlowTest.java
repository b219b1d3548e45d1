package imc.transport.sip.internal;

import static imc.transport.sip.wire.SipRequestText.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.sip.Flow;
import imc.api.sip.SipRequestHandler;
import imc.api.sip.SipResponse;
import imc.transport.sip.wire.SipClient;
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

    private final BlockingQueue<Flow> sources = new LinkedBlockingQueue<>();
    private final BlockingQueue<Flow> ended = new LinkedBlockingQueue<>();
    private Server server;

    @BeforeEach
    void start() throws Exception {
        server = Server.start(Server.withTls(Map.of()));
        server.transport.bindHandler(request -> {
            sources.add(request.source());
            return Optional.of(SipResponse.of(200));
        }, Map.of(SipRequestHandler.METHOD, "PUBLISH"));
        server.transport.bindFlowListener(ended::add);
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
        server.transport.bindFlowListener(flow -> {
            throw new IllegalStateException("of no use");
        });
        BlockingQueue<Flow> later = new LinkedBlockingQueue<>();
        server.transport.bindFlowListener(later::add);
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
}
