package imc.rooms.internal.store;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;

/**
 * The store that serves, if one does, what is wrong with it, and who waits for one. The gate's turns alone change it;
 * anybody may look.
 */
final class ServingStore {

    private final StoreNews news;
    private volatile StoreCandidate chosen;
    private volatile Optional<Trouble> trouble = Optional.empty();
    /** Why a store that is there does not serve; empty if there is nothing to say. */
    private volatile String refusal = "";
    /** Completes when a store begins to serve the next time. */
    private volatile CompletableFuture<Void> next = new CompletableFuture<>();

    /** @param context null where there is no framework */
    ServingStore(BundleContext context) {
        news = new StoreNews(context);
    }

    /** The store that serves; one that has left does not, whether or not that is a turn of the past yet. */
    Optional<StoreCandidate> now() {
        return Optional.ofNullable(chosen).filter(store -> !store.hasLeft());
    }

    /** The one that was chosen last, though it may have left; null if none was, or there is a pause. */
    StoreCandidate chosen() {
        return chosen;
    }

    /** Whether a store serves, and takes what it is given. */
    boolean takesChanges() {
        return now().isPresent() && trouble.filter(Trouble::takesNothing).isEmpty();
    }

    /** Completes when a store serves; completed already if one does. */
    CompletableFuture<Void> served() {
        // in this order: who is told of no store here is told of the next one
        CompletableFuture<Void> later = next;
        return now().isPresent() ? CompletableFuture.completedFuture(null) : later;
    }

    void pause() {
        chosen = null;
        trouble(Optional.empty());
    }

    void begin(StoreCandidate store) {
        chosen = store;
        trouble = Optional.empty();
        CompletableFuture<Void> waited = next;
        next = new CompletableFuture<>();
        waited.complete(null);
        tell();
    }

    /** What is wrong with the store that serves, or with the one that did. */
    Optional<Trouble> trouble() {
        return trouble;
    }

    void trouble(Optional<Trouble> now) {
        trouble = now;
        tell();
    }

    String refusal() {
        return refusal;
    }

    void refusal(String now) {
        refusal = now;
        tell();
    }

    private void tell() {
        news.tell(takesChanges(), Stream.concat(trouble.map(Trouble::sentence).stream(), Stream.of(refusal))
                .filter(sentence -> !sentence.isEmpty()).toList());
    }
}
