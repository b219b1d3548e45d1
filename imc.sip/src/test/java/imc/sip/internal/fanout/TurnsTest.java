package imc.sip.internal.fanout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.SipAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TurnsTest {

    private static final int MANY = 4 * Turns.SLICE;

    private final Turns turns = new Turns(1);
    private final CountDownLatch gate = new CountDownLatch(1);
    private final List<String> done = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void close() {
        gate.countDown();
        turns.close();
    }

    /** Sends so many copies; the first waits for the gate. */
    private final class Some implements Turns.Sending {

        private final String room;
        private final String text;
        private int left;

        Some(String room, String text, int left) {
            this.room = room;
            this.text = text;
            this.left = left;
        }

        @Override
        public SipAddress room() {
            return SipAddress.of(room, "example.com");
        }

        @Override
        public int left() {
            return left;
        }

        @Override
        public void send(int copies) {
            try {
                assertTrue(gate.await(30, TimeUnit.SECONDS));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            left -= copies;
            done.add(room + text);
        }

        @Override
        public Pace pace() {
            return null;
        }
    }

    private void awaitTurns(int count) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (done.size() < count && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }

    @Test
    @DisplayName("large rooms take turns, slice by slice")
    void roundRobin() {
        turns.send(new Some("a", "1", MANY));
        turns.send(new Some("b", "1", MANY));
        turns.send(new Some("c", "1", MANY));
        gate.countDown();
        awaitTurns(12);
        assertEquals(List.of("a1", "b1", "c1", "a1", "b1", "c1", "a1", "b1", "c1", "a1", "b1", "c1"), done);
    }

    @Test
    @DisplayName("what a room sends goes in its order, however many get it")
    void order() {
        turns.send(new Some("a", "1", MANY));
        turns.send(new Some("a", "2", 1));
        turns.send(new Some("a", "3", MANY));
        gate.countDown();
        awaitTurns(9);
        assertEquals(List.of("a1", "a1", "a1", "a1", "a2", "a3", "a3", "a3", "a3"), done);
    }

    @Test
    @DisplayName("what goes to few goes at once, on the thread that brings it")
    void few() {
        gate.countDown();
        turns.send(new Some("a", "1", Turns.AT_ONCE));
        assertEquals(List.of("a1"), done);
    }

    @Test
    @DisplayName("where there is no thread to be had, the one who brings it sends it, and the room goes on")
    void noThread() {
        gate.countDown();
        try (Turns poor = new Turns(1, task -> {
            throw new OutOfMemoryError("unable to create native thread");
        })) {
            poor.send(new Some("a", "1", MANY));
            poor.send(new Some("a", "2", MANY));
        }
        assertEquals(List.of("a1", "a2"), done);
    }

    @Test
    @DisplayName("at the end nothing is left behind")
    void end() {
        turns.send(new Some("a", "1", MANY));
        turns.send(new Some("b", "1", MANY));
        gate.countDown();
        turns.close();
        assertTrue(done.contains("a1") && done.contains("b1"));
        turns.send(new Some("c", "1", MANY));
        assertTrue(done.contains("c1"));
    }
}
