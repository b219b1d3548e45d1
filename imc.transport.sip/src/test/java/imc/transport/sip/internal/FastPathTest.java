package imc.transport.sip.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.Content;
import imc.api.SipAddress;
import imc.api.location.Contact;
import imc.api.transport.Broadcast;
import imc.transport.sip.wire.SipClient;
import imc.transport.sip.wire.SipText;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes past JAIN-SIP cannot be told from what goes through it. */
class FastPathTest {

    private static final SipAddress ROOM = SipAddress.parse("sip:chat-1@example.com");
    private static final SipAddress BOB = SipAddress.parse("sip:bob@example.com");

    private Server fast;
    private Server reference;

    @BeforeEach
    void start() throws IOException {
        fast = new Server(Map.of("fast_path", "true", "extra_hdrs", "X-A: b\\r\\n"), 20);
        reference = new Server(Map.of("fast_path", "false", "extra_hdrs", "X-A: b\\r\\n"), 20);
    }

    @AfterEach
    void stop() {
        fast.close();
        reference.close();
    }

    /** Sends one copy to a client, lets it answer, and gives the copy's text and the outcome. */
    private static String told(Server server, String answer) throws Exception {
        LinkedBlockingQueue<String> outcomes = new LinkedBlockingQueue<>();
        try (SipClient bob = server.client("udp")) {
            server.contacts.put(BOB, List.of(new Contact("sip:bob@127.0.0.1:" + bob.port(), Optional.empty())));
            server.transport.send(new Broadcast(ROOM, List.of(BOB), Content.text("hi"),
                    Map.of("In-Reply-To", "x")), (broadcast, receiver, delivery) -> outcomes.add(delivery.toString()));
            SipText copy = bob.receive();
            bob.send(answer.replace("$BRANCH", copy.header("Via").replaceFirst(".*branch=([^;]*).*", "$1"))
                    .replace("$VIA", copy.header("Via")).replace("$FROM", copy.header("From"))
                    .replace("$ID", copy.header("Call-ID")).replace("|", "\r\n"));
            String outcome = outcomes.poll(10, TimeUnit.SECONDS);
            return copy.text().replaceAll("(branch=|tag=|Call-ID: )[\\w-]+", "$1").replaceAll("127.0.0.1:\\d+", "")
                    + "\n-> " + outcome;
        }
    }

