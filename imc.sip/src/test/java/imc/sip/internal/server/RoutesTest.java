package imc.sip.internal.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.sip.SipResponse;
import imc.api.sip.SipRoute;
import imc.api.sip.SipRoute.Decision;
import imc.sip.wire.SipText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An operator's route in the way of requests. */
class RoutesTest {

    private final Answering answering = new Answering("udp");

    private static String request(String method, String uri, String headers) {
        return method + ' ' + uri + " SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.1:5070;branch=z9hG4bK1\r\n"
                + "From: <sip:alice@h>;tag=1\r\nTo: <" + uri + ">\r\nCall-ID: c\r\nCSeq: 7 " + method + "\r\n" + headers
                + "Content-Length: 0\r\n\r\n";
    }

    private void route(SipRoute route) {
        answering.routes = List.of(route);
    }

    private static CompletionStage<Decision> now(Decision decision) {
        return CompletableFuture.completedFuture(decision);
    }

    @Test
    void aRequestThatItLeavesGoesOn() {
        route(request -> now(Decision.ONWARD));
        assertEquals(200, answering.answer(request("MESSAGE", "sip:chat-1@h", "")).status());
        assertEquals(1, answering.messages.size());
        assertEquals(405, answering.answer(request("PUBLISH", "sip:chat-1@h", "")).status());
    }

    @Test
    void itAnswersWhateverMethodThereIs() {
        route(request -> now(Decision.answered(SipResponse.of(480, request.method() + " of " + request.requestUri()))));
        assertEquals("SIP/2.0 480 FOO of sip:bob@h", answering.answer(request("FOO", "sip:bob@h", "")).firstLine());
        assertEquals(0, answering.messages.size());
    }

    @Test
    void whatItDropsIsAnsweredNeitherNowNorWhenItComesAgain() {
        route(request -> now(Decision.DROP));
        String request = request("MESSAGE", "sip:chat-1@h", "");
        assertNull(answering.answer(request));
        answering.routes = List.of();
        assertNull(answering.answer(request));
        assertEquals(0, answering.messages.size());
    }

    @Test
    void itHasAMessageServedAndSaysTheAnswer() {
        route(request -> request.serve().thenApply(served -> Decision.answered(
                SipResponse.of(202, served.code() + " " + served.answer().status()))));
        assertEquals("SIP/2.0 202 1 200", answering.answer(request("MESSAGE", "sip:chat-1@h", "")).firstLine());
        assertEquals("SIP/2.0 202 -404 404", answering.answer(request("MESSAGE", "sip:bob@h", "")
                .replace("bK1", "bK2").replace("ID: c", "ID: d")).firstLine());
        assertEquals("SIP/2.0 202 -405 405", answering.answer(request("PUBLISH", "sip:chat-1@h", "")).firstLine());
        assertEquals("SIP/2.0 202 -420 420", answering.answer(request("MESSAGE", "sip:chat-1@h", "Require: x\r\n")
                .replace("bK1", "bK3").replace("ID: c", "ID: e")).firstLine());
        assertEquals(1, answering.messages.size());
    }

    @Test
    void anotherRequestUriAndFurtherHeadersAreForWhoeverServesIt() {
        route(request -> {
            request.rewrite("sip:chat-lunch@h");
            request.append(Map.of("X-Lunch", "yes", "Expires", "1"));
            assertEquals("sip:chat-lunch@h", request.request().requestUri());
            return now(Decision.ONWARD);
        });
        assertEquals(200, answering.answer(request("MESSAGE", "sip:lunch@h", "Expires: 60\r\n")).status());
        assertEquals("sip:chat-lunch@h", answering.messages.peek().requestUri().toString());
        assertEquals("sip:chat-lunch@h", answering.messages.peek().to().toString());
        assertEquals(Map.of("X-Lunch", "yes", "Expires", "60"), answering.messages.peek().headers());
    }

    @ParameterizedTest
    @ValueSource(strings = {"sip:gw.example.com", "sip:gw.example.com:5070;transport=tcp", "SIPS:bob@[::1]",
            "tel:+1-201-555-0123"})
    void whateverARequestMayGoToIsARequestUri(String uri) {
        route(request -> {
            request.rewrite(uri);
            return now(Decision.answered(SipResponse.of(480, request.requestUri())));
        });
        assertEquals("SIP/2.0 480 " + uri, answering.answer(request("FOO", "sip:bob@h", "")).firstLine());
    }

