package imc.sip.internal;

import static imc.sip.wire.SipRequestText.message;
import static imc.sip.wire.SipRequestText.request;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.Answer;
import imc.api.sip.SipRequest;
import imc.api.sip.SipRequestHandler;
import imc.api.sip.SipResponse;
import imc.sip.wire.SipClient;
import imc.sip.wire.SipRequestText;
import imc.sip.wire.SipText;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MethodsTest {

    private Server server;

    @BeforeEach
    void start() throws IOException {
        server = Server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private SipText ask(SipRequestText request) {
        try (SipClient client = server.client("udp")) {
            return client.ask(request);
        }
    }

    private void handle(SipRequestHandler handler, Object methods, int ranking, long id) {
        server.transport.bindHandler(handler,
                Map.of(SipRequestHandler.METHOD, methods, "service.ranking", ranking, "service.id", id));
    }

    @ParameterizedTest
    @ValueSource(strings = {"udp", "tcp"})
    void optionsSaysWhatThereIs(String transport) {
        try (SipClient client = server.client(transport)) {
            SipText answer = client.ask(request("OPTIONS", "sip:127.0.0.1"));
            assertEquals(200, answer.status());
            assertEquals("MESSAGE, OPTIONS, CANCEL", answer.header("Allow"));
            assertEquals("text/plain, */*", answer.header("Accept"));
            assertEquals("gzip, deflate, identity", answer.header("Accept-Encoding"));
            assertEquals("en", answer.header("Accept-Language"));
            assertEquals("osgi-imc", answer.header("Supported"));
        }
    }

    @Test
    void optionsThatRequiresTheUnknownIsRefused() {
        assertEquals(420, ask(request("OPTIONS", "sip:127.0.0.1").header("Require", "foo")).status());
        assertEquals(416, ask(request("OPTIONS", "urn:service:sos").to("<sip:a@b>")).status());
    }

    @ParameterizedTest
    @CsvSource({"REGISTER, 405", "INVITE, 405", "BYE, 405", "SUBSCRIBE, 405", "NOTIFY, 405", "PUBLISH, 405",
        "REFER, 405", "INFO, 405", "UPDATE, 405", "DANCE, 501", "message, 501"})
    void whatNobodyHandlesIsRefusedWithWhatIsAllowed(String method, int status) {
        SipText answer = ask(request(method, "sip:127.0.0.1").header("Event", "presence")
                .header("Subscription-State", "active").header("Contact", "<sip:alice@127.0.0.1>"));
        assertEquals(status, answer.status());
        assertEquals("MESSAGE, OPTIONS, CANCEL", answer.header("Allow"));
    }

    @Test
    void aHandlerAnswersItsMethods() {
        LinkedBlockingQueue<SipRequest> seen = new LinkedBlockingQueue<>();
        SipRequestHandler registrar = request -> {
            seen.add(request);
            return SipRequestHandler.now(SipResponse.of(200).with("Contact", "<sip:a@b>;expires=60")
                    .with("Contact", "<sip:c@d>")
                    .with("Date", "Sat, 13 Nov 2010 23:29:00 GMT"));
        };
        handle(registrar, "REGISTER", 0, 1);
        try (SipClient client = server.client("tcp")) {
            SipText answer = client.ask(request("REGISTER", "sip:127.0.0.1")
                    .header("m", "\"A, b\" <sip:a@b;x=\"1,2\">;q=0.1, <sip:c@d,e>").header("Expires", "60").body("x"));
            assertEquals("SIP/2.0 200 OK", answer.firstLine());
            assertEquals(List.of("<sip:a@b>;expires=60", "<sip:c@d>"), answer.all("Contact"));
            SipRequest request = seen.remove();
            assertEquals("REGISTER", request.method());
            assertEquals("sip:127.0.0.1", request.requestUri());
            assertEquals(List.of("\"A, b\" <sip:a@b;x=\"1,2\">;q=0.1", "<sip:c@d,e>"),
                    request.headers().all("Contact"));
            assertArrayEquals(new byte[] {'x'}, request.body());
            assertEquals("tcp:127.0.0.1:" + client.port(), request.source().toString());
            assertEquals("MESSAGE, OPTIONS, CANCEL, REGISTER", client.ask(request("OPTIONS", "sip:h")).header("Allow"));
        }
        server.transport.unbindHandler(registrar);
        SipText away = ask(request("REGISTER", "sip:127.0.0.1"));
        assertEquals(503, away.status());
        assertEquals("5", away.header("Retry-After"));
    }

    @Test
    void handlersAreAskedInTheOrderOfTheirRankingUntilOneAnswers() {
        handle(request -> SipRequestHandler.now(SipResponse.of(480)), new String[] {"PUBLISH", "DANCE"}, 0, 2);
        handle(request -> SipRequestHandler.now(SipResponse.of(486, "Busy, you see")), List.of("DANCE"), 5, 3);
        handle(request -> SipRequestHandler.pass(), "DANCE", 10, 4);
        handle(request -> SipRequestHandler.now(SipResponse.of(603)), "DANCE", 0, 1);
        assertEquals("SIP/2.0 486 Busy, you see", ask(request("DANCE", "sip:h")).firstLine());
        assertEquals(480, ask(request("PUBLISH", "sip:h").header("Event", "presence")).status());
        assertEquals(480, ask(request("PUBLISH", "sip:h")).status());
    }

    @Test
    void aMessageThatIsNotForARoomGoesToTheHandlers() {
        handle(request -> request.requestUri().startsWith("sip:bob") ? SipRequestHandler.now(SipResponse.of(202))
                : SipRequestHandler.pass(), "MESSAGE", 0, 1);
        assertEquals(202, ask(message("sip:bob@h", "hi")).status());
        assertEquals(404, ask(message("sip:carol@h", "hi")).status());
        assertEquals(200, ask(message("sip:chat-1@h", "hi")).status());
    }

    @Test
    void aHandlerThatFailsIsA500() {
        handle(request -> {
            throw new StackOverflowError("a test's");
        }, "REGISTER", 0, 1);
        assertEquals(500, ask(request("REGISTER", "sip:h")).status());
        assertEquals(405, ask(request("BYE", "sip:h")).status());
        assertEquals(1, server.figure("sip_unexpected_failures"));
    }

    @Test
    void aHandlersRegisterIsAnsweredAgainWhenRetransmitted() {
        LinkedBlockingQueue<SipRequest> seen = new LinkedBlockingQueue<>();
        handle(request -> {
            seen.add(request);
            return SipRequestHandler.now(SipResponse.of(200));
        }, "REGISTER", 0, 1);
        try (SipClient client = server.client("udp")) {
            SipRequestText register = request("REGISTER", "sip:127.0.0.1");
            assertEquals(client.ask(register).text(), client.ask(register).text());
            assertEquals(1, seen.size());
        }
    }

    @Test
    void cancelMatchesARequestOrNone() {
        CompletableFuture<Answer> later = new CompletableFuture<>();
        server.handling = m -> later;
        try (SipClient client = server.client("udp")) {
            String via = "SIP/2.0/UDP 127.0.0.1:" + client.port() + ";branch=z9hG4bKcancel" + client.port();
            assertEquals(481, client.ask(request("CANCEL", "sip:chat-1@h").via(via)).status());
            SipRequestText message = message("sip:chat-1@h", "hi").via(via + "x").callId("x").from("<sip:a@h>;tag=1");
            client.send(message);
            SipText answer = client.ask(request("CANCEL", "sip:chat-1@h").via(via + "x").callId("x")
                    .from("<sip:a@h>;tag=1"));
            assertEquals("1 CANCEL", answer.header("CSeq"));
            assertEquals(200, answer.status());
            later.complete(Answer.OK);
            assertEquals("1 MESSAGE", client.receive().header("CSeq"));
        }
    }

    @Test
    void anAckIsNeverAnswered() {
        try (SipClient client = server.client("udp")) {
            client.send(request("ACK", "sip:chat-1@h"));
            SipRequestText options = request("OPTIONS", "sip:h");
            assertEquals(options.callId(), client.ask(options).header("Call-ID"));
            assertTrue(server.messages.isEmpty());
        }
    }
}