    @ParameterizedTest
    @DisplayName("whatever a receiver answers, copy and outcome are the same")
    @ValueSource(strings = {
        "SIP/2.0 200 OK|Via: $VIA|From: $FROM|To: <sip:b@h>;tag=1|Call-ID: $ID|CSeq: 1 MESSAGE|Content-Length: 0||",
        "SIP/2.0 200 OK|v: $VIA|f: $FROM|t: sip:b@h;tag=1|i: $ID|CSeq: 1 MESSAGE|l: 0||",
        "SIP/2.0 200 OK|To: <sip:b@h>;tag=1|CSeq: 1 MESSAGE|Call-ID: $ID|From: $FROM|Via: $VIA||",
        "SIP/2.0 200 OK|Via: $VIA|From: $FROM|To: <sip:b@h>;tag=1|Call-ID: $ID|CSeq: 1 MESSAGE|Content-Length: 2||hi",
        "SIP/2.0 200 OK|Via: $VIA|From: $FROM|To: <sip:b@h>;tag=1|Call-ID: $ID|CSeq: 1 MESSAGE|Content-Length: 9||hi",
        "SIP/2.0 200 OK|Via:\t$VIA;received=127.0.0.1|From : $FROM|To: <sip:b@h>;tag=1|Call-ID: $ID|CSeq:1 MESSAGE||",
        "SIP/2.0 200 OK|Via: SIP / 2.0 / UDP 127.0.0.1:1; branch = $BRANCH|From: $FROM|To: <sip:b@h>|Call-ID: $ID"
            + "|CSeq: 1 MESSAGE||",
        "SIP/2.0 200 OK|Via: SIP/2.0/UDP 127.0.0.1:1;x=y;Branch=$BRANCH|From: $FROM|To: <sip:b@h>|Call-ID: $ID"
            + "|CSeq: 1 MESSAGE||",
        "SIP/2.0 200 OK|Via: $VIA|From: $FROM|To: <sip:b@h>;tag=1|Call-ID: $ID|CSeq: 1 OPTIONS||",
        "SIP/2.0 200 OK|Via: $VIA|From: $FROM|To: <sip:b@h>;tag=1|Call-ID: $ID||",
        "SIP/2.0 200 OK|Via: $VIA|From: $FROM|To: <sip:b@h>;tag=1|CSeq: 1 MESSAGE||",
        "SIP/2.0 200 OK|Via: SIP/2.0/UDP h;branch=z9hG4bKother|From: $FROM|To: <sip:b@h>|Call-ID: $ID"
            + "|CSeq: 1 MESSAGE||",
        "SIP/2.0 200 OK|Via: $VIA|From: $FROM| ;x=y|To: <sip:b@h>;tag=1|Call-ID: $ID|CSeq: 1|  MESSAGE||",
        "SIP/2.0 200 OK|Via: $VIA|Via: SIP/2.0/UDP h;branch=z9hG4bKx|From: $FROM|To: <sip:b@h>;tag=1|Call-ID: $ID"
            + "|CSeq: 1 MESSAGE||",
        "SIP/2.0 486 Busy|Via: $VIA|From: $FROM|To: <sip:b@h>;tag=1|Call-ID: $ID|CSeq: 1 MESSAGE|Content-Length: 0||",
        "SIP/2.0 302 Moved|Via: $VIA|From: $FROM|To: <sip:b@h>;tag=1|Call-ID: $ID|CSeq: 1 MESSAGE|Contact: <sip:x@h>"
            + "|Content-Length: 0||",
        "SIP/2.0 100 Trying|Via: $VIA|From: $FROM|To: <sip:b@h>|Call-ID: $ID|CSeq: 1 MESSAGE|Content-Length: 0||",
        "SIP/2.0 20 OK|Via: $VIA|From: $FROM|To: <sip:b@h>;tag=1|Call-ID: $ID|CSeq: 1 MESSAGE|Content-Length: 0||",
        "SIP/2.0 200|Via: $VIA|From: $FROM|To: <sip:b@h>;tag=1|Call-ID: $ID|CSeq: 1 MESSAGE|Content-Length: 0||",
        "SIP/3.0 200 OK|Via: $VIA|From: $FROM|To: <sip:b@h>;tag=1|Call-ID: $ID|CSeq: 1 MESSAGE|Content-Length: 0||",
        "sip/2.0 200 OK|Via: $VIA|From: $FROM|To: <sip:b@h>;tag=1|Call-ID: $ID|CSeq: 1 MESSAGE|Content-Length: 0||",
        "SIP/2.0 200 OK|Via: $VIA|From: $FROM|To: <sip:b@h>;tag=1|Call-ID: $ID|CSeq: 1 MESSAGE|Content-Length: 0|",
        "nonsense"})
    void outcomes(String answer) throws Exception {
        assertEquals(told(reference, answer), told(fast, answer));
    }

    @Test
    @DisplayName("after a provisional response a copy is sent again every T2 only, and its final one counts")
    void provisional() throws Exception {
        LinkedBlockingQueue<String> outcomes = new LinkedBlockingQueue<>();
        try (SipClient bob = fast.client("udp")) {
            fast.contacts.put(BOB, List.of(new Contact("sip:bob@127.0.0.1:" + bob.port(), Optional.empty())));
            fast.transport.send(new Broadcast(ROOM, List.of(BOB), Content.text("hi"), Map.of()),
                    (broadcast, receiver, delivery) -> outcomes.add(delivery.toString()));
            SipText copy = bob.receive();
            bob.answer(copy, 100);
            assertEquals(copy.text(), bob.receive().text());
            bob.answer(bob.receive(), 200);
            assertTrue(outcomes.poll(10, TimeUnit.SECONDS).contains("DELIVERED"));
        }
    }
}
