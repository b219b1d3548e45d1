package imc.sip.internal.fanout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.transport.Delivery;
import imc.sip.internal.figures.Figures;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class OutageTest {

    private static final Duration TIMER_F = Duration.ofSeconds(32);

    private final AtomicLong clock = new AtomicLong();
    private final Outage outage = new Outage(TIMER_F, clock::get, new Figures());

    private void pass(Duration time) {
        clock.addAndGet(time.toNanos());
    }

    @Test
    @DisplayName("a proxy that cannot be reached, answers 503 or nothing at all fails for everybody")
    void failures() {
        assertTrue(outage.judged(Delivery.TRANSPORT_ERROR).isShared());
        assertTrue(outage.isThere());
        assertTrue(outage.judged(Delivery.TIMED_OUT).isShared());
        assertTrue(outage.judged(Delivery.answered(503)).isShared());
        outage.answered(200);
        assertFalse(outage.isThere());
        pass(TIMER_F.plusSeconds(2));
        assertEquals(Delivery.TIMED_OUT.shared(), outage.judged(Delivery.TIMED_OUT));
        assertTrue(outage.isThere());
    }

    @Test
    @DisplayName("who is silent while others are answered for is silent himself, and so is who refuses")
    void own() {
        outage.answered(200);
        pass(TIMER_F);
        assertEquals(Delivery.TIMED_OUT, outage.judged(Delivery.TIMED_OUT));
        assertEquals(Delivery.answered(486), outage.judged(Delivery.answered(486)));
        assertEquals(Delivery.answered(200), outage.judged(Delivery.answered(200)));
        assertFalse(outage.isThere());
    }

    @Test
    @DisplayName("a 503 of the proxy is no sign that it works")
    void unavailable() {
        outage.judged(Delivery.answered(503));
        outage.answered(503);
        assertTrue(outage.isThere());
    }
}
