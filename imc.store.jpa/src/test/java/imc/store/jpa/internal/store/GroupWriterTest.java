package imc.store.jpa.internal.store;

import static imc.store.kit.Changes.ROOM;
import static imc.store.kit.Changes.created;
import static imc.store.kit.Changes.refusal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.store.Change;
import imc.store.jpa.internal.work.Timers;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What waits for a database that does not keep up is bounded. */
class GroupWriterTest {

    private static final List<Change> BATCH = List.of(created(ROOM));

    private final StoreFigures figures = new StoreFigures();
    /** Has no database: what is to be written fails. */
    private final GroupWriter writer =
            new GroupWriter(null, figures, GroupWriter.MOST + 1, () -> { }, Timers.SYSTEM);

    @BeforeEach
    void writtenBehind() {
        writer.late(3_600_000);
    }

    @AfterEach
    void close() {
        writer.close();
    }

    private CompletableFuture<Void> add(int count) {
        CompletableFuture<Void> last = null;
        for (int i = 0; i < count; i++) {
            last = writer.add(BATCH);
        }
        return last;
    }

    private long figure(String name) {
        return figures.statistics().stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow().value();
    }

    @Test
    @DisplayName("so many batches wait; one more is refused by name, until there is room")
    void mostOfAll() throws Exception {
        assertFalse(add(GroupWriter.MOST).isDone());
        assertEquals(GroupWriter.MOST, figure("store_pending"));
        assertEquals("a change of [" + ROOM + "] was not written: the database is too slow, " + GroupWriter.MOST
                + " others wait for it", refusal(add(1)));
        assertEquals(1, figure("store_failures"));
        writer.flush();
        assertEquals(0, figure("store_pending"));
        assertTrue(figure("store_failures") > GroupWriter.MOST, "those before it are counted when it is answered");
        assertTrue(add(1).isDone());
    }

    @Test
    @DisplayName("written behind, the first ones are answered at once and the others when they are written")
    void mostUnanswered() {
        assertTrue(add(GroupWriter.MOST_UNANSWERED).isDone());
        assertFalse(add(1).isDone());
        writer.flush();
        assertTrue(add(1).isDone());
    }
}
