package imc.store.jpa.internal.store;

import static imc.store.kit.Changes.ROOM;
import static imc.store.kit.Changes.created;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.store.Change;
import imc.api.store.StoreException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What waits for a database that does not keep up is bounded. */
class WriteQueueTest {

    private static final List<Change> BATCH = List.of(created(ROOM));

    private final WriteQueue queue = new WriteQueue(100, new StoreFigures());

    private CompletableFuture<Void> add(int count) {
        CompletableFuture<Void> last = null;
        for (int i = 0; i < count; i++) {
            last = queue.add(BATCH, false);
        }
        return last;
    }

    @Test
    @DisplayName("so many batches wait; one more is refused by name, but for one that somebody waits for, until there is room")
    void mostOfAll() {
        assertFalse(add(WriteQueue.MOST).isDone());
        ExecutionException refused = assertThrows(ExecutionException.class, () -> add(1).get(0, TimeUnit.SECONDS));
        assertTrue(refused.getCause() instanceof StoreException, refused.toString());
        assertTrue(refused.getCause().getMessage().contains("a change of [" + ROOM + "] was not written"),
                refused.getCause().getMessage());
        assertFalse(queue.add(BATCH, true).isDone(), "whoever waits for all before it adds one, and no more");
        assertEquals(100, queue.next().size());
        assertFalse(add(1).isDone());
    }

    @Test
    @DisplayName("written behind, the first ones are answered at once and the others when they are written")
    void mostUnanswered() {
        queue.late(60_000);
        assertTrue(add(WriteQueue.MOST_UNANSWERED).isDone());
        assertFalse(add(1).isDone());
        queue.next();
        assertTrue(add(1).isDone());
    }
}
