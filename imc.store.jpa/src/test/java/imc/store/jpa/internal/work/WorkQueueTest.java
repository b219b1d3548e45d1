package imc.store.jpa.internal.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What waits for a database that does not keep up is bounded. */
class WorkQueueTest {

    private final WorkQueue<Work> queue = new WorkQueue<>(2, 1000, 1000);

    private record Work(long weight, long answer, boolean isUrgent, long since) implements WorkQueue.Job {
    }

    private static Work of(long weight) {
        return new Work(weight, 0, false, System.nanoTime());
    }

    @Test
    @DisplayName("so much waits or is in work, more is refused; what is heavier by itself has its turn, who waits too")
    void weight() {
        assertEquals(Optional.empty(), queue.add(of(600)));
        assertEquals(Optional.empty(), queue.add(of(400)));
        assertEquals(Optional.of("the database is too slow, 2 others wait for it"), queue.add(of(1)));
        assertEquals(2, queue.next().size());
        assertTrue(queue.add(of(1)).isPresent(), "they are in work");
        assertEquals(Optional.empty(), queue.add(new Work(0, 0, true, System.nanoTime())));
        assertEquals(1, queue.next().size());
        assertEquals(Optional.empty(), queue.add(of(5000)));
        queue.close();
        assertEquals(1, queue.next().size());
        assertEquals(List.of(), queue.next());
        assertEquals(Optional.of("the store is closed"), queue.add(of(1)));
    }

    @Test
    @DisplayName("the first waits for others until there are enough")
    void linger() {
        WorkQueue<Work> slow = new WorkQueue<>(3, 1000, 1000);
        slow.linger(3_600_000);
        CompletableFuture<List<Work>> group = CompletableFuture.supplyAsync(slow::next);
        for (int i = 0; i < 3; i++) {
            assertFalse(group.isDone());
            slow.add(of(1));
        }
        assertEquals(3, group.join().size());
    }

    @Test
    @DisplayName("and no longer than until somebody waits for it, or others are not waited for any more")
    void urgent() {
        queue.linger(3_600_000);
        queue.add(new Work(0, 0, true, System.nanoTime()));
        assertEquals(1, queue.next().size());
        queue.add(of(1));
        CompletableFuture<List<Work>> group = CompletableFuture.supplyAsync(queue::next);
        queue.linger(0);
        assertEquals(1, group.join().size());
    }

    @Test
    @DisplayName("those are handed out together whose answers are no more than the bound; a larger one is alone")
    void answers() {
        WorkQueue<Work> reading = new WorkQueue<>(10, 1000, 100);
        for (long answer : new long[] {40, 60, 1, 500, 0}) {
            reading.add(new Work(1, answer, false, System.nanoTime()));
        }
        assertEquals(List.of(2, 1, 1, 1), List.of(reading.next().size(), reading.next().size(), reading.next().size(),
                reading.next().size()));
    }

    @Test
    @DisplayName("what is abandoned is what waits and what is in work, once")
    void abandoned() {
        queue.add(of(1));
        queue.add(of(2));
        queue.add(of(3));
        queue.next();
        assertEquals(1, queue.waiting());
        assertEquals(3, queue.unfinished());
        assertEquals(List.of(1L, 2L, 3L), queue.abandon().stream().map(Work::weight).toList());
        assertEquals(List.of(), queue.abandon());
        assertEquals(List.of(), queue.next());
        assertFalse(queue.pause(3_600_000));
        assertTrue(queue.isAbandoned());
    }
}
