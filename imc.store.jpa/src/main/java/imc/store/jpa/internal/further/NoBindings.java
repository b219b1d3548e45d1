package imc.store.jpa.internal.further;

import imc.api.location.BindingStore;
import imc.api.location.StoredBinding;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * Keeps nothing, and says so at once: where no database is used, or where it has no table for them, nobody has to wait
 * for the bindings of an earlier launch. Any other store of bindings comes before it.
 */
public final class NoBindings implements BindingStore {

    /** Below all others; a negative one is a stand-in's. */
    public static final int RANKING = -1000;

    @Override
    public CompletionStage<Void> load(Consumer<StoredBinding> into) {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Void> write(List<StoredBinding> put, List<String> removed) {
        return CompletableFuture.completedFuture(null);
    }
}
