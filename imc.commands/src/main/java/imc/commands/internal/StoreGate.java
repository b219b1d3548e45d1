package imc.commands.internal;

import imc.api.store.Change;
import imc.api.store.RoomStore;
import imc.api.store.StoreException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way to the store. A store that comes is first brought level with the rooms in memory, and serves from then on;
 * while none serves, chat goes on and rooms cannot change.
 */
@Component(service = StoreGate.class)
public final class StoreGate {

    private static final Logger LOG = LoggerFactory.getLogger(StoreGate.class);
    private static final int RETRY_SECONDS = 5;
    private static final int SETTLE_SECONDS = 10;

    private final Rooms rooms;
    private final ScheduledExecutorService takeOver;
    private final Set<CompletableFuture<Void>> unsettled = ConcurrentHashMap.newKeySet();
    private volatile RoomStore bound;
    private volatile RoomStore serving;

    /**
     * A batch on its way.
     *
     * @param durable what the store gave
     * @param settled to be completed when memory has been brought level with the outcome
     */
    record Commit(CompletionStage<Void> durable, CompletableFuture<Void> settled) {
    }

    @Activate
    public StoreGate(@Reference Rooms rooms) {
        this.rooms = rooms;
        this.takeOver = Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "imc-store-takeover"));
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindStore(RoomStore store) {
        serving = null;
        bound = store;
        takeOver.execute(() -> tryTakeOver(store));
    }

    void unbindStore(RoomStore store) {
        if (bound == store) {
            bound = null;
            serving = null;
            LOG.warn("the store is away: chat goes on, rooms cannot change until it is back");
        }
    }

    @Deactivate
    void deactivate() {
        serving = null;
        takeOver.shutdownNow();
    }

    /** Waits until memory is level with everything that a store was given, but not for ever. */
    void settle() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SETTLE_SECONDS);
        try {
            while (!unsettled.isEmpty()) {
                CompletableFuture.allOf(unsettled.toArray(CompletableFuture[]::new))
                        .get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.error("{} changes have had no answer from the store for {} s", unsettled.size(), SETTLE_SECONDS);
        }
    }

    /**
     * Gives a batch to the store.
     *
     * @return null if no store serves
     */
    Commit write(List<Change> batch) {
        CompletableFuture<Void> settled = new CompletableFuture<>();
        unsettled.add(settled);
        settled.whenComplete((done, failure) -> unsettled.remove(settled));
        RoomStore store = serving;
        if (store == null) {
            settled.complete(null);
            return null;
        }
        try {
            return new Commit(store.write(batch), settled);
        } catch (RuntimeException e) {
            return new Commit(CompletableFuture.failedStage(e), settled);
        }
    }

    private void tryTakeOver(RoomStore store) {
        if (bound != store) {
            return;
        }
        try {
            settle();
            new Reconciliation(rooms).with(store);
            if (bound == store) {
                serving = store;
                rooms.setKnown();
            }
        } catch (StoreException | RuntimeException e) {
            LOG.error("the rooms cannot be read from the store, next try in {} s: {}", RETRY_SECONDS, e.getMessage(), e);
            takeOver.schedule(() -> tryTakeOver(store), RETRY_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
