package imc.store.jpa.internal.further;

import imc.api.store.StoreException;
import imc.store.jpa.internal.work.WorkQueue;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;

/**
 * What is to be done in a transaction, and whoever waits for it.
 *
 * @param what   completes "cannot …"
 * @param weight what it holds in memory, about, while it waits
 * @param answer what it holds in memory at most when it was done, until it is durable
 */
record LaneJob<T>(String what, long weight, long answer, Work<T> work, CompletableFuture<T> stage, long since)
        implements WorkQueue.Job {

    /** Reads or writes. Called once more where its transaction came to nothing: it keeps nothing of the first time. */
    @FunctionalInterface
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    static <T> LaneJob<T> now(String what, long weight, long answer, Work<T> work) {
        return new LaneJob<>(what, weight, answer, work, new CompletableFuture<>(), System.nanoTime());
    }

    /** Does it. @return gives the answer, as soon as it is durable; nothing of that is kept here */
    Runnable run(Connection connection) throws SQLException {
        T result = work.on(connection);
        return () -> stage.complete(result);
    }

    void fail(String why, Throwable cause) {
        stage.completeExceptionally(new StoreException("cannot " + what + ": " + why, cause));
    }
}
