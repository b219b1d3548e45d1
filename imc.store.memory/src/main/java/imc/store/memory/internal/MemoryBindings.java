package imc.store.memory.internal;

import imc.api.location.BindingStore;
import imc.api.location.StoredBinding;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/** Keeps bindings for as long as it is active, and no longer: over an update of the registrar. */
@Component(service = BindingStore.class, property = "service.ranking:Integer=-100")
public final class MemoryBindings implements BindingStore {

    private final AtOnce calls = new AtOnce();
    private final Map<String, StoredBinding> bindings = new LinkedHashMap<>();

    @Override
    public CompletionStage<Void> load(Consumer<StoredBinding> into) {
        return calls.now(() -> List.copyOf(bindings.values())).thenAccept(kept -> kept.forEach(into));
    }

    @Override
    public CompletionStage<Void> write(List<StoredBinding> put, List<String> removed) {
        return calls.now(() -> {
            put.forEach(binding -> bindings.put(binding.ruid(), binding));
            removed.forEach(bindings::remove);
            return null;
        });
    }

    /** Forgets all bindings. */
    @Deactivate
    public void close() {
        calls.close(bindings::clear);
    }
}
