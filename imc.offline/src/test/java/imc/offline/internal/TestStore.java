package imc.offline.internal;

import imc.api.SipAddress;
import imc.api.offline.OfflineMessage;
import imc.api.offline.OfflineStore;
import imc.api.store.StoreException;
import imc.store.memory.internal.MemoryOffline;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** A store that takes its time, or fails, as the test wants it. */
final class TestStore implements OfflineStore {

    private final MemoryOffline memory = new MemoryOffline();
    private final List<Runnable> held = new ArrayList<>();
    boolean holds;
    boolean fails;
    /** How often it was asked for anything. */
    int calls;

    private <T> CompletionStage<T> when(Supplier<CompletionStage<T>> work) {
        calls++;
        if (fails) {
            return CompletableFuture.failedFuture(new StoreException("the disk is full"));
        }
        if (!holds) {
            return work.get();
        }
        CompletableFuture<T> stage = new CompletableFuture<>();
        held.add(() -> work.get().thenAccept(stage::complete));
        return stage;
    }

    void release() {
        holds = false;
        List<Runnable> all = List.copyOf(held);
        held.clear();
        all.forEach(Runnable::run);
    }

    @Override
    public CompletionStage<Void> keep(List<OfflineMessage> messages) {
        return when(() -> memory.keep(messages));
    }

    @Override
    public CompletionStage<List<Kept>> first(SipAddress receiver, int count) {
        return when(() -> memory.first(receiver, count));
    }

    @Override
    public CompletionStage<Void> remove(Collection<Long> ids) {
        return when(() -> memory.remove(ids));
    }

    @Override
    public CompletionStage<Map<SipAddress, Integer>> counts() {
        return fails ? CompletableFuture.failedFuture(new StoreException("the disk is full")) : memory.counts();
    }

    @Override
    public CompletionStage<Map<SipAddress, Integer>> expire(Instant now) {
        return when(() -> memory.expire(now));
    }
}
