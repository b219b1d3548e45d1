package imc.sip.internal.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.SipAddress;
import imc.api.sip.RawRequest;
import imc.api.sip.RawResponse;
import imc.api.sip.SipFilter.Verdict;
import imc.api.sip.SipRequestHandler;
import imc.api.sip.SipResponse;
import imc.api.sip.SipRoute.Decision;
import imc.api.sip.TransactionLayer;
import imc.sip.wire.SipText;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a stack with transactions of its own is given, and what never gets there. */
class StacksTest implements TransactionLayer {

    private static final String ROOM = "sip:chat-1@h";

    private final Answering answering = new Answering("udp");
    private final Queue<RawRequest> given = new ArrayDeque<>();
    private final AtomicInteger filtered = new AtomicInteger();
    private boolean full;

    @BeforeEach
    void come() {
        answering.methods.add(this, Map.of(METHOD, new String[] {"invite", "SUBSCRIBE", "MESSAGE"},
                OPTION_TAG, "eventlist"));
        answering.filters = List.of(request -> {
            filtered.incrementAndGet();
            return CompletableFuture.completedFuture(Verdict.pass(SipAddress.parse("sip:bob@h")));
        });
    }

    @Override
    public boolean request(RawRequest request) {
        return !full && given.add(request);
    }

    @Override
    public boolean response(RawResponse response) {
        return false;
    }

    private static String request(String method, String branch, String headers) {
        return method + ' ' + ROOM + " SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.1:5070;rport;branch=" + branch
                + "\r\nFrom: <sip:alice@h>;tag=1\r\nTo: <sip:chat-1@h>\r\nCall-ID: " + branch + "\r\nCSeq: 7 " + method
                + "\r\n" + headers + "Content-Length: 0\r\n\r\n";
    }

    private static byte[] response(String status) {
        return ("SIP/2.0 " + status + "\r\nCall-ID: c\r\n\r\n").getBytes(ISO_8859_1);
    }

    @Test
    @DisplayName("it has the whole request, after the filters, and answers it as often as it likes")
    void request() throws IOException {
        String text = request("SUBSCRIBE", "z9hG4bKa", "");
        assertNull(answering.answer(text + "behind the body"));
        RawRequest request = given.remove();
        assertEquals(text, new String(request.message(), ISO_8859_1));
        assertEquals(Optional.of(SipAddress.parse("sip:bob@h")), request.identity());
        assertFalse(request.isKnown());
        assertEquals("udp:127.0.0.1:5099", request.source().toString());
        assertEquals("127.0.0.1:5060", request.sentBy().hostPort());
        request.answer(response("100 Trying"));
        request.answer(response("403 No"));
        request.answer(response("403 No"));
        assertEquals(3, answering.answers.size());
        assertEquals(Answering.PEER, answering.receiver);
        assertEquals(1, answering.events.size(), () -> "only the first final one is told of: " + answering.events);
    }

    @Test
    @DisplayName("it has the Request-URI that a route has written")
    void rewritten() {
        answering.routes = List.of(request -> {
            request.rewrite("sip:a-longer-name@example.com");
            return CompletableFuture.completedFuture(Decision.ONWARD);
        });
        String text = request("SUBSCRIBE", "z9hG4bKa", "").replace("Length: 0\r\n\r\n", "Length: 4\r\n\r\nbody");
        assertNull(answering.answer(text + "behind the body"));
        assertEquals(text.replace(ROOM + " SIP", "sip:a-longer-name@example.com SIP"),
                new String(given.remove().message(), ISO_8859_1));
    }

    @Test
    @DisplayName("a retransmission gets there, without any identity, and past the filters")
    void retransmission() {
        answering.answer(request("SUBSCRIBE", "z9hG4bKa", ""));
        given.clear();
        assertNull(answering.answer(request("SUBSCRIBE", "z9hG4bKa", "").replace("alice", "mallory")));
        assertTrue(given.element().isKnown());
        assertEquals(Optional.empty(), given.remove().identity());
        assertEquals(1, filtered.get());
    }

