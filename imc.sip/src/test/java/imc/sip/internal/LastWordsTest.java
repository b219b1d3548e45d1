package imc.sip.internal;

import static imc.sip.wire.SipRequestText.message;
import static imc.sip.wire.SipRequestText.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.Answer;
import imc.sip.wire.SipClient;
import imc.sip.wire.SipRequestText;
import imc.sip.wire.TestKeys;
import imc.sip.wire.TlsLastWords;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that say with a request that it is their last, and read on until it is answered. */
class LastWordsTest {

    private static final String ROOM = "sip:chat-1@example.com";

    private Server server;

    @BeforeEach
    void start() throws IOException {
        server = Server.start(Server.withTls(Map.of()));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private CompletableFuture<Answer> answersLater() {
        CompletableFuture<Answer> later = new CompletableFuture<>();
        server.handling = message -> later;
        return later;
    }

    /** Each loop has looked twice at what there is to be read since. */
    private void awaitLoops() {
        for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
            try (SipClient other = server.client("tcp")) {
                assertEquals(200, other.ask(request("OPTIONS", "sip:h")).status());
                assertEquals(200, other.ask(request("OPTIONS", "sip:h")).status());
            }
        }
    }

    private String text(SipRequestText request) {
        try (SipClient client = server.client("tcp")) {
            return request.text(client);
        }
    }

    private static void assertClosed(SipClient client) {
        assertEquals("the connection was closed",
                assertThrows(UncheckedIOException.class, client::receive).getCause().getMessage());
    }

    @ParameterizedTest
    @DisplayName("a request, close_notify and FIN at once: the answer comes, and close_notify behind it")
    @CsvSource({"TLSv1.2, OPTIONS", "TLSv1.3, OPTIONS", "TLSv1.2, MESSAGE", "TLSv1.3, MESSAGE"})
    void overTls(String protocol, String method) throws Exception {
        CompletableFuture<Answer> later = answersLater();
        try (TlsLastWords bob = new TlsLastWords(server.address("tls"),
                TestKeys.context(TestKeys.client(), TestKeys.server()), protocol)) {
            bob.say(text(method.equals("OPTIONS") ? request("OPTIONS", "sip:h") : message(ROOM, "#create")));
            if (method.equals("MESSAGE")) {
                assertNotNull(server.messages.poll(10, TimeUnit.SECONDS));
                awaitLoops();
                later.complete(Answer.OK);
            }
            String answers = bob.answers();
            assertTrue(answers.startsWith("SIP/2.0 200 OK\r\n"), answers);
        }
    }

    @Test
    @DisplayName("over TCP likewise, and whatever else was asked is answered, too")
    void overTcp() throws Exception {
        CompletableFuture<Answer> later = answersLater();
        try (SipClient bob = server.client("tcp")) {
            bob.send(text(message(ROOM, "#create")) + text(request("OPTIONS", "sip:h")) + text(message(ROOM, "hi")));
            bob.endOutput();
            assertNotNull(server.messages.poll(10, TimeUnit.SECONDS));
            assertNotNull(server.messages.poll(10, TimeUnit.SECONDS));
            awaitLoops();
            later.complete(Answer.OK);
            for (int i = 0; i < 3; i++) {
                assertEquals(200, bob.receive().status());
            }
            assertClosed(bob);
        }
    }

    @ParameterizedTest
    @DisplayName("who is answered already, or has asked nothing, is not waited for")
    @ValueSource(booleans = {false, true})
    void nothingAwaited(boolean asked) {
        try (SipClient bob = server.client("tcp")) {
            if (asked) {
                assertEquals(200, bob.ask(message(ROOM, "hi")).status());
            }
            bob.endOutput();
            assertClosed(bob);
        }
    }

    @Test
    @DisplayName("an answer that does not come is waited for as long as clients wait, 32 s")
    void bound() throws Exception {
        answersLater();
        try (SipClient bob = server.client("tcp")) {
            bob.send(message(ROOM, "#create"));
            bob.endOutput();
            assertNotNull(server.messages.poll(10, TimeUnit.SECONDS));
            awaitLoops();
            server.turn(Duration.ofSeconds(33));
            assertClosed(bob);
        }
    }
}
