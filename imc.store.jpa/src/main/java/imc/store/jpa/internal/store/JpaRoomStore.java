package imc.store.jpa.internal.store;

import imc.api.store.Change;
import imc.api.store.RoomReceiver;
import imc.api.store.RoomStore;
import imc.api.store.StoreException;
import imc.store.jpa.internal.connection.Failures;
import imc.store.jpa.internal.database.Database;
import imc.store.jpa.internal.work.Timers;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Keeps rooms in a database. */
public final class JpaRoomStore implements RoomStore, AutoCloseable {

    private final Database database;
    private final GroupWriter writer;

    /**
     * @param database is closed with this store
     * @param doubt    is called when nobody knows what the database has of some batch, so that it must be read again
     */
    public JpaRoomStore(Database database, StoreFigures figures, Runnable doubt, Timers timers) {
        this(database, figures, GroupWriter.GROUP, doubt, timers);
    }

    /** @param group how many batches may share a transaction */
    JpaRoomStore(Database database, StoreFigures figures, int group, Runnable doubt, Timers timers) {
        this.database = database;
        this.writer = new GroupWriter(database, figures, group, doubt, timers);
    }

    /** @param millis how late a change may be written; 0 for durable before it is answered */
    public void late(long millis) {
        writer.late(millis);
    }

    /** How many batches are not written yet, whether they were answered or not. Any thread may ask. */
    public int unwritten() {
        return writer.unwritten();
    }

    @Override
    public Optional<String> lineage() throws StoreException {
        try {
            return Optional.of(database.lineage());
        } catch (RuntimeException e) {
            throw new StoreException("the rooms' lineage cannot be read: " + Failures.sentence(e), e);
        }
    }

    @Override
    public void setLineage(String lineage) throws StoreException {
        writer.flush();
        try {
            database.lineage(lineage);
        } catch (RuntimeException e) {
            throw new StoreException("the rooms' lineage cannot be written: " + Failures.sentence(e), e);
        }
    }

    @Override
    public void load(RoomReceiver into) throws StoreException {
        writer.flush();
        try {
            database.load(into);
        } catch (RuntimeException e) {
            throw new StoreException("the rooms cannot be read: " + Failures.sentence(e), e);
        }
    }

    @Override
    public CompletionStage<Void> write(List<Change> batch) {
        return writer.add(batch);
    }

    /** Completes every stage at once, and begins no further write. Waits for nothing; any thread may call it. */
    public void abandon() {
        writer.abandon();
    }

    /** Writes what waits, completes every stage, then closes the database. */
    @Override
    public void close() {
        try {
            writer.close();
        } finally {
            database.close();
        }
    }
}
