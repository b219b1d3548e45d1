package imc.rooms.internal.store;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.osgi.framework.BundleContext;

/** The store that serves, if one does, and who waits for one. The gate's turns alone change it; anybody may look. */
final class ServingStore {

    private final ServedCondition condition;
    private volatile StoreCandidate chosen;
    /** Completes when a store begins to serve the next time. */
    private volatile CompletableFuture<Void> next = new CompletableFuture<>();

    /** @param context null where there is no framework */
    ServingStore(BundleContext context) {
        condition = new ServedCondition(context, () -> now().isPresent());
    }

    /** The store that serves; one that has left does not, whether or not that is a turn of the past yet. */
    Optional<StoreCandidate> now() {
        return Optional.ofNullable(chosen).filter(store -> !store.hasLeft());
    }

    /** The one that was chosen last, though it may have left; null if none was, or there is a pause. */
    StoreCandidate chosen() {
        return chosen;
    }

    /** Completes when a store serves; completed already if one does. */
    CompletableFuture<Void> served() {
        // in this order: who is told of no store here is told of the next one
        CompletableFuture<Void> later = next;
        return now().isPresent() ? CompletableFuture.completedFuture(null) : later;
    }

    void pause() {
        chosen = null;
        condition.update();
    }

    void begin(StoreCandidate store) {
        chosen = store;
        CompletableFuture<Void> waited = next;
        next = new CompletableFuture<>();
        waited.complete(null);
        condition.update();
    }
}
