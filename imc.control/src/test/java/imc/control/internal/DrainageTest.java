package imc.control.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.health.Drainable;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DrainageTest {

    /** Time passes by pauses alone. */
    private static final class TurnedClock implements Pace {

        private long now = Long.MAX_VALUE - Duration.ofSeconds(1).toNanos(); // it may go over at any time
        private Duration passed = Duration.ZERO;

        @Override
        public long nanoTime() {
            return now;
        }

        @Override
        public void pause(long millis) {
            now += Duration.ofMillis(millis).toNanos();
            passed = passed.plusMillis(millis);
        }
    }

    /** Has in flight what it is told, look by look; the last one stays. */
    private static final class Worker implements Drainable {

        private final List<String> told = new ArrayList<>();
        private final Deque<Long> counts;

        Worker(Long... counts) {
            this.counts = new ArrayDeque<>(List.of(counts));
        }

        @Override
        public void drain() {
            told.add("drain");
        }

        @Override
        public Map<String, Long> inFlight() {
            return Map.of("copies", counts.size() > 1 ? counts.remove() : counts.element());
        }

        @Override
        public void giveUp() {
            told.add("giveUp");
        }
    }

    private final TurnedClock clock = new TurnedClock();

    @Test
    @DisplayName("where nothing is in flight it ends at once, and nothing is given up")
    void idle() throws InterruptedException {
        Worker worker = new Worker(0L);
        Drainage drainage = new Drainage(() -> List.of(worker), clock);
        assertTrue(drainage.run(Duration.ofSeconds(5)));
        assertEquals(List.of("drain"), worker.told);
        assertTrue(clock.passed.compareTo(Duration.ofMillis(100)) < 0, clock.passed.toString());
        assertEquals("", drainage.left());
    }

    @Test
    @DisplayName("it goes on until nobody has anything, also where one's end was another's beginning")
    void busy() throws InterruptedException {
        Worker store = new Worker(1L, 1L, 0L);
        Worker sip = new Worker(0L, 0L, 0L, 4L, 4L, 1L, 0L);
        Drainage drainage = new Drainage(() -> List.of(sip, store), clock);
        assertTrue(drainage.run(Duration.ofSeconds(5)));
        assertEquals(1, sip.counts.size(), "it was asked until it had nothing");
        assertEquals(List.of("drain"), sip.told);
        assertTrue(clock.passed.compareTo(Duration.ofSeconds(5)) < 0, clock.passed.toString());
    }

    @Test
    @DisplayName("when the time is over the rest is given up, and what it is can be told")
    void late() throws InterruptedException {
        Worker slow = new Worker(3L, 2L);
        Worker done = new Worker(0L);
        Drainage drainage = new Drainage(() -> List.of(slow, done), clock);
        assertFalse(drainage.run(Duration.ofSeconds(5)));
        assertEquals(List.of("drain", "giveUp"), slow.told);
        assertEquals(List.of("drain", "giveUp"), done.told);
        assertEquals(Duration.ofSeconds(5), clock.passed);
        assertEquals("copies=2", drainage.left());
    }

    @Test
    @DisplayName("without any time everything is given up at once")
    void none() throws InterruptedException {
        Worker slow = new Worker(3L);
        assertFalse(new Drainage(() -> List.of(slow), clock).run(Duration.ZERO));
        assertEquals(List.of("drain", "giveUp"), slow.told);
        assertEquals(Duration.ZERO, clock.passed);
    }

    @Test
    @DisplayName("who comes late is told, and who throws or goes holds nobody up")
    void comingAndGoing() throws InterruptedException {
        Worker busy = new Worker(1L, 1L, 1L, 0L);
        Worker late = new Worker(0L);
        Drainable broken = new Drainable() {
            @Override
            public void drain() {
                throw new IllegalStateException("cannot be told");
            }

            @Override
            public Map<String, Long> inFlight() {
                throw new NoClassDefFoundError("it goes");
            }
        };
        Deque<List<Drainable>> there = new ArrayDeque<>(List.of(List.of(broken, busy), List.of(broken, busy),
                List.of(broken, busy, late)));
        assertTrue(new Drainage(() -> there.size() > 1 ? there.remove() : there.element(), clock)
                .run(Duration.ofSeconds(5)));
        assertEquals(List.of("drain"), late.told);
        assertEquals(List.of("drain"), busy.told);
    }
}
