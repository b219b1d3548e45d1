package imc.rooms.internal.store;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** The batches with whose outcome memory is not level yet. Safe for use by many threads. */
public final class Commits {

    private final Set<Commit> open = ConcurrentHashMap.newKeySet();
    private final Duration patience;
    /** When the store has said something last, by {@link System#nanoTime()}. */
    private volatile long heard = System.nanoTime();

    /** @param patience how long a store may say nothing of a batch */
    Commits(Duration patience) {
        this.patience = patience;
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
        Commit commit = new Commit(new CompletableFuture<>(), new CompletableFuture<>(), System.nanoTime());
        open.add(commit);
        commit.durable().whenComplete((done, failure) -> heard = System.nanoTime());
        commit.settled().whenComplete((done, failure) -> open.remove(commit));
        return commit;
    }

    /** Completes when memory is level with all that were begun before. */
    CompletableFuture<Void> settled() {
        return CompletableFuture.allOf(open.stream().map(Commit::settled).toArray(CompletableFuture[]::new));
    }

    /** For how long the store has said nothing of the eldest that waits for its word. */
    Duration silence() {
        long now = System.nanoTime();
        return Duration.ofNanos(open.stream().filter(commit -> !commit.durable().isDone())
                .mapToLong(commit -> now - commit.since()).max().orElse(0));
    }

    /** Whether the store has left somebody without an answer for too long. */
    boolean areSilent() {
        return System.nanoTime() - heard >= patience.toNanos() && silence().compareTo(patience) >= 0;
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
