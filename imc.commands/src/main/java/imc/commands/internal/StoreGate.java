package imc.commands.internal;

import imc.api.store.Change;
import imc.api.store.RoomStore;
import imc.api.store.StoreException;
import java.io.File;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way to the store that serves. Which one that is: the first that appears; another of a higher ranking that
 * appears later; or the one that an operator moves to. One with a negative ranking begins only if no other comes
 * within {@code swap_timeout} and no other has served before: the rooms are in that one, however long it takes to
 * open its database. When the serving one goes away, another that has stood by does not step in by itself, because it
 * may be one that forgets: chat goes on, and rooms cannot change until a store appears or the operator moves to one.
 */
@Component(service = StoreGate.class)
@Capability(namespace = "osgi.service", attribute = "objectClass:List<String>=\"org.osgi.service.condition.Condition\"")
public final class StoreGate {

    private static final Logger LOG = LoggerFactory.getLogger(StoreGate.class);
    private static final int RETRY_SECONDS = 5;
    private static final int SETTLE_SECONDS = 10;

    private final Rooms rooms;
    private final ConferenceSettings settings;
    private final TakeOver takeOver;
    private final LastStore last;
    private final ServedCondition condition;
    private final ScheduledExecutorService worker =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "imc-store-takeover"));
    private final Map<ServiceReference<RoomStore>, StoreCandidate> candidates = new ConcurrentHashMap<>();
    private final Set<CompletableFuture<Void>> unsettled = ConcurrentHashMap.newKeySet();
    private volatile StoreCandidate serving;
    private volatile CompletableFuture<Void> served = new CompletableFuture<>();
    private volatile Swap lastSwap;
    private volatile String refusal = "";

    /**
     * A batch on its way.
     *
     * @param durable what the store gave
     * @param settled to be completed when memory has been brought level with the outcome
     */
    record Commit(CompletionStage<Void> durable, CompletableFuture<Void> settled) {
    }

    /**
     * How the serving store came to serve.
     *
     * @param paused  milliseconds during which rooms could not change
     * @param written rooms that were brought up to date in it
     */
    record Swap(String from, String to, long paused, int written) {
    }

    /** What an operator may want to know. */
    record Status(Optional<String> serving, Optional<String> lineage, List<String> present, String refusal,
            Optional<Swap> lastSwap) {
    }

    @Activate
    public StoreGate(@Reference Rooms rooms, @Reference ConferenceSettings settings, BundleContext context) {
        this(rooms, settings, new LastStore(Optional.ofNullable(context.getDataFile("last-store")).map(File::toPath)
                .orElse(null)), context);
    }

    /** @param context null where there is no framework */
    StoreGate(Rooms rooms, ConferenceSettings settings, LastStore last, BundleContext context) {
        this.last = last;
        this.condition = new ServedCondition(context, () -> serving != null);
        this.rooms = rooms;
        this.settings = settings;
        this.takeOver = new TakeOver(rooms, settings);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindStore(RoomStore store, ServiceReference<RoomStore> reference) {
        StoreCandidate candidate = StoreCandidate.of(store, reference);
        candidates.put(reference, candidate);
        if (standsBy(candidate)) {
            return;
        }
        if (candidate.ranking() < 0 && !rooms.areKnown()) {
            // at a start the store of last resort gives way to the one that is still opening its database
            worker.schedule(() -> stepIn(candidate), settings.swapTimeout().toMillis(), TimeUnit.MILLISECONDS);
        } else {
            worker.execute(() -> appeared(candidate));
        }
    }

    void unbindStore(ServiceReference<RoomStore> reference) {
        StoreCandidate gone = candidates.remove(reference);
        if (gone == null || serving != gone) {
            return;
        }
        pause();
        if (reference.getBundle() != null && isStopping(reference.getBundle())) {
            LOG.info("the store {} has closed", gone.name());
        } else {
            LOG.warn("the store {} is away: chat goes on, rooms cannot change until it is back{}", gone.name(),
                    candidates.isEmpty() ? "" : "; imc:swapStore moves to one of " + names());
        }
    }

    /** Whether the whole framework is on its way down: then nobody has to be told that a store is missing. */
    private static boolean isStopping(Bundle bundle) {
        BundleContext context = bundle.getBundleContext();
        return context != null && context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).getState() == Bundle.STOPPING;
    }

    @Deactivate
    void deactivate() {
        pause();
        worker.shutdownNow();
    }

    private List<String> names() {
        return candidates.values().stream().map(StoreCandidate::name).sorted().toList();
    }

    private void pause() {
        if (served.isDone()) {
            served = new CompletableFuture<>();
        }
        serving = null;
        condition.update();
    }

    private void serve(StoreCandidate candidate) {
        if (candidates.containsKey(candidate.reference())) {
            // whoever sees that it serves may rely on the rest
            last.remember(candidate.name());
            rooms.setKnown();
            serving = candidate;
            served.complete(null);
            condition.update();
        }
    }

    /** Completes when a store serves; completed already if one does. */
    CompletableFuture<Void> served() {
        return served;
    }

    Status status() {
        return new Status(Optional.ofNullable(serving).map(StoreCandidate::name), takeOver.lineage(), names(), refusal,
                Optional.ofNullable(lastSwap));
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
        StoreCandidate candidate = serving;
        if (candidate == null) {
            settled.complete(null);
            return null;
        }
        try {
            return new Commit(candidate.store().write(batch), settled);
        } catch (RuntimeException e) {
            return new Commit(CompletableFuture.failedStage(e), settled);
        }
    }

    private boolean standsBy(StoreCandidate candidate) {
        StoreCandidate current = serving;
        if (current == null || current.ranking() < candidate.ranking()) {
            return false;
        }
        LOG.info("the store {} stands by, {} serves; imc:swapStore {} moves to it", candidate.name(), current.name(),
                candidate.name());
        return true;
    }

    /** A store of last resort begins, unless the rooms are known to be in another. */
    private void stepIn(StoreCandidate candidate) {
        Optional<String> before = last.name();
        if (rooms.areKnown() || before.isEmpty() || before.get().equals(candidate.name())) {
            appeared(candidate);
            return;
        }
        refusal = ("the store %s has served last and is not here yet; rooms cannot change until it is. To begin without "
                + "its rooms, call imc:swapStore %s").formatted(before.get(), candidate.name());
        LOG.warn(refusal);
    }

    private void appeared(StoreCandidate candidate) {
        if (!candidates.containsKey(candidate.reference()) || serving == candidate || standsBy(candidate)) {
            return;
        }
        try {
            moveTo(candidate);
        } catch (IllegalStateException e) {
            refusal = e.getMessage();
            LOG.error(e.getMessage());
        } catch (StoreException | RuntimeException e) {
            refusal = e.getMessage();
            LOG.error("the store {} cannot serve, next try in {} s: {}", candidate.name(), RETRY_SECONDS,
                    e.getMessage(), e.getCause());
            worker.schedule(() -> appeared(candidate), RETRY_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Moves to another store; if that fails, the one before goes on serving.
     *
     * @throws StoreException saying why it failed, or that there is no such store
     */
    Swap swapTo(String name) throws StoreException, InterruptedException {
        Future<Swap> swap = worker.submit((Callable<Swap>) () -> moveTo(candidates.values().stream()
                .filter(candidate -> candidate.name().equals(name)).findFirst()
                .orElseThrow(() -> new StoreException("There is no store " + name + "; there are " + names()))));
        try {
            return swap.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof StoreException failure ? failure
                    : new StoreException(e.getCause().getMessage(), e.getCause());
        }
    }

    private Swap moveTo(StoreCandidate next) throws StoreException, InterruptedException {
        StoreCandidate before = serving;
        if (before == next) {
            throw new StoreException("The store " + next.name() + " serves already");
        }
        TakeOver.Attempt attempt = takeOver.new Attempt(next);
        attempt.prepare();
        long start = System.nanoTime();
        pause();
        try {
            settle();
            int read = attempt.complete();
            serve(next);
            Swap swap = new Swap(before == null ? "none" : before.name(), next.name(),
                    TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start), attempt.written());
            lastSwap = swap;
            refusal = "";
            LOG.info("the store {} serves: {} rooms, {} read from it, {} brought up to date in it", next.name(),
                    rooms.size(), read, attempt.written());
            return swap;
        } finally {
            if (serving == null && before != null) {
                serve(before);
            }
        }
    }
}
