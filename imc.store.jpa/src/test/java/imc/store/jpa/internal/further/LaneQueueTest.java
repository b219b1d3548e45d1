package imc.store.jpa.internal.further;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What waits for a database that does not keep up is bounded. */
class LaneQueueTest {

    private final LaneQueue queue = new LaneQueue(2, 1000, 1000, 0);

    private CompletableFuture<Void> add(long bytes) {
        LaneJob<Void> job = new LaneJob<>("do it", bytes, 0, connection -> null);
        queue.add(job);
        return job.stage();
    }

    @Test
    @DisplayName("so many bytes wait or are in work, more are refused; one that is larger by itself has its turn")
    void bytes() {
        assertFalse(add(600).isDone());
        assertFalse(add(400).isDone());
        String why = assertThrows(CompletionException.class, () -> add(1).join()).getCause().getMessage();
        assertEquals("cannot do it: the database is too slow, 2 others wait for it", why);
        assertEquals(2, queue.next().size());
        assertTrue(add(1).isCompletedExceptionally(), "they are in work");
        queue.close();
        assertEquals(List.of(), queue.next());

        LaneQueue empty = new LaneQueue(2, 1000, 1000, 0);
        LaneJob<Void> large = new LaneJob<>("do it", 5000, 0, connection -> null);
        empty.add(large);
        assertEquals(List.of(large), empty.next());
    }

    @Test
    @DisplayName("the first waits for others until there are enough")
    void linger() {
        LaneQueue slow = new LaneQueue(3, 1000, 1000, 3_600_000);
        CompletableFuture<List<LaneJob<?>>> group = CompletableFuture.supplyAsync(slow::next);
        for (int i = 0; i < 3; i++) {
            assertFalse(group.isDone());
            slow.add(new LaneJob<>("do it", 1, 0, connection -> null));
        }
        assertEquals(3, group.join().size());
    }

    @Test
    @DisplayName("those are handed out together whose answers are no more than the bound; a larger one is alone")
    void answers() {
        LaneQueue reading = new LaneQueue(10, 1000, 100, 0);
        for (long answer : new long[] {40, 60, 1, 500, 0}) {
            reading.add(new LaneJob<>("do it", 1, answer, connection -> null));
        }
        assertEquals(List.of(2, 1, 1, 1), List.of(reading.next().size(), reading.next().size(), reading.next().size(),
                reading.next().size()));
    }
}
