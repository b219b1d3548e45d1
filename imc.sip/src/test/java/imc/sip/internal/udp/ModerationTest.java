package imc.sip.internal.udp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a receiver waits for more answers, and when it does not. */
class ModerationTest {

    private static final long MILLISECOND = 1_000_000;

    private long now = 1;
    private final Moderation moderation = new Moderation(() -> now);

    /** A hundred milliseconds, in each of which so many come, and whether at their end the receiver waits. */
    private boolean waitsAfter(int answers, int requests) {
        for (int i = 0; i < 100; i++) {
            now += MILLISECOND;
            for (int answer = 0; answer < answers; answer++) {
                moderation.answer();
            }
            for (int request = 0; request < requests; request++) {
                moderation.request();
            }
            moderation.pause();
        }
        moderation.answer();
        return moderation.pause();
    }

    @ParameterizedTest(name = "{0} answers and {1} requests a millisecond: {2}")
    @CsvSource({ "100, 0, true", "30, 0, true", "100, 10, true", "20, 0, false", "2, 0, false", "100, 100, false",
            "0, 100, false" })
    @DisplayName("waits where answers come in crowds, and not where there are few, or requests among them")
    void crowd(int answers, int requests, boolean waits) {
        assertEquals(waits, waitsAfter(answers, requests));
    }

    @Test
    @DisplayName("a room's answers that come all at once, twenty times a second, are no crowd")
    void burst() {
        for (int burst = 0; burst < 20; burst++) {
            now += 50 * MILLISECOND;
            for (int answer = 0; answer < 100; answer++) {
                moderation.answer();
            }
            assertFalse(moderation.pause());
        }
    }

    @Test
    @DisplayName("waits once for what has come, and then no more until something comes")
    void once() {
        assertTrue(waitsAfter(100, 0));
        assertFalse(moderation.pause());
        moderation.answer();
        assertTrue(moderation.pause());
    }
}
