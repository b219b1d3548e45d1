package imc.store.memory.internal;

import imc.api.location.BindingStore;
import imc.api.location.StoredBinding;
import imc.api.store.StoreException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/** Keeps bindings for as long as it is active, and no longer: over an update of the registrar. */
@Component(service = BindingStore.class, property = "service.ranking:Integer=-100")
public final class MemoryBindings implements BindingStore {

    private final Map<String, StoredBinding> bindings = new LinkedHashMap<>();
    private boolean closed;

    @Override
    public CompletionStage<Void> load(Consumer<StoredBinding> into) {
        List<StoredBinding> kept;
        synchronized (this) {
            if (closed) {
                return refused();
            }
            kept = List.copyOf(bindings.values());
        }
        try {
            kept.forEach(into);
            return CompletableFuture.completedFuture(null);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public synchronized CompletionStage<Void> write(List<StoredBinding> put, List<String> removed) {
        if (closed) {
            return refused();
        }
        put.forEach(binding -> bindings.put(binding.ruid(), binding));
        removed.forEach(bindings::remove);
        return CompletableFuture.completedFuture(null);
    }

    private static CompletionStage<Void> refused() {
        return CompletableFuture.failedFuture(new StoreException("the store is closed"));
    }

    /** Forgets all bindings. */
    @Deactivate
    public synchronized void close() {
        closed = true;
        bindings.clear();
    }
}
