package imc.sip.internal.fanout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.sip.internal.net.WriteQueue;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CongestionTest {

    private static final Limits LIMITS = new Limits(1000, 50, 20, Limits.USUAL.highBytes(),
            Duration.ofSeconds(10), Duration.ofMillis(250));

    private long now = 1;
    private int length;
    private final WriteQueue queue = () -> length;
    private final Congestion congestion = new Congestion(LIMITS, () -> now);

    /** One more copy waits, so many in all. */
    private void waiting(int all) {
        length = all;
        congestion.waitsIn(queue);
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }

    @Test
    @DisplayName("a burst that is written soon holds up nobody")
    void burst() {
        waiting(500);
        assertTrue(congestion.isThere());
        assertEquals(0, congestion.connections());
        pass(Duration.ofMillis(200));
        length = 19;
        assertFalse(congestion.isThere());
        assertEquals(0, congestion.connections());
        pass(Duration.ofMillis(200));
        waiting(51);
        assertEquals(0, congestion.connections());
    }

    @Test
    @DisplayName("a queue that stays long holds up everybody, until it is short")
    void slow() {
        waiting(51);
        pass(Duration.ofMillis(250));
        assertEquals(1, congestion.connections());
        length = 20;
        assertEquals(1, congestion.connections());
        pass(Duration.ofMinutes(10));
        assertEquals(1, congestion.connections());
        length = 19;
        assertEquals(0, congestion.connections());
    }

    @Test
    @DisplayName("few that wait for long are no congestion")
    void few() {
        waiting(50);
        pass(Duration.ofMinutes(1));
        assertFalse(congestion.isThere());
        assertEquals(0, congestion.connections());
    }
}
