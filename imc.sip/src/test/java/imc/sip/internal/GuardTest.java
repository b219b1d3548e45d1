package imc.sip.internal;

import static imc.sip.wire.SipRequestText.message;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.SipAddress;
import imc.api.sip.SipFilter.Verdict;
import imc.api.sip.SipGuard;
import imc.api.sip.SipRequest;
import imc.api.sip.SipResponse;
import imc.sip.internal.fanout.Limits;
import imc.sip.internal.listen.ListeningPoint;
import imc.sip.wire.SipClient;
import imc.sip.wire.SipText;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;

/** Who guards the server, and where it listens meanwhile. */
class GuardTest {

    private static final SipAddress ALICE = SipAddress.parse("sip:alice@home");
    private static final SipGuard CLOSED = Server.guard("set auth", null);
    private static final SipGuard DIGEST = Server.guard(null, request -> CompletableFuture.completedFuture(
            request.headers().first("Authorization").isPresent() ? Verdict.pass(ALICE)
                    : Verdict.refuse(SipResponse.of(401))));

    private static SipStack stack(String listen) {
        return new SipStack(Map.of("listen", listen), 500, Limits.USUAL, System::nanoTime, () -> false);
    }

    private static List<String> open(SipStack stack) {
        return stack.listeningPoints().stream().map(point -> point.address().toString()).toList();
    }

    @Test
    void beyondLoopbackNobodyIsListenedToBeforeAGuardAllowsIt() throws IOException {
        SipStack stack = stack("udp:0.0.0.0:0, udp:localhost:0, tcp:127.0.0.1:0, tcp:[::]:0");
        try {
            stack.open();
            assertEquals(List.of("udp:localhost:0", "tcp:127.0.0.1:0"), open(stack));
            String what = "the server does not listen at udp:0.0.0.0:0, tcp:[::]:0 (listen in imc.transport.sip), "
                    + "which is beyond loopback: ";
            assertEquals(List.of(what + "nobody says yet who may send requests, which imc.auth does"), stack.missing());

            stack.bindGuard(CLOSED);
            assertEquals(List.of("udp:localhost:0", "tcp:127.0.0.1:0"), open(stack));
            assertEquals(List.of(what + "set auth"), stack.missing());
            assertEquals(stack.missing(), stack.notInForce());

            int[] told = new int[1];
            stack.tellReopened(() -> told[0]++);
            stack.bindGuard(Server.OPEN);
            stack.unbindGuard(CLOSED);
            assertEquals(Set.of("udp:0.0.0.0:0", "udp:localhost:0", "tcp:127.0.0.1:0", "tcp:[::]:0"),
                    Set.copyOf(open(stack)));
            assertEquals(List.of(), stack.missing());
            assertEquals(1, told[0]);

            stack.unbindGuard(Server.OPEN);
            assertEquals(4, open(stack).size());
            stack.bindGuard(CLOSED);
            assertEquals(List.of("udp:localhost:0", "tcp:127.0.0.1:0"), open(stack));
        } finally {
            stack.deactivate();
        }
    }

    @Test
    void aConfigurationThatListensElsewhereHasToBeAllowed() throws IOException {
        SipStack stack = stack("udp:127.0.0.1:0");
        try {
            stack.bindGuard(CLOSED);
            stack.open();
            stack.modified(Map.of("listen", "udp:127.0.0.1:0, udp:0.0.0.0:0"));
            assertEquals(List.of("udp:127.0.0.1:0"), open(stack));
            assertEquals(1, stack.missing().size());
            stack.modified(Map.of("listen", "udp:127.0.0.1:0"));
            assertEquals(List.of(), stack.missing());
        } finally {
            stack.deactivate();
        }
    }

    @Test
    void whileTheGuardIsAwayWhomItWouldHaveAskedHasToWait() throws IOException {
        try (Server server = Server.start(Map.of("listen", "udp:0.0.0.0:0, udp:127.0.0.1:0"))) {
            InetSocketAddress local = at(server, true);
            InetSocketAddress everywhere = new InetSocketAddress("127.0.0.1", at(server, false).getPort());
            try (SipClient near = SipClient.udp(local); SipClient far = SipClient.udp(everywhere)) {
                assertEquals(List.of(200, 200), List.of(status(near), status(far)));
                server.transport.unbindGuard(Server.OPEN);
                SipText wait = far.ask(message("sip:chat-1@h", "hi"));
                assertEquals("5", wait.header("Retry-After"));
                assertEquals(List.of(200, 503), List.of(status(near), wait.status()), "nobody was asked on loopback");

                server.transport.bindGuard(DIGEST);
                assertEquals(List.of(401, 401), List.of(status(near), status(far)));
                server.transport.unbindGuard(DIGEST);
                assertEquals(List.of(503, 503), List.of(status(near), status(far)));
                server.transport.bindGuard(DIGEST);
                assertEquals(200, far.ask(message("sip:chat-1@h", "hi").header("Authorization", "Digest")).status());

                // the next one comes before the old one goes
                server.transport.bindGuard(Server.OPEN);
                server.transport.unbindGuard(DIGEST);
                assertEquals(List.of(200, 200), List.of(status(near), status(far)));
            }
        }
    }

    private static InetSocketAddress at(Server server, boolean loopback) {
        return server.transport.listeningPoints().stream().map(ListeningPoint::local)
                .filter(address -> address.getAddress().isLoopbackAddress() == loopback).findFirst().orElseThrow();
    }

    private static int status(SipClient client) {
        return client.ask(message("sip:chat-1@h", "hi")).status();
    }

    @Test
    void theGuardIsAskedBeforeAnyFilterAndToldTheNamesInACertificate() throws Exception {
        BlockingQueue<SipRequest> asked = new LinkedBlockingQueue<>();
        try (Server server = Server.start(Server.withTls(Map.of("tls_client_auth", "want")))) {
            server.transport.filters = List.of(request -> {
                asked.add(request);
                return CompletableFuture.completedFuture(Verdict.pass());
            });
            server.transport.bindGuard(Server.guard(null, request -> {
                asked.add(request);
                return CompletableFuture.completedFuture(Verdict.pass(ALICE));
            }));
            try (SipClient tls = server.client("tls"); SipClient udp = server.client("udp")) {
                assertEquals(200, tls.ask(message("sip:chat-1@h", "hi")).status());
                SipRequest first = asked.take();
                assertTrue(first.identity().isEmpty());
                assertFalse(first.guarded());
                assertEquals(Set.of("proxy.example.com"), first.peerNames());
                SipRequest second = asked.take();
                assertEquals(ALICE, second.identity().orElseThrow());
                assertTrue(second.guarded());
                assertEquals(200, udp.ask(message("sip:chat-1@h", "hi")).status());
                assertEquals(Set.of(), asked.take().peerNames());
                asked.clear();
                server.transport.bindGuard(Server.OPEN);
                assertEquals(200, udp.ask(message("sip:chat-1@h", "hi")).status());
                assertFalse(asked.take().guarded(), "nobody has asked");
            }
        }
    }
}
