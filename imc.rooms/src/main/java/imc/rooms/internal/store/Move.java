package imc.rooms.internal.store;

import imc.api.store.StoreException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The rooms' move to another store. Touched by {@link StoreMoves}' transitions, and by what one has done aside. */
public final class Move {

    /** How far it has come. */
    enum Phase {
        /** The store is read, and brought up to date as far as can be; the one before serves. */
        PREPARING,
        /** No store serves; memory is being brought level with what the one before was given. */
        SETTLING,
        /** No room changes; what is left is written. */
        COMPLETING
    }

    /**
     * How it ended.
     *
     * @param paused  milliseconds during which rooms could not change
     * @param written rooms that were brought up to date
     */
    public record Outcome(String from, String to, long paused, int written) {
    }

    private final StoreCandidate next;
    private final CompletableFuture<Outcome> outcome;
    private TakeOver.Attempt attempt;
    private volatile boolean complete;
    private int read;
    Phase phase = Phase.PREPARING;
    /** The store that served, when it was paused; null if none did. */
    StoreCandidate before;
    long paused;
    /** Changes were given up of which the store before may still make what it likes. */
    boolean hasGivenUp;

    private Move(StoreCandidate next, CompletableFuture<Outcome> outcome) {
        this.next = next;
        this.outcome = outcome;
    }

    /** To a store because it is there; if that fails, it is tried again. */
    static Move to(StoreCandidate appeared) {
        return new Move(appeared, null);
    }

    /** To a store because somebody wants it, who is told how that ended. */
    static Move wanted(StoreCandidate next, CompletableFuture<Outcome> outcome) {
        return new Move(next, outcome);
    }

    StoreCandidate next() {
        return next;
    }

    boolean isWanted() {
        return outcome != null;
    }

    /** Whether memory is what the store has. */
    boolean isComplete() {
        return complete;
    }

    int read() {
        return read;
    }

    int written() {
        return attempt.written();
    }

    /** Slow. */
    void prepare(TakeOver takeOver) throws StoreException, StoreConflictException, InterruptedException {
        if (next.unanswered() > 0) {
            throw new StoreException("The store " + next.name() + " has not said yet what became of "
                    + next.unanswered() + " changes");
        }
        attempt = takeOver.new Attempt(next);
        attempt.prepare();
    }

    /** Slow. */
    void complete(LastStore last) throws StoreException, StoreConflictException, InterruptedException {
        read = attempt.complete();
        complete = true;
        // whoever sees that it serves may rely on it
        last.remember(next.name());
    }

    /** How it ended if the store serves now, by {@link System#nanoTime()}. */
    Outcome outcome(long now) {
        return new Outcome(before == null ? "none" : before.name(), next.name(),
                TimeUnit.NANOSECONDS.toMillis(now - paused), attempt.written());
    }

    void ended(Outcome how) {
        if (outcome != null) {
            outcome.complete(how);
        }
    }

    void failed(Throwable why) {
        if (outcome != null) {
            outcome.completeExceptionally(why);
        }
    }
}
