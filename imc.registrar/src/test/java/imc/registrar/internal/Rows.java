package imc.registrar.internal;

import imc.api.location.BindingStore;
import imc.api.location.StoredBinding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** A store whose commits come when the test says so. */
final class Rows implements BindingStore {

    final Map<String, StoredBinding> rows = new LinkedHashMap<>();
    private final List<Runnable> commits = new ArrayList<>();
    boolean isHeld;
    boolean fails;
    int batches;

    @Override
    public CompletionStage<Void> load(Consumer<StoredBinding> into) {
        CompletableFuture<Void> end = new CompletableFuture<>();
        Runnable load = () -> {
            List.copyOf(rows.values()).forEach(into);
            end.complete(null);
        };
        return carryOut(load, end);
    }

    @Override
    public CompletionStage<Void> write(List<StoredBinding> put, List<String> removed) {
        CompletableFuture<Void> end = new CompletableFuture<>();
        return carryOut(() -> {
            batches++;
            put.forEach(binding -> rows.put(binding.ruid(), binding));
            removed.forEach(rows::remove);
            end.complete(null);
        }, end);
    }

    private CompletionStage<Void> carryOut(Runnable what, CompletableFuture<Void> end) {
        if (fails) {
            end.completeExceptionally(new IllegalStateException("the disk is full"));
        } else if (isHeld) {
            commits.add(what);
        } else {
            what.run();
        }
        return end;
    }

    void commit() {
        List<Runnable> all = List.copyOf(commits);
        commits.clear();
        all.forEach(Runnable::run);
    }
}