    @Test
    @DisplayName("CANCEL and ACK follow their INVITE")
    void cancelAndAck() {
        answering.answer(request("INVITE", "z9hG4bKa", ""));
        given.clear();
        assertNull(answering.answer(request("CANCEL", "z9hG4bKa", "")));
        assertNull(answering.answer(request("CANCEL", "z9hG4bKa", "")));
        assertNull(answering.answer(request("ACK", "z9hG4bKa", "")));
        assertEquals(3, given.size());
        assertTrue(given.stream().allMatch(RawRequest::isKnown));
        assertEquals(481, answering.answer(request("CANCEL", "z9hG4bKother", "")).status());
        assertNull(answering.answer(request("ACK", "1", "")));
        assertEquals(3, given.size(), "an ACK without the cookie is dropped");
    }

    @Test
    @DisplayName("what has no magic cookie, what a filter refuses and what cannot be read never get there")
    void never() {
        SipText answer = answering.answer(request("SUBSCRIBE", "1", ""));
        assertEquals(400, answer.status());
        assertEquals(400, answering.answer(request("SUBSCRIBE", "z9hG4bKa", "").replace("CSeq: 7", "CSeq: x"))
                .status());
        assertEquals(420, answering.answer(request("SUBSCRIBE", "z9hG4bKb", "Require: x\r\n")).status());
        answering.filters = List.of(
                request -> CompletableFuture.completedFuture(Verdict.refuse(SipResponse.of(403))));
        assertEquals(403, answering.answer(request("SUBSCRIBE", "z9hG4bKc", "")).status());
        assertEquals(403, answering.answer(request("SUBSCRIBE", "z9hG4bKc", "")).status());
        assertTrue(given.isEmpty());
    }

    @Test
    @DisplayName("whoever answers for one method comes first, and a MESSAGE is for the conference server")
    void last() {
        answering.handle(request -> request.headers().first("Event").isPresent()
                ? SipRequestHandler.now(SipResponse.of(202)) : SipRequestHandler.pass(), "SUBSCRIBE");
        assertEquals(202, answering.answer(request("SUBSCRIBE", "z9hG4bKa", "Event: presence\r\n")).status());
        assertEquals(200, answering.answer(request("MESSAGE", "z9hG4bKb", "")).status());
        assertTrue(given.isEmpty());
        assertNull(answering.answer(request("SUBSCRIBE", "z9hG4bKc", "")));
        assertNull(answering.answer(request("MESSAGE", "z9hG4bKd", "").replace(ROOM + " SIP", "sip:other@h SIP")));
        assertEquals(2, given.size());
    }

    @Test
    @DisplayName("one that takes no more is not asked again for the same, and one that has gone is missed for a while")
    void unavailable() {
        full = true;
        SipText refused = answering.answer(request("SUBSCRIBE", "z9hG4bKa", ""));
        assertEquals(503, refused.status());
        full = false;
        assertEquals(refused, answering.answer(request("SUBSCRIBE", "z9hG4bKa", "")));
        answering.methods.add(this, Map.of(METHOD, "INVITE"));
        assertEquals(503, answering.answer(request("SUBSCRIBE", "z9hG4bKb", "")).status());
        assertNull(answering.answer(request("INVITE", "z9hG4bKc", "")));
        answering.methods.remove(this);
        assertNotNull(answering.answer(request("INVITE", "z9hG4bKd", "")));
        assertEquals(1, given.size());
    }

    @Test
    @DisplayName("one that throws has the request answered 500, and retransmissions too")
    void thrown() {
        answering.methods.remove(this);
        answering.methods.add(new TransactionLayer() {
            @Override
            public boolean request(RawRequest request) {
                throw new IllegalStateException("no");
            }

            @Override
            public boolean response(RawResponse response) {
                return false;
            }
        }, Map.of(METHOD, "SUBSCRIBE"));
        assertEquals(500, answering.answer(request("SUBSCRIBE", "z9hG4bKa", "")).status());
        assertEquals(500, answering.answer(request("SUBSCRIBE", "z9hG4bKa", "")).status());
    }
}
