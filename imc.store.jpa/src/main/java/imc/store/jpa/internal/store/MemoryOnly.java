package imc.store.jpa.internal.store;

import imc.api.store.Change;
import imc.api.store.RoomReceiver;
import imc.api.store.RoomStore;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** {@code db_mode} 0: reads nothing and writes nothing, so that rooms live in memory alone. */
public final class MemoryOnly implements RoomStore {

    @Override
    public void load(RoomReceiver into) {
        // Nothing is kept.
    }

    @Override
    public CompletionStage<Void> write(List<Change> batch) {
        return CompletableFuture.completedFuture(null);
    }
}
