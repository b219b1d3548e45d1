package imc.rooms.internal;

import imc.api.Room;
import imc.api.SipAddress;
import imc.api.store.Change;
import imc.api.store.RoomReceiver;
import imc.api.store.RoomStore;
import imc.api.store.StoreException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A store in memory whose commits can be held back or made to fail: what a real disk does, but when asked to. */
final class HeldStore implements RoomStore {

    final Map<SipAddress, Room> kept = new LinkedHashMap<>();
    final List<List<Change>> batches = new ArrayList<>();
    private final List<Runnable> held = new ArrayList<>();
    private boolean hold;
    private String failure;
    private boolean refusesAll;
    private int failingLoads;
    private String lineage = "";

    @Override
    public synchronized Optional<String> lineage() {
        return Optional.of(lineage);
    }

    @Override
    public synchronized void setLineage(String next) throws StoreException {
        if (refusesAll) {
            throw new StoreException(failure);
        }
        lineage = next;
    }

    @Override
    public synchronized void load(RoomReceiver into) throws StoreException {
        if (failingLoads-- > 0) {
            throw new StoreException("the disk is not there");
        }
        kept.values().forEach(into::room);
    }

    @Override
    public synchronized CompletionStage<Void> write(List<Change> batch) {
        if (batch.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        batches.add(batch);
        CompletableFuture<Void> durable = new CompletableFuture<>();
        Runnable commit = () -> commit(batch, durable);
        if (hold) {
            held.add(commit);
        } else {
            commit.run();
        }
        return durable;
    }

    private void commit(List<Change> batch, CompletableFuture<Void> durable) {
        if (failure != null) {
            durable.completeExceptionally(new StoreException(failure));
            return;
        }
        SipAddress room = batch.get(0).room();
        Room after = Change.apply(batch, kept.get(room));
        if (after == null) {
            kept.remove(room);
        } else {
            kept.put(room, after);
        }
        durable.complete(null);
    }

    /** From now on commits wait for {@link #release()}. */
    synchronized void hold() {
        hold = true;
    }

    void release() {
        List<Runnable> commits;
        synchronized (this) {
            hold = false;
            commits = List.copyOf(held);
            held.clear();
        }
        commits.forEach(Runnable::run);
    }

    synchronized void failWith(String message) {
        failure = message;
    }

    /** Not the next changes alone, but whatever there is to write. */
    synchronized void refuseAll(String message) {
        failure = message;
        refusesAll = message != null;
    }

    synchronized void failLoads(int times) {
        failingLoads = times;
    }

    synchronized int batchCount() {
        return batches.size();
    }
}
