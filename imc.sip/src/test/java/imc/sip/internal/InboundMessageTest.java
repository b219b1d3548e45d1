package imc.sip.internal;

import static imc.sip.wire.SipRequestText.message;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.Answer;
import imc.api.Message;
import imc.api.ReturnCode;
import imc.sip.wire.SipClient;
import imc.sip.wire.SipRequestText;
import imc.sip.wire.SipText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InboundMessageTest {

    private static final String ROOM = "sip:chat-1@example.com";

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

    @ParameterizedTest
    @ValueSource(strings = {"udp", "tcp"})
    void aMessageReachesTheConferenceServerAndItsAnswerTheSender(String transport) {
        try (SipClient alice = server.client(transport)) {
            SipText answer = alice.ask(message(ROOM, "Grüße").from("\"Al, ice\" <sip:alice@Example.com:5070;x=y>;tag=1")
                    .to("<sip:other@example.com>").callId("call-1"));
            assertEquals("SIP/2.0 200 OK", answer.firstLine());
            assertEquals("call-1", answer.header("Call-ID"));
            assertEquals("1 MESSAGE", answer.header("CSeq"));
            assertEquals("0", answer.header("Content-Length"));
            assertNotEquals("", answer.tag("To"));
            assertTrue(answer.header("Via").contains("rport=" + alice.port()), answer.header("Via"));
            assertEquals(List.of(), answer.all("Reason"));
            Message message = server.messages.remove();
            assertEquals("sip:alice@example.com", message.sender().toString());
            assertEquals(ROOM, message.requestUri().toString());
            assertEquals("sip:other@example.com", message.to().toString());
            assertEquals("call-1", message.callId());
            assertEquals("text/plain", message.content().type());
            assertEquals("Grüße", message.content().asText());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"udp", "tcp"})
    void aRefusalNamesItsCodeAndItsWords(String transport) {
        server.handling = m -> CompletableFuture.completedFuture(
                Answer.of(ReturnCode.JOIN_NO_ROOM, "Room \"a\\b\" not found"));
        try (SipClient alice = server.client(transport)) {
            SipText answer = alice.ask(message(ROOM, "#join"));
            assertEquals("SIP/2.0 404 Not Found", answer.firstLine());
            assertEquals("imc;cause=-41;text=\"Room \\\"a\\\\b\\\" not found\"", answer.header("Reason"));
            assertEquals(List.of(), answer.all("Retry-After"));
        }
    }

    @Test
    void aTemporaryRefusalSaysWhenToComeBack() {
        server.handling = m -> CompletableFuture.completedFuture(Answer.unavailable("Draining", 7));
        SipText answer = ask(message(ROOM, "hi"));
        assertEquals(503, answer.status());
        assertEquals("7", answer.header("Retry-After"));
    }

    @Test
    void anAnswerThatComesLaterHoldsUpNobody() {
        CompletableFuture<Answer> later = new CompletableFuture<>();
        server.handling = m -> m.content().asText().equals("slow")
                ? later : CompletableFuture.completedFuture(Answer.OK);
        try (SipClient alice = server.client("udp"); SipClient bob = server.client("udp")) {
            alice.send(message(ROOM, "slow"));
            assertEquals(200, bob.ask(message(ROOM, "quick")).status());
            later.complete(Answer.of(ReturnCode.STORE_FAILED));
            assertEquals(500, alice.receive().status());
        }
    }

    @Test
    void aRetransmissionIsAnsweredAgainButNotHandledAgain() {
        try (SipClient alice = server.client("udp")) {
            SipRequestText request = message(ROOM, "once");
            SipText first = alice.ask(request);
            SipText second = alice.ask(request);
            assertEquals(first.text(), second.text());
            assertEquals(1, server.messages.size());
            assertEquals(1, server.figure("sip_messages_received"));
        }
    }

    @Test
    void aRetransmissionBeforeTheAnswerIsAbsorbed() {
        CompletableFuture<Answer> later = new CompletableFuture<>();
        server.handling = m -> m.content().asText().equals("slow")
                ? later : CompletableFuture.completedFuture(Answer.OK);
        try (SipClient alice = server.client("udp")) {
            SipRequestText slow = message(ROOM, "slow");
            alice.send(slow);
            alice.send(slow);
            SipRequestText next = message(ROOM, "next");
            assertEquals(next.callId(), alice.ask(next).header("Call-ID"));
            later.complete(Answer.OK);
            assertEquals(slow.callId(), alice.receive().header("Call-ID"));
            assertEquals(2, server.messages.size());
        }
    }

    @Test
    void aPreloadedRouteAndAToWithoutBracketsAreUnderstood() {
        SipText answer = ask(message("sip:chat-1@127.0.0.1", "hi").to("sip:chat-1@127.0.0.1")
                .header("Route", "<sip:127.0.0.1:" + server.address("udp").getPort() + ";lr>")
                .header("Supported", "replaces, outbound, gruu").header("Date", "Sat, 13 Nov 2010 23:29:00 GMT"));
        assertEquals(200, answer.status());
        Message message = server.messages.remove();
        assertEquals("sip:chat-1@127.0.0.1", message.to().toString());
        assertEquals("replaces, outbound, gruu", message.header("Supported").orElseThrow());
        assertEquals("Sat, 13 Nov 2010 23:29:00 GMT", message.header("Date").orElseThrow());
    }

    @Test
    void compactFoldedAndOddlySpelledHeadersAreUnderstood() {
        try (SipClient alice = server.client("udp")) {
            alice.send("MESSAGE sip:chat-1@h SIP/2.0\r\nv: SIP/2.0/UDP 127.0.0.1:" + alice.port()
                    + ";branch=z9hG4bKcompact;rport\r\nf: Alice\r\n <sip:alice@h>;tag=1\r\nT :sip:chat-1@h\r\n"
                    + "i: folded\r\nCSEQ: 1\r\n\tMESSAGE\r\nc: TEXT/plain; charset=\"UTF-8\"\r\nk: a\r\nSupported: b"
                    + "\r\nexpires: 60\r\nl: 2\r\n\r\nhi");
            assertEquals(200, alice.receive().status());
            Message message = server.messages.remove();
            assertEquals("sip:alice@h", message.sender().toString());
            assertEquals("TEXT/plain; charset=\"UTF-8\"", message.content().type());
            assertEquals("a, b", message.header("Supported").orElseThrow());
            assertEquals("60", message.header("Expires").orElseThrow());
        }
    }

    @Test
    void aBodyOfAnyBytesArrivesAsItIs() {
        byte[] body = new byte[256];
        for (int i = 0; i < body.length; i++) {
            body[i] = (byte) i;
        }
        String text = new String(body, StandardCharsets.ISO_8859_1);
        try (SipClient alice = server.client("tcp")) {
            String head = message(ROOM, "").contentType(null).header("Content-Type", "application/x; q=\"1\"")
                    .text(alice).replace("Content-Length: 0", "Content-Length: 256");
            alice.send(head + text);
            assertEquals(200, alice.receive().status());
            Message message = server.messages.remove();
            assertArrayEquals(body, message.content().bytes());
            assertEquals("application/x; q=\"1\"", message.content().type());
        }
    }

    @Test
    void aBodyWithoutATypeIsPlainText() {
        assertEquals(200, ask(message(ROOM, "hi").contentType(null)).status());
        assertEquals("text/plain", server.messages.remove().content().type());
    }

    @Test
    void withoutAConferenceServerThereIs503() {
        server.transport.unbindMessages(server);
        SipText answer = ask(message(ROOM, "hi"));
        assertEquals(503, answer.status());
        assertTrue(answer.header("Reason").startsWith("imc;cause=-503;"), answer.header("Reason"));
        assertEquals("5", answer.header("Retry-After"));
        server.transport.bindMessages(server);
        assertEquals(200, ask(message(ROOM, "hi")).status());
    }

    @Test
    void aConferenceServerThatFailsIsA500() {
        server.handling = m -> CompletableFuture.failedStage(new IllegalStateException("a test's"));
        assertEquals(500, ask(message(ROOM, "hi")).status());
        server.handling = m -> {
            throw new IllegalStateException("a test's");
        };
        assertEquals(500, ask(message(ROOM, "hi")).status());
        assertEquals(2, server.figure("sip_unexpected_failures"));
        // Nothing of them is in progress any more, however they failed; perhaps only just after the answer.
        server.turnUntil(Duration.ZERO, () -> server.figure("sip_bytes_in_flight") == 0);
        server.handling = m -> CompletableFuture.completedFuture(Answer.OK);
        assertEquals(200, ask(message(ROOM, "hi")).status());
    }

    @ParameterizedTest
    @CsvSource({"sip:bob@example.com, 404", "sip:example.com, 404", "tel:+12345, 404", "http://example.com/, 416",
        "sip:chat-1@example.com, 200", "sips:chat-1@example.com, 403", "sip:Chat-1@example.com, 404",
        "sip:chat-1@example.com;transport=tcp, 200", "sip:chat-manager@example.com, 200"})
    void onlyRoomsAndTheManagerAreServed(String uri, int status) {
        assertEquals(status, ask(message(uri, "hi").to("<sip:x@y>")).status());
    }

    @Test
    void aRefusalMayBringItsOwnReasonPhrase() {
        server.handling = m -> CompletableFuture.completedFuture(
                Answer.of(ReturnCode.JOIN_NO_ROOM).withStatus(500, "command error"));
        assertEquals("SIP/2.0 500 command error", ask(message(ROOM, "#join")).firstLine());
    }

    @Test
    void anUnknownExtensionThatIsRequiredIsRefusedByName() {
        SipText answer = ask(message(ROOM, "hi").header("Require", "foo, bar").header("Require", "osgi-imc"));
        assertEquals(420, answer.status());
        assertEquals("foo, bar", answer.header("Unsupported"));
    }

    @Test
    void aContentCodingThatIsNotKnownIsRefused() {
        SipText answer = ask(message(ROOM, "hi").header("Content-Encoding", "br"));
        assertEquals(415, answer.status());
        assertEquals("gzip, deflate, identity", answer.header("Accept-Encoding"));
        assertEquals(200, ask(message(ROOM, "hi").header("Content-Encoding", "identity")).status());
    }

    @ParameterizedTest
    @CsvSource({"<sip:example.com>;tag=1, has no user part", "<mailto:alice@example.com>;tag=1, must begin with sip:"})
    void aSenderThatIsNoUserIsRefusedInWords(String from, String words) {
        SipText answer = ask(message(ROOM, "hi").from(from));
        assertEquals(400, answer.status());
        assertTrue(answer.header("Reason").contains("The From header cannot be used"), answer.header("Reason"));
        assertTrue(answer.header("Reason").contains(words), answer.header("Reason"));
        assertTrue(server.messages.isEmpty());
    }

    @Test
    void behindATrustedProxyTheAssertedIdentityCounts() throws IOException {
        try (Server trusting = Server.start(Map.of("identity", "pai")); SipClient proxy = trusting.client("udp")) {
            assertEquals(200, proxy.ask(message(ROOM, "hi")
                    .header("P-Asserted-Identity", "\"Carol\" <sip:carol@example.com>, <tel:+1234>")).status());
            assertEquals("sip:carol@example.com", trusting.messages.remove().sender().toString());
            SipText answer = proxy.ask(message(ROOM, "hi"));
            assertEquals(400, answer.status());
            assertTrue(answer.header("Reason").contains("P-Asserted-Identity is missing"), answer.header("Reason"));
        }
        assertEquals(200, ask(message(ROOM, "hi").header("P-Asserted-Identity", "<sip:carol@example.com>")).status());
        assertEquals("sip:alice@127.0.0.1", server.messages.remove().sender().toString());
    }

    @Test
    void aToThatIsNoUserDoesNotMatter() {
        assertEquals(200, ask(message(ROOM, "hi").to("<sip:example.com>")).status());
        assertEquals(ROOM, server.messages.remove().to().toString());
    }

    @Test
    void anAnswerGoesToTheSourceOfARequestWithRportAndElseToThePortOfItsVia() {
        try (SipClient alice = server.client("udp"); SipClient proxy = server.client("udp")) {
            alice.send(message(ROOM, "hi").via("SIP/2.0/UDP 10.1.2.3:" + proxy.port() + ";branch=z9hG4bKwithout"));
            SipText answer = proxy.receive();
            assertEquals(200, answer.status());
            assertTrue(answer.header("Via").contains("received=127.0.0.1"), answer.header("Via"));
            assertFalse(answer.header("Via").contains("rport"), answer.header("Via"));
        }
    }

    @Test
    void allViasOfARequestAreInItsAnswer() {
        try (SipClient proxy = server.client("udp")) {
            String first = "SIP/2.0/UDP 127.0.0.1:" + proxy.port() + ";branch=z9hG4bKtwo";
            SipText answer = proxy.ask(message(ROOM, "hi").via(first + ", SIP/2.0/TCP far.example.com;branch=z9hG4bKx")
                    .header("Via", "SIP/2.0/TLS farther.example.com;branch=z9hG4bKy"));
            String vias = String.join(", ", answer.all("Via"));
            assertTrue(vias.matches(".*:" + proxy.port() + ".*far.example.com.*farther.example.com.*"), vias);
        }
    }

    @Test
    void maxForwardsOfZeroIsFineWhereARequestEnds() {
        try (SipClient alice = server.client("udp")) {
            alice.send(message(ROOM, "hi").text(alice).replace("Max-Forwards: 70", "Max-Forwards: 0"));
            assertEquals(200, alice.receive().status());
            alice.send(message(ROOM, "hi").text(alice).replace("Max-Forwards: 70\r\n", ""));
            assertEquals(200, alice.receive().status());
        }
    }

    @Test
    void severalMessagesInOnePacketOfAStreamAndOneInSeveralAreTheSame() {
        try (SipClient alice = server.client("tcp")) {
            SipRequestText first = message(ROOM, "first");
            SipRequestText second = message(ROOM, "second");
            String both = first.text(alice) + second.text(alice);
            alice.send(both.substring(0, both.length() - 3));
            assertEquals(first.callId(), alice.receive().header("Call-ID"));
            alice.send(both.substring(both.length() - 3));
            assertEquals(second.callId(), alice.receive().header("Call-ID"));
        }
    }

    @Test
    void theOrderOfMessagesIsKept() {
        CompletionStage<Answer> ok = CompletableFuture.completedFuture(Answer.OK);
        server.handling = m -> ok;
        try (SipClient alice = server.client("tcp")) {
            for (int i = 0; i < 200; i++) {
                alice.send(message(ROOM, "m" + i));
            }
            for (int i = 0; i < 200; i++) {
                assertEquals(200, alice.receive().status());
            }
        }
        for (int i = 0; i < 200; i++) {
            assertEquals("m" + i, server.messages.remove().content().asText());
        }
        assertNull(server.messages.poll());
    }
}