    @ParameterizedTest
    @ValueSource(strings = {"<sip:bob@h>", "\"Bob\" <sip:bob@h>", "Bob <tel:+12015550123>", "sip:bob@h ", " sip:bob@h",
            "sip:b\u0001ob@h", "sip:b\u007Fob@h", "sip:bob@h\r\nX: y", "tel:+1201\r\nX: y", "tel:+1201>", "sip:", "bob",
            "http://h/"})
    void whatIsNoUriIsNoRequestUri(String uri) {
        route(request -> {
            assertThrows(IllegalArgumentException.class, () -> request.rewrite(uri));
            return now(Decision.answered(SipResponse.of(480, request.requestUri())));
        });
        assertEquals("SIP/2.0 480 sip:bob@h", answering.answer(request("FOO", "sip:bob@h", "")).firstLine());
    }

    @Test
    void theHighestRankingDecides() {
        answering.routes = List.of(request -> now(Decision.DROP), request -> now(Decision.ONWARD));
        assertEquals(200, answering.answer(request("MESSAGE", "sip:chat-1@h", "")).status());
    }

    @Test
    void whileItIsAwayAndWillBeBackRequestsHaveToWait() {
        AtomicBoolean away = new AtomicBoolean(true);
        AtomicInteger asked = new AtomicInteger();
        answering.requests.expectRoutes(() -> {
            asked.incrementAndGet();
            return away.get();
        });
        assertEquals(200, answering.answer(small(1)).status());
        assertEquals(0, asked.get(), "who never had one pays for it");
        route(request -> now(Decision.ONWARD));
        assertEquals(200, answering.answer(small(2)).status());
        answering.routes = List.of();
        SipText answer = answering.answer(small(3));
        assertEquals(503, answer.status());
        assertEquals("5", answer.header("Retry-After"));
        away.set(false);
        assertEquals(200, answering.answer(small(4)).status());
        away.set(true); // as it was taken back on purpose
        assertEquals(200, answering.answer(small(5)).status());
        assertEquals(2, asked.get());
    }

    @Test
    void oneThatNoRequestHasMetIsWaitedForAsWell() {
        answering.requests.expectRoutes(() -> true);
        route(request -> now(Decision.ONWARD));
        answering.requests.age();
        answering.routes = List.of();
        assertEquals(503, answering.answer(small(1)).status());
    }

    private static String small(int number) {
        return request("MESSAGE", "sip:chat-1@h", "").replace("bK1", "bK" + number).replace("ID: c", "ID: " + number);
    }

    @Test
    void whatItThrowsIsAnswered500() {
        route(request -> {
            throw new IllegalStateException("on purpose");
        });
        assertEquals(500, answering.answer(request("MESSAGE", "sip:chat-1@h", "")).status());
    }

    @Test
    void whatThereIsNoRoomToWaitForIsNotEvenBegun() {
        List<CompletableFuture<Decision>> open = new ArrayList<>();
        route(request -> {
            CompletableFuture<Decision> decision = new CompletableFuture<>();
            open.add(decision);
            return decision;
        });
        int number = 0;
        while (answering.answer(large(++number)) == null) {
            assertTrue(number < 1_000_000, "nothing is ever refused");
        }
        assertEquals(number - 1, open.size());
        open.get(0).complete(Decision.DROP);
        assertNull(answering.answer(large(++number)));
        assertEquals(number - 1, open.size());
    }

    @Test
    void whatHasBeenDecidedIsHeldNoMore() {
        route(request -> now(Decision.ONWARD));
        assertEquals(200, answering.answer(large(1)).status());
        assertEquals(0, answering.requests.waiting());
        route(request -> {
            throw new IllegalStateException("on purpose");
        });
        assertEquals(500, answering.answer(large(2)).status());
        assertEquals(0, answering.requests.waiting());
    }

    private static String large(int number) {
        return small(number)
                .replace("Content-Length: 0\r\n\r\n", "Content-Length: 60000\r\n\r\n" + "x".repeat(60_000));
    }

    @Test
    void aRequestThatWaitsTooLongIsAnswered503() {
        route(request -> new CompletableFuture<>());
        assertNull(answering.answer(request("MESSAGE", "sip:chat-1@h", "")));
        answering.ahead = TimeUnit.SECONDS.toNanos(33);
        answering.requests.age();
        assertEquals(503, answering.answers.poll().status());
    }
}
