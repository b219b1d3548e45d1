package imc.store.jpa.internal.further;

import imc.api.store.StoreException;
import imc.store.jpa.internal.work.WorkQueue;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;

/** What is to be done in a transaction, and whoever waits for it. */
final class LaneJob<T> implements WorkQueue.Job {

    /** Reads or writes. Called once more where its transaction came to nothing: it keeps nothing of the first time. */
    @FunctionalInterface
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    private final String what;
    private final long bytes;
    private final long answer;
    private final Work<T> work;
    private final long since = System.nanoTime();
    private final CompletableFuture<T> stage = new CompletableFuture<>();
    private T result;

    /**
     * @param what   completes "cannot …"
     * @param bytes  what it holds in memory, about, while it waits
     * @param answer what it holds in memory at most when it was done, until it is durable
     */
    LaneJob(String what, long bytes, long answer, Work<T> work) {
        this.what = what;
        this.bytes = bytes;
        this.answer = answer;
        this.work = work;
    }

    CompletableFuture<T> stage() {
        return stage;
    }

    @Override
    public long weight() {
        return bytes;
    }

    @Override
    public long answer() {
        return answer;
    }

    @Override
    public long since() {
        return since;
    }

    void run(Connection connection) throws SQLException {
        result = work.on(connection);
    }

    /** What {@link #run} did is durable. Nothing of it is kept here any longer. */
    void succeed() {
        T given = result;
        result = null;
        stage.complete(given);
    }

    void fail(String why, Throwable cause) {
        result = null;
        stage.completeExceptionally(new StoreException("cannot " + what + ": " + why, cause));
    }
}
