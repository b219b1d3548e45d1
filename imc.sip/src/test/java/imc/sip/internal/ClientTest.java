package imc.sip.internal;

import static imc.sip.wire.SipRequestText.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.SipAddress;
import imc.api.location.Contact;
import imc.api.sip.OutgoingRequest;
import imc.api.sip.Recipient;
import imc.api.sip.SipAnswer;
import imc.api.sip.SipHeaders;
import imc.api.sip.SipRequest;
import imc.api.sip.SipRequestHandler;
import imc.api.sip.SipResponse;
import imc.sip.wire.SipClient;
import imc.sip.wire.SipText;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientTest {

    private static final SipHeaders FROM = SipHeaders.NONE.with("From", "<sip:chat-1@h>");
    private static final SipAddress BOB = SipAddress.parse("sip:bob@h");

    private Server server;

    @BeforeEach
    void start() throws IOException {
        server = new Server(Map.of(), 50);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static SipAnswer get(CompletionStage<SipAnswer> answer) throws Exception {
        return answer.toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private static String uri(SipClient client) {
        return "sip:bob@127.0.0.1:" + client.port();
    }

    @Test
    void aRequestToAUriGoesOutAndItsAnswerIsReported() throws Exception {
        try (SipClient bob = server.client("udp")) {
            CompletionStage<SipAnswer> answer = server.transport.client().send(new OutgoingRequest("PUBLISH",
                    new Recipient.Uri(uri(bob)), FROM.with("Event", "presence").with("Content-Type", "text/plain"),
                    new byte[] {'x', 'y'}));
            SipText sent = bob.receive();
            assertEquals("PUBLISH " + uri(bob) + " SIP/2.0", sent.firstLine());
            assertEquals("1 PUBLISH", sent.header("CSeq"));
            assertEquals("70", sent.header("Max-Forwards"));
            assertEquals('<' + uri(bob) + '>', sent.header("To"));
            assertFalse(sent.tag("From").isEmpty());
            assertEquals("presence", sent.header("Event"));
            assertEquals("2", sent.header("Content-Length"));
            assertEquals("xy", sent.body());
            assertEquals(sent.text(), bob.receive().text(), "unanswered, it is sent again");
            bob.answer(sent, 489, "Allow-Events: a, b");
            SipAnswer given = get(answer);
            assertEquals(489, given.status());
            assertTrue(given.received());
            assertEquals("Answer", given.reason());
            assertEquals(List.of("a", "b"), given.headers().all("Allow-Events"));
        }
    }

    @Test
    void aMessageIsAnsweredWhole() throws Exception {
        try (SipClient bob = server.client("udp")) {
            CompletionStage<SipAnswer> answer = server.transport.client().send(new OutgoingRequest("MESSAGE",
                    new Recipient.Uri(uri(bob)), FROM));
            bob.answer(bob.receive(), 202, "Date: today");
            assertEquals(Optional.of("today"), get(answer).headers().first("Date"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"udp", "tcp"})
    void whoeverHasSubscribedIsNotifiedInTheDialogOverHisFlow(String transport) throws Exception {
        BlockingQueue<SipRequest> subscriptions = new LinkedBlockingQueue<>();
        server.transport.bindHandler(request -> {
            subscriptions.add(request);
            return SipRequestHandler.now(SipResponse.of(200).with("Contact", "<sip:chat-1@h>"));
        }, Map.of(SipRequestHandler.METHOD, "SUBSCRIBE"));
        try (SipClient bob = server.client(transport)) {
            SipText accepted = bob.ask(request("SUBSCRIBE", "sip:chat-1@h").header("Contact", "<sip:bob@nowhere>"));
            SipRequest dialog = subscriptions.take();
            CompletionStage<SipAnswer> answer = server.transport.client().send(new OutgoingRequest("NOTIFY",
                    new Recipient.OverFlow(dialog.source(), "sip:bob@nowhere"), new SipHeaders(List.of(
                            new SipHeaders.Field("From", dialog.headers().first("To").orElseThrow() + ";tag="
                                    + dialog.toTag()),
                            new SipHeaders.Field("To", dialog.headers().first("From").orElseThrow()),
                            new SipHeaders.Field("Call-ID", dialog.headers().first("Call-ID").orElseThrow()),
                            new SipHeaders.Field("CSeq", "7 NOTIFY")))));
            SipText notify = bob.take();
            assertEquals("NOTIFY sip:bob@nowhere SIP/2.0", notify.firstLine());
            assertEquals(accepted.tag("To"), notify.tag("From"));
            assertEquals(accepted.tag("From"), notify.tag("To"));
            assertEquals("7 NOTIFY", notify.header("CSeq"));
            assertEquals(200, get(answer).status());
        }
    }

    @Test
    void aUserIsSoughtAtOneContactAfterTheOther() throws Exception {
        try (SipClient first = server.client("udp"); SipClient second = server.client("udp")) {
            server.contacts.put(BOB, List.of(new Contact(uri(first), Optional.empty()),
                    new Contact(uri(second), Optional.empty())));
            CompletionStage<SipAnswer> answer =
                    server.transport.client().send(new OutgoingRequest("REFER", new Recipient.User(BOB), FROM));
            SipText sent = first.receive();
            assertEquals("<sip:bob@h>", sent.header("To"));
            first.answer(sent, 486);
            second.answer(second.receive(), 202);
            assertEquals(202, get(answer).status());
        }
    }

    @Test
    void whereNobodyAnswersItIsSaidWhatThatCountsAs() throws Exception {
        try (SipClient bob = server.client("udp")) {
            CompletionStage<SipAnswer> silent =
                    server.transport.client().send(new OutgoingRequest("INFO", new Recipient.Uri(uri(bob)), FROM));
            bob.receive();
            server.turn(Duration.ofSeconds(4));
            SipAnswer none = get(silent);
            assertEquals(408, none.status());
            assertFalse(none.received());
        }
        assertEquals(480, get(server.transport.client().send(new OutgoingRequest("INFO",
                new Recipient.User(SipAddress.parse("tel:+4912345")), FROM))).status());
        assertEquals(503, get(server.transport.client().send(new OutgoingRequest("INFO",
                new Recipient.Uri("sip:bob@127.0.0.1:9;transport=sctp"), FROM))).status());
    }

    @Test
    void whatIsLongGoesByTcp() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1,
                InetAddress.getLoopbackAddress())) {
            CompletionStage<SipAnswer> answer = server.transport.client().send(new OutgoingRequest("PUBLISH",
                    new Recipient.Uri("sip:bob@127.0.0.1:" + socket.getLocalPort()), FROM, new byte[2000]));
            try (SipClient bob = SipClient.accepted(socket)) {
                assertTrue(bob.take().header("Via").startsWith("SIP/2.0/TCP "));
                assertEquals(200, get(answer).status());
            }
        }
    }

    @Test
    void whatCannotBeWrittenIsRefused() {
        Recipient bob = new Recipient.Uri("sip:bob@127.0.0.1");
        for (OutgoingRequest wrong : List.of(new OutgoingRequest("INVITE", bob, FROM),
                new OutgoingRequest("IN FO", bob, FROM), new OutgoingRequest("INFO", bob, SipHeaders.NONE),
                new OutgoingRequest("INFO", bob, FROM.with("Via", "x")),
                new OutgoingRequest("INFO", bob, FROM.with("CSeq", "1 REFER")),
                new OutgoingRequest("INFO", bob, FROM.with("A: b\r\nC", "x")),
                new OutgoingRequest("INFO", new Recipient.Uri("sip:a b"), FROM))) {
            assertThrows(IllegalArgumentException.class, () -> server.transport.client().send(wrong), wrong.toString());
        }
    }
}
