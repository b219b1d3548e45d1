package imc.rooms.internal.whiteboard;

import imc.api.room.Keeper;
import imc.api.transport.Broadcast;
import imc.api.transport.Delivery;
import imc.rooms.internal.report.Failures;
import imc.rooms.internal.time.Timing;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Asks whoever keeps what receivers cannot be given now. Where nobody does, it costs a look. */
@Component(service = Keeping.class)
public final class Keeping {

    /** For what is kept to be durable: a client gives up after 32 (RFC 3261 §17.1.2.2). */
    private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Failures failures;
    private final Timing timing;
    /** The service of the highest ranking first. */
    private final ConcurrentSkipListMap<ServiceReference<Keeper>, Keeper> keepers =
            new ConcurrentSkipListMap<>(Comparator.reverseOrder());
    private volatile Keeper[] row = {};

    @Activate
    public Keeping(@Reference Failures failures, @Reference Timing timing) {
        this.failures = failures;
        this.timing = timing;
    }

    public synchronized void add(ServiceReference<Keeper> reference, Keeper keeper) {
        keepers.put(reference, keeper);
        row = keepers.values().toArray(Keeper[]::new);
    }

    public synchronized void remove(ServiceReference<Keeper> reference) {
        keepers.remove(reference);
        row = keepers.values().toArray(Keeper[]::new);
    }

    /** What is kept of something that is about to be said; empty where nobody keeps anything of it. */
    public Optional<Keeper.Kept> keep(Broadcast speech) {
        Optional<Keeper.Kept> kept = Optional.empty();
        Broadcast rest = speech;
        for (Keeper keeper : row) {
            try {
                Keeper.Kept next = keeper.keep(rest);
                if (next.others().size() < rest.receivers().size()) {
                    rest = new Broadcast(rest.from(), next.others(), rest.content(), rest.headers(), rest.said());
                } else if (isDone(next.stored())) {
                    continue;
                }
                kept = Optional.of(new Keeper.Kept(rest.receivers(),
                        // done when both are, and well only then
                        kept.map(before -> before.stored().thenCombine(next.stored(), (one, other) -> one))
                                .orElse(next.stored())));
            } catch (Throwable e) {
                report(keeper, e);
            }
        }
        return kept.map(all -> new Keeper.Kept(all.others(), inTime(all.stored())));
    }

    /** The speaker is not left without an answer by somebody who says nothing. */
    private CompletionStage<Void> inTime(CompletionStage<Void> stored) {
        CompletableFuture<Void> bounded = new CompletableFuture<>();
        stored.whenComplete((done, failure) -> {
            if (failure == null) {
                bounded.complete(null);
            } else {
                bounded.completeExceptionally(failure);
            }
        });
        return timing.within(bounded, MOST_NANOS);
    }

    private static boolean isDone(CompletionStage<Void> stored) {
        return stored instanceof CompletableFuture<Void> future && future.isDone()
                && !future.isCompletedExceptionally();
    }

    /** Whether a copy that did not arrive is kept. */
    public boolean keep(Broadcast copy, int receiver, Delivery delivery) {
        if (copy.said().isEmpty()) {
            return false;
        }
        for (Keeper keeper : row) {
            try {
                if (keeper.keep(copy, receiver, delivery)) {
                    return true;
                }
            } catch (Throwable e) {
                report(keeper, e);
            }
        }
        return false;
    }

    private void report(Keeper present, Throwable failure) {
        failures.report("the keeper " + present.getClass().getName() + " failed", failure);
    }
}
