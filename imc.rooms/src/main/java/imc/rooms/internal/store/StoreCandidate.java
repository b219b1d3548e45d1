package imc.rooms.internal.store;

import imc.api.store.Change;
import imc.api.store.RoomStore;
import imc.api.store.StoreException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;

/** A store that is there and may serve, until it leaves. Whatever it does, each batch comes to an end by a future. */
final class StoreCandidate {

    private final String name;
    private final int ranking;
    private final RoomStore store;
    private final AtomicInteger unanswered = new AtomicInteger();
    private final AtomicBoolean onTrial = new AtomicBoolean();
    private volatile boolean left;

    StoreCandidate(RoomStore store, ServiceReference<RoomStore> reference) {
        this.name = reference.getProperty(RoomStore.NAME) instanceof String given ? given
                : reference.getBundle().getSymbolicName();
        this.ranking = reference.getProperty(Constants.SERVICE_RANKING) instanceof Integer given ? given : 0;
        this.store = store;
    }

    /** What people call it. */
    String name() {
        return name;
    }

    /** Its {@code service.ranking}. */
    int ranking() {
        return ranking;
    }

    RoomStore store() {
        return store;
    }

    /** From now on it is given nothing. */
    void leave() {
        left = true;
    }

    boolean hasLeft() {
        return left;
    }

    /** Whether it was not on trial before; it is now, until that ends. */
    boolean beginsTrial() {
        return onTrial.compareAndSet(false, true);
    }

    void endTrial() {
        onTrial.set(false);
    }

    /** Has it write its lineage once more, if it keeps one, and waits; meanwhile it owes an answer. */
    void writeLineage() throws StoreException {
        unanswered.incrementAndGet();
        try {
            Optional<String> lineage = store.lineage();
            if (lineage.isPresent()) {
                store.setLineage(lineage.get());
            }
        } finally {
            unanswered.decrementAndGet();
        }
    }

    /** Batches, and trials, of which it has not said yet what became of them. */
    int unanswered() {
        return unanswered.get();
    }

    /** Gives it a batch; the future is completed when it has an answer: on a thread of its own, or at once. */
    void write(List<Change> batch, CompletableFuture<Void> durable) {
        unanswered.incrementAndGet();
        CompletableFuture<Void> answer = new CompletableFuture<>();
        answer.whenComplete((done, failure) -> {
            unanswered.decrementAndGet();
            if (failure == null) {
                durable.complete(null);
            } else {
                durable.completeExceptionally(failure);
            }
        });
        try {
            CompletionStage<Void> stage = store.write(batch);
            if (stage == null) {
                throw new StoreException("the store " + name + " gave null instead of a stage");
            }
            stage.whenComplete((done, failure) -> {
                if (failure == null) {
                    answer.complete(null);
                } else {
                    answer.completeExceptionally(failure instanceof CompletionException && failure.getCause() != null
                            ? failure.getCause() : failure);
                }
            });
        } catch (Throwable e) {
            answer.completeExceptionally(e);
        }
    }
}
