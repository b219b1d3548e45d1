package imc.store.kit;

import imc.api.store.Change;
import imc.api.store.RoomReceiver;
import imc.api.store.RoomStore;
import imc.api.store.StoreException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * A store whose stages are no more than CompletionStage promises: none is a CompletableFuture, and none becomes one.
 * Whoever uses stores is to be tested with it.
 *
 * @param store keeps the rooms
 */
public record MinimalStages(RoomStore store) implements RoomStore {

    @Override
    public Optional<String> lineage() throws StoreException {
        return store.lineage();
    }

    @Override
    public void setLineage(String lineage) throws StoreException {
        store.setLineage(lineage);
    }

    @Override
    public void load(RoomReceiver into) throws StoreException {
        store.load(into);
    }

    @Override
    public CompletionStage<Void> write(List<Change> batch) {
        return minimal(store.write(batch));
    }

    @SuppressWarnings("unchecked")
    private static CompletionStage<Void> minimal(CompletionStage<Void> stage) {
        return (CompletionStage<Void>) Proxy.newProxyInstance(MinimalStages.class.getClassLoader(),
                new Class<?>[] {CompletionStage.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("toCompletableFuture")) {
                        throw new UnsupportedOperationException("this stage does not become a CompletableFuture");
                    }
                    try {
                        return method.invoke(stage, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
