package imc.rooms.internal.store;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** The batches with whose outcome memory is not level yet. Safe for use by many threads. */
public final class Commits {

    private final Set<Commit> open = ConcurrentHashMap.newKeySet();
    private final Duration patience;
    /** When the store has said something last, by {@link System#nanoTime()}. */
    private volatile long heard;
    /** When a change was let through last in spite of the silence, likewise. */
    private final AtomicLong tried;
    private final LongSupplier nanoTime;

    /** @param patience how long a store may say nothing of a batch */
    Commits(Duration patience) {
        this(patience, System::nanoTime);
    }

    Commits(Duration patience, LongSupplier nanoTime) {
        this.patience = patience;
        this.nanoTime = nanoTime;
        this.heard = nanoTime.getAsLong();
        this.tried = new AtomicLong(heard);
    }

    /**
     * A batch on its way.
     *
     * @param durable completes as the store says; fails where the rooms have moved away from a store that says nothing
     * @param settled to be completed when memory has been brought level with the outcome
     * @param since   when it was begun, by {@link System#nanoTime()}
     */
    public record Commit(CompletableFuture<Void> durable, CompletableFuture<Void> settled, long since) {
    }

    Commit begin() {
        Commit commit = new Commit(new CompletableFuture<>(), new CompletableFuture<>(), nanoTime.getAsLong());
        open.add(commit);
        commit.durable().whenComplete((done, failure) -> heard = nanoTime.getAsLong());
        commit.settled().whenComplete((done, failure) -> open.remove(commit));
        return commit;
    }

    /** Completes when memory is level with all that were begun before. */
    CompletableFuture<Void> settled() {
        return CompletableFuture.allOf(open.stream().map(Commit::settled).toArray(CompletableFuture[]::new));
    }

    /** For how long the store has said nothing of the eldest that waits for its word. */
    Duration silence() {
        long now = nanoTime.getAsLong();
        return Duration.ofNanos(open.stream().filter(commit -> !commit.durable().isDone())
                .mapToLong(commit -> now - commit.since()).max().orElse(0));
    }

    /**
     * Whether the store has left somebody without an answer for too long. Once in that time it is false all the same:
     * one change goes to the store, which may have lost no more than one answer, and then serves again.
     */
    boolean areSilent() {
        long now = nanoTime.getAsLong();
        long quiet = now - heard;
        if (quiet < patience.toNanos()) {
            return false; // as nearly always: those that wait need not be looked at
        }
        quiet = Math.min(quiet, silence().toNanos());
        if (quiet < patience.toNanos()) {
            return false;
        }
        long silentSince = now - quiet + patience.toNanos();
        long last = tried.get();
        if (last - silentSince < 0) { // nobody has come since then
            tried.compareAndSet(last, now);
            return true;
        }
        return now - last < patience.toNanos() || !tried.compareAndSet(last, now);
    }

    int size() {
        return open.size();
    }

    /** Whatever the store says later of those that are open, they are not done. */
    void giveUp(String why) {
        open.forEach(commit -> commit.durable().completeExceptionally(new GivenUp(why)));
    }

    /** That a batch was given up, not refused: it can be tried again. */
    public static final class GivenUp extends Exception {

        private static final long serialVersionUID = 1L;

        private GivenUp(String why) {
            super(why);
        }
    }
}
