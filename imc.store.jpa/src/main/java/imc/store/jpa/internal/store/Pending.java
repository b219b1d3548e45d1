package imc.store.jpa.internal.store;

import imc.api.store.Change;
import imc.store.jpa.internal.work.WorkQueue;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A batch that waits to be written.
 *
 * @param durable  completes when it is written
 * @param isUrgent whether somebody waits for it and all before it
 */
record Pending(List<Change> batch, CompletableFuture<Void> durable, long since, boolean isUrgent)
        implements WorkQueue.Job {

    static Pending now(List<Change> batch, boolean isUrgent) {
        return new Pending(batch, new CompletableFuture<>(), System.nanoTime(), isUrgent);
    }

    /** They are counted; who waits for others adds one, and no more. */
    @Override
    public long weight() {
        return isUrgent ? 0 : 1;
    }
}
