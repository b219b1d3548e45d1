package imc.registrar.internal;

import imc.api.store.StoreException;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How the store answers. One that does not is as good as one that fails: nobody waits for longer, or at all, until it
 * has answered. Safe for use by many threads.
 */
final class Answers {

    static final int PATIENCE_SECONDS = 5;

    private static final Logger LOG = LoggerFactory.getLogger(Durability.class);

    private final Queue<Open> open = new ConcurrentLinkedQueue<>();
    private volatile boolean isFailing;
    private volatile boolean isLate;

    /** A batch that was not answered yet. */
    private record Open(CompletableFuture<Void> end, long since) {
    }

    /** There is another store. */
    void anew() {
        open.clear();
        isLate = false;
        isFailing = false;
    }

    void awaited(CompletableFuture<Void> end, long now) {
        open.add(new Open(end, now));
    }

    void come(CompletableFuture<Void> end) {
        open.removeIf(one -> one.end == end);
        isLate = false;
    }

    /** Whoever has waited for too long waits no longer; what is under way may still be written. */
    void look(long now) {
        for (Open one : open) {
            if (now - one.since >= TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS)) {
                isLate = true;
                failed("written", new StoreException("the store has not answered within " + PATIENCE_SECONDS + " s"));
                one.end.complete(null);
            }
        }
    }

    /** Whether the store has to answer before it is asked for anything more. */
    boolean areLate() {
        return isLate;
    }

    void failed(String what, Throwable failure) {
        if (!isFailing) {
            isFailing = true;
            LOG.error("Registrations cannot be {}: they are in memory alone until they can. It is tried again each"
                    + " second", what, failure);
        }
    }

    void works() {
        isFailing = false;
    }

    /** What is wrong with the store; an empty text for nothing. */
    String trouble() {
        return isLate ? "does not answer" : isFailing ? "fails" : "";
    }
}
