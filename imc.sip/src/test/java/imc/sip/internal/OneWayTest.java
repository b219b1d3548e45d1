package imc.sip.internal;

import static imc.sip.wire.SipRequestText.message;
import static imc.sip.wire.SipRequestText.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.Answer;
import imc.api.Content;
import imc.api.SipAddress;
import imc.api.location.Contact;
import imc.api.sip.Flow;
import imc.api.transport.Broadcast;
import imc.sip.wire.SipClient;
import imc.sip.wire.SipText;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests of all methods, and responses, over sockets. */
class OneWayTest {

    private static final SipAddress BOB = SipAddress.parse("sip:bob@h");

    private Server server;

    @BeforeEach
    void start() throws IOException {
        server = Server.start(Server.withTls(Map.of()));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @DisplayName("an answer goes over the connection by which its request came, rport or not (RFC 3261 §18.2.2)")
    @CsvSource({"INVITE, tcp", "SUBSCRIBE, tcp", "NOTIFY, tcp", "PUBLISH, tcp", "REFER, tcp", "OPTIONS, tcp",
        "REGISTER, tcp", "MESSAGE, tcp", "FooBar, tcp", "INVITE, tls", "MESSAGE, tls"})
    void sameConnection(String method, String transport) {
        try (SipClient client = server.client(transport)) {
            String name = transport.toUpperCase(Locale.ROOT);
            SipText answer = client.ask(request(method, "sip:chat-1@h").via("SIP/2.0/" + name
                    + " 192.0.2.9:5099;branch=z9hG4bKsame"));
            assertEquals("1 " + method, answer.header("CSeq"));
            assertTrue(answer.header("Via").endsWith(";received=127.0.0.1"), answer.header("Via"));
            answer = client.ask(request(method, "sip:chat-1@h").via("SIP/2.0/" + name + " 192.0.2.9"));
            assertEquals("1 " + method, answer.header("CSeq"));
        }
    }

    @ParameterizedTest
    @DisplayName("a request is cancelled by its client, and by a proxy with the proxy's own Via")
    @CsvSource({"udp, ''", "tcp, ''", "tls, ''", "udp, ', SIP/2.0/UDP h;branch=z9hG4bKx'",
        "tcp, ', SIP/2.0/UDP h;branch=z9hG4bKx'"})
    void cancelled(String transport, String below) {
        CompletableFuture<Answer> stored = new CompletableFuture<>();
        server.handling = m -> stored;
        for (String cookie : List.of("z9hG4bK", "1")) {
            try (SipClient client = server.client(transport)) {
                String via = "SIP/2.0/" + client.transport() + " [2001:db8::1]:5060;branch=" + cookie + client.port()
                        + ";i=1;rport";
                client.send(message("sip:chat-1@h", "hi").via(via + below).callId("c").from("<sip:a@h>;tag=" + cookie));
                assertEquals(200, client.ask(request("CANCEL", "sip:chat-1@h").via(via).callId("c")
                        .from("<sip:a@h>;tag=" + cookie)).status());
                stored.complete(Answer.OK);
                assertEquals(200, client.receive().status());
            }
        }
    }

    @ParameterizedTest
    @DisplayName("OPTIONS is answered 503 where a MESSAGE would be, also one that names no user")
    @CsvSource({"sip:chat-manager@h, 200", "sip:chat-1@h, 404", "sip:h, 200", "sip:127.0.0.1:5060;transport=udp, 200"})
    void availability(String uri, int otherwise) {
        try (SipClient proxy = server.client("udp")) {
            assertEquals(otherwise, proxy.ask(request("OPTIONS", uri)).status());
            server.unavailable = Optional.of(Answer.unavailable("The store is away", 5));
            assertAway(proxy.ask(request("OPTIONS", uri)));
            server.unavailable = Optional.empty();
            server.transport.unbindMessages(server);
            assertAway(proxy.ask(request("OPTIONS", uri)));
            server.transport.bindMessages(server);
            server.transport.unbindLocation(server);
            assertEquals(503, proxy.ask(request("OPTIONS", uri)).status(), "nobody can say where members are");
            server.transport.bindLocation(server);
            assertEquals(otherwise, proxy.ask(request("OPTIONS", uri)).status());
        }
    }

    private static void assertAway(SipText answer) {
        assertEquals(503, answer.status());
        assertEquals("5", answer.header("Retry-After"));
    }

    @ParameterizedTest
    @DisplayName("responses in any spelling count; what is none to a copy does not, and hides nothing in the log")
    @ValueSource(strings = {
        "200 SIP/2.0 200 OK|v: $VIA|f: $FROM|t: sip:b@h;tag=1|i: $ID|CSeq: 1 MESSAGE|l: 0||",
        "200 SIP/2.0 200 OK|To: <sip:b@h>;tag=1|CSeq: 1 MESSAGE|Call-ID: $ID|From: $FROM|Via: $VIA|l: 2||hi",
        "200 SIP/2.0 200 OK|Via:\t$VIA;received=127.0.0.1|From : $FROM|To: <sip:b@h>;tag=1|Call-ID: $ID|"
                + "CSeq:1 MESSAGE|l: 0||",
        "200 SIP/2.0 200 OK|Via: SIP / 2.0 / UDP 127.0.0.1:1; branch = $BRANCH|From: $FROM|To: <sip:b@h>|Call-ID: $ID"
            + "|CSeq: 1|  MESSAGE|l: 0||",
        "200 sip/2.0 200 OK|Via: SIP/2.0/UDP 127.0.0.1:1;x=y;Branch=$BRANCH|From: $FROM|To: <sip:b@h>|Call-ID: $ID"
            + "|CSeq: 1 MESSAGE|l: 0||",
        "486 SIP/2.0 486 |Via: $VIA|From: $FROM|To: <sip:b@h>;tag=1|Call-ID: $ID|CSeq: 1 MESSAGE|Content-Length: 0||",
        "503 SIP/2.0 503 No|Via: $VIA|From: $FROM|To: <sip:b@h>;tag=1|Call-ID: $ID|CSeq: 1 MESSAGE|Content-Length: 0||",
        "no SIP/2.0 700 X|Via: $VIA|From: $FROM|To: <sip:b@h>;tag=1|Call-ID: $ID|CSeq: 1 MESSAGE|Content-Length: 0||",
        "no SIP/2.0 20 OK|Via: $VIA|From: $FROM|To: <sip:b@h>;tag=1|Call-ID: $ID|CSeq: 1 MESSAGE|Content-Length: 0||",
        "no SIP/3.0 200 OK|Via: $VIA|From: $FROM|To: <sip:b@h>;tag=1|Call-ID: $ID|CSeq: 1 MESSAGE|Content-Length: 0||",
        "no SIP/2.0 200 OK|Via: $VIA|From: $FROM|To: <sip:b@h>;tag=1|Call-ID: $ID|CSeq: 1 OPTIONS|Content-Length: 0||",
        "no SIP/2.0 200 OK|Via: $VIA|From: $FROM|To: <sip:b@h>;tag=1|Call-ID: $ID|Content-Length: 0||",
        "no SIP/2.0 200 OK|Via: $VIA|Via: SIP/2.0/UDP h|From: $FROM|To: <sip:b@h>|Call-ID: $ID|CSeq: 1 MESSAGE|l: 0||",
        "no SIP/2.0 200 OK|Via: SIP/2.0/UDP h;branch=1;ttl=1|From: $FROM|To: <sip:b@h>|"
                + "Call-ID: $ID|CSeq: 1 MESSAGE|l: 0||"})
    void responses(String text) throws InterruptedException {
        String expected = text.substring(0, text.indexOf(' '));
        for (String transport : List.of("udp", "tcp")) {
            LinkedBlockingQueue<Integer> outcomes = new LinkedBlockingQueue<>();
            try (SipClient bob = server.client(transport)) {
                bob.ask(request("OPTIONS", "sip:h"));
                server.contacts.put(BOB, List.of(new Contact("sip:bob@127.0.0.1:" + bob.port()
                        + ";transport=" + transport, transport.equals("udp") ? Optional.empty()
                                : Optional.of(new Flow("tcp", "127.0.0.1", bob.port())))));
                server.send(new Broadcast(SipAddress.parse("sip:chat-1@h"), List.of(BOB), Content.text("hi"),
                        Map.of()), (broadcast, receiver, delivery) -> outcomes.add(delivery.status()));
                SipText copy = bob.receive();
                bob.send(text.substring(expected.length() + 1)
                        .replace("$BRANCH", copy.header("Via").replaceFirst(".*branch=([^;]*).*", "$1"))
                        .replace("$VIA", copy.header("Via")).replace("$FROM", copy.header("From"))
                        .replace("$ID", copy.header("Call-ID")).replace("|", "\r\n"));
                if (expected.equals("no")) {
                    bob.answer(copy, 299);
                }
                assertEquals(expected.equals("no") ? 299 : Integer.parseInt(expected),
                        outcomes.poll(10, TimeUnit.SECONDS));
            }
        }
        assertEquals(0, server.figure("sip_unexpected_failures"));
    }

    @Test
    @DisplayName("a former version's fast_path does no harm")
    void formerKey() throws IOException {
        try (Server old = Server.start(Map.of("fast_path", "false")); SipClient client = old.client("udp")) {
            assertEquals(200, client.ask(message("sip:chat-1@h", "hi")).status());
            old.transport.modified(Map.of("listen", Server.FREE_PORTS, "fast_path", "nonsense"));
            assertEquals(200, client.ask(message("sip:chat-1@h", "hi")).status());
        }
    }
}
