package imc.store.jpa.internal.further;

import imc.api.store.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;

/** What is to be done in a transaction, and whoever waits for it. */
final class LaneJob<T> {

    /** Reads or writes. Called once more where its transaction came to nothing: it keeps nothing of the first time. */
    @FunctionalInterface
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    private final String what;
    private final long bytes;
    private final Work<T> work;
    private final long since = System.nanoTime();
    private final CompletableFuture<T> stage = new CompletableFuture<>();
    private T result;

    /**
     * @param what  completes "cannot …"
     * @param bytes what it holds in memory, about
     */
    LaneJob(String what, long bytes, Work<T> work) {
        this.what = what;
        this.bytes = bytes;
        this.work = work;
    }

    CompletableFuture<T> stage() {
        return stage;
    }

    long bytes() {
        return bytes;
    }

    /** When it came, by {@link System#nanoTime}. */
    long since() {
        return since;
    }

    void run(Connection connection) throws SQLException {
        result = work.on(connection);
    }

    /** What {@link #run} did is durable. */
    void succeed() {
        stage.complete(result);
    }

    void fail(String why, Throwable cause) {
        stage.completeExceptionally(new StoreException("cannot " + what + ": " + why, cause));
    }
}
