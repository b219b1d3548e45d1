package imc.sip.internal.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.sip.SipFilter.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What a filter holds up is bounded. */
class WaitingTest {

    private final List<CompletableFuture<Verdict>> open = new ArrayList<>();
    private final Answering answering = new Answering("udp");

    WaitingTest() {
        answering.filters = List.of(request -> {
            CompletableFuture<Verdict> verdict = new CompletableFuture<>();
            open.add(verdict);
            return verdict;
        });
    }

    private static String options(int number, int length) {
        return "OPTIONS sip:h SIP/2.0\r\nVia: SIP/2.0/UDP h;branch=z9hG4bK" + number + "\r\nFrom: <sip:a@h>;tag=1\r\n"
                + "To: <sip:h>\r\nCall-ID: " + number + "\r\nCSeq: 1 OPTIONS\r\nContent-Length: " + length + "\r\n\r\n"
                + "x".repeat(length);
    }

    @Test
    void whoeverHasTakenTooLongIsNotWaitedFor() {
        assertNull(answering.answer(options(1, 0)));
        long held = answering.requests.heldBytes();
        answering.ahead += 31_000_000_000L;
        answering.requests.age();
        assertTrue(answering.answers.isEmpty());
        answering.ahead += 1_000_000_000L;
        answering.requests.age();
        assertEquals(503, answering.answers.remove().status());
        assertTrue(answering.requests.heldBytes() < held);
        open.get(0).complete(Verdict.pass());
        assertTrue(answering.answers.isEmpty(), "it was answered twice");
    }

    @Test
    void moreThanThereIsRoomForIsRefused() {
        int number = 0;
        while (answering.answer(options(++number, 60_000)) == null) {
            assertTrue(number < 1_000_000, "nothing is ever refused");
        }
        assertEquals(number, open.size());
        open.get(0).complete(Verdict.pass());
        assertEquals(200, answering.answers.remove().status());
        assertNull(answering.answer(options(++number, 0)));
    }
}
