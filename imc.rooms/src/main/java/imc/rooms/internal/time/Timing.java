package imc.rooms.internal.time;

import java.util.concurrent.CompletableFuture;

/** The time that rooms wait by. Safe for use by many threads; whoever is told that it has passed must not wait. */
public interface Timing {

    /** As {@link System#nanoTime()}. */
    long nanoTime();

    /**
     * Has a future fail that takes longer than that, with {@link java.util.concurrent.TimeoutException}.
     *
     * @return the same
     */
    <T> CompletableFuture<T> within(CompletableFuture<T> future, long nanos);

    /** Completes when that has passed, unless it is cancelled before. */
    CompletableFuture<Void> after(long nanos);
}
