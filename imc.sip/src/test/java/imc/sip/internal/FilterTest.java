package imc.sip.internal;

import static imc.sip.wire.SipRequestText.message;
import static imc.sip.wire.SipRequestText.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.SipAddress;
import imc.api.sip.SipFilter;
import imc.api.sip.SipFilter.Verdict;
import imc.api.sip.SipRequest;
import imc.api.sip.SipRequestHandler;
import imc.api.sip.SipResponse;
import imc.sip.wire.SipClient;
import imc.sip.wire.SipRequestText;
import imc.sip.wire.SipText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FilterTest {

    private static final SipAddress ALICE = SipAddress.parse("sip:alice@home");

    private final BlockingQueue<SipRequest> asked = new LinkedBlockingQueue<>();
    private Server server;

    @BeforeEach
    void start() throws IOException {
        server = Server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** With a ranking above that of those before. */
    private void filter(SipFilter filter) {
        List<SipFilter> filters = new ArrayList<>(server.transport.filters);
        filters.add(request -> {
            asked.add(request);
            return filter.filter(request);
        });
        server.transport.filters = filters;
    }

    private static CompletionStage<Verdict> now(Verdict verdict) {
        return CompletableFuture.completedFuture(verdict);
    }

    private SipRequest asked() throws InterruptedException {
        SipRequest next = asked.poll(10, TimeUnit.SECONDS);
        assertTrue(next != null, "no filter was asked");
        return next;
    }

    @ParameterizedTest
    @ValueSource(strings = {"udp", "tcp"})
    void whoeverIsChallengedSendsAgainWithCredentials(String transport) throws InterruptedException {
        filter(request -> now(request.headers().first("Authorization").isPresent() ? Verdict.pass(ALICE)
                : Verdict.refuse(SipResponse.of(401).with("WWW-Authenticate", "Digest realm=\"h\", nonce=\"1\""))));
        try (SipClient client = server.client(transport)) {
            SipRequestText first = message("sip:chat-1@h", "hi").from("<sip:mallory@h>;tag=1");
            SipText challenge = client.ask(first);
            assertEquals("SIP/2.0 401 Unauthorized", challenge.firstLine());
            assertEquals("Digest realm=\"h\", nonce=\"1\"", challenge.header("WWW-Authenticate"));
            assertTrue(server.messages.isEmpty());
            assertEquals(200, client.ask(message("sip:chat-1@h", "hi").from("<sip:mallory@h>;tag=1")
                    .header("Authorization", "Digest username=\"alice\"")).status());
            assertEquals(ALICE, server.messages.take().sender());
            asked.clear();
            assertEquals(challenge.text(), client.ask(first).text());
            assertTrue(asked.isEmpty(), "a retransmission is answered as before");
        }
    }

    @Test
    void aFilterTakesItsTimeWhileOthersAreServed() throws InterruptedException {
        CompletableFuture<Verdict> later = new CompletableFuture<>();
        filter(request -> request.headers().first("Subject").isPresent() ? later : now(Verdict.pass()));
        try (SipClient client = server.client("udp"); SipClient other = server.client("udp")) {
            SipRequestText slow = message("sip:chat-1@h", "slow").header("Subject", "x");
            client.send(slow);
            asked();
            client.send(slow);
            assertEquals(200, other.ask(message("sip:chat-1@h", "hi")).status());
            asked();
            later.complete(Verdict.pass());
            SipText answer = client.receive();
            assertEquals(200, answer.status());
            assertEquals(slow.callId(), answer.header("Call-ID"));
            assertTrue(asked.isEmpty(), "a retransmission was asked about");
        }
    }

    @Test
    void theHighestRankingIsAskedFirstAndWhatItRefusesNobodyElseSees() throws InterruptedException {
        filter(request -> now(Verdict.refuse(SipResponse.of(403))));
        filter(request -> now(request.method().equals("PUBLISH")
                ? Verdict.refuse(SipResponse.of(503, "Slow down")) : Verdict.pass(ALICE)));
        try (SipClient client = server.client("udp")) {
            assertEquals("SIP/2.0 503 Slow down", client.ask(request("PUBLISH", "sip:h")).firstLine());
            assertEquals(1, asked.size());
            asked.clear();
            assertEquals(403, client.ask(request("OPTIONS", "sip:h")).status());
            assertEquals(Optional.empty(), asked().identity());
            assertEquals(Optional.of(ALICE), asked().identity());
        }
    }

    @Test
    void whereAFilterFailsNothingPasses() {
        filter(request -> switch (request.method()) {
            case "PUBLISH" -> throw new StackOverflowError("a test's");
            case "INFO" -> CompletableFuture.failedFuture(new IllegalStateException("a test's"));
            case "REFER" -> now(null);
            case "NOTIFY" -> now(Verdict.refuse(SipResponse.of(100)));
            default -> null;
        });
        try (SipClient client = server.client("udp")) {
            for (String method : new String[] {"PUBLISH", "INFO", "REFER", "NOTIFY", "MESSAGE"}) {
                assertEquals(500, client.ask(request(method, "sip:chat-1@h")).status(), method);
            }
        }
        assertEquals(5, server.figure("sip_unexpected_failures"));
        assertTrue(server.messages.isEmpty());
    }

    @Test
    void whatCannotBeSentAgainWithCredentialsIsNotAskedAbout() {
        filter(request -> now(Verdict.refuse(SipResponse.of(401))));
        try (SipClient client = server.client("udp")) {
            client.send(request("ACK", "sip:h"));
            assertEquals(481, client.ask(request("CANCEL", "sip:h")).status());
            assertTrue(asked.isEmpty());
        }
    }

    @Test
    void aHandlerAnswersLaterWithTheTagThatItWasTold() throws InterruptedException {
        BlockingQueue<SipRequest> handled = new LinkedBlockingQueue<>();
        CompletableFuture<Optional<SipResponse>> later = new CompletableFuture<>();
        server.transport.bindHandler(request -> SipRequestHandler.pass(),
                Map.of(SipRequestHandler.METHOD, "SUBSCRIBE", "service.ranking", 1));
        server.transport.bindHandler(request -> {
            handled.add(request);
            return later;
        }, Map.of(SipRequestHandler.METHOD, "SUBSCRIBE"));
        filter(request -> now(Verdict.pass(ALICE)));
        try (SipClient client = server.client("udp")) {
            client.send(request("SUBSCRIBE", "sip:chat-1@h").header("Event", "conference"));
            SipRequest subscription = handled.poll(10, TimeUnit.SECONDS);
            assertEquals(Optional.of(ALICE), subscription.identity());
            later.complete(Optional.of(SipResponse.of(200).with("Expires", "60")));
            SipText answer = client.receive();
            assertEquals("60", answer.header("Expires"));
            assertEquals(subscription.toTag(), answer.tag("To"));
            client.send(request("SUBSCRIBE", "sip:chat-1@h").to("<sip:chat-1@h>;tag=ours"));
            assertEquals("ours", handled.poll(10, TimeUnit.SECONDS).toTag());
        }
    }
}
