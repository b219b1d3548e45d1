package imc.rooms.internal.store;

import imc.api.store.Change;
import imc.api.store.RoomStore;
import imc.api.store.StoreException;
import imc.rooms.internal.report.Events;
import imc.rooms.internal.report.Failures;
import imc.rooms.internal.settings.ConferenceSettings;
import imc.rooms.internal.state.Rooms;
import imc.rooms.internal.store.Commits.Commit;
import java.io.File;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
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
 * {@link StoreMoves} decides it.
 */
@Component(service = StoreGate.class)
@Capability(namespace = "osgi.service", attribute = "objectClass:List<String>=\"org.osgi.service.condition.Condition\"")
public final class StoreGate {

    /** How long a store that has been given a change may say nothing: a client gives up after 32 s (Timer F). */
    public static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(StoreGate.class);

    private final GateWorker worker;
    private final ServingStore serving;
    private final StoreMoves moves;
    private final StoreTrial trial;
    private final Commits commits;
    private final Map<ServiceReference<RoomStore>, StoreCandidate> candidates = new ConcurrentHashMap<>();

    /** What an operator may want to know. */
    public record Status(Optional<String> serving, Optional<String> lineage, List<String> present, String refusal,
            Optional<String> trouble, Optional<Move.Outcome> lastSwap) {
    }

    @Activate
    public StoreGate(@Reference Rooms rooms, @Reference ConferenceSettings settings, @Reference Failures failures,
            @Reference Events events, BundleContext context) {
        this(rooms, settings, new LastStore(Optional.ofNullable(context.getDataFile("last-store")).map(File::toPath)
                .orElse(null)), context, new GateThreads(failures), failures, events, PATIENCE);
    }

    /** @param context null where there is no framework */
    StoreGate(Rooms rooms, ConferenceSettings settings, LastStore last, BundleContext context, GateWorker worker,
            Failures failures, Events events, Duration patience) {
        this.worker = worker;
        this.commits = new Commits(patience);
        this.serving = new ServingStore(context);
        this.trial = new StoreTrial(serving, worker);
        this.moves = new StoreMoves(rooms, settings, last, serving, commits, worker, failures, events, this::names);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void bindStore(RoomStore store, ServiceReference<RoomStore> reference) {
        StoreCandidate candidate = new StoreCandidate(store, reference);
        candidates.put(reference, candidate);
        worker.turn(() -> moves.arrived(candidate));
    }

    public void unbindStore(ServiceReference<RoomStore> reference) {
        StoreCandidate gone = candidates.remove(reference);
        if (gone != null) {
            gone.leave();
            boolean quietly = reference.getBundle() != null && isStopping(reference.getBundle());
            worker.turn(() -> moves.left(gone, quietly));
        }
    }

    /** Whether the whole framework is on its way down: then nobody has to be told that a store is missing. */
    private static boolean isStopping(Bundle bundle) {
        BundleContext context = bundle.getBundleContext();
        return context != null && context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).getState() == Bundle.STOPPING;
    }

    @Deactivate
    public void deactivate() {
        worker.turn(moves::end);
        worker.end();
    }

    /** Gives a batch to the store; null if no store serves. */
    public Commit write(List<Change> batch) {
        // begun before the look at who serves: either a move waits for it, or it sees that there is a move
        Commit commit = commits.begin();
        Optional<StoreCandidate> store = serving.now();
        if (store.isEmpty()) {
            commit.settled().complete(null);
            return null;
        }
        store.get().write(batch, commit.durable());
        commit.durable().whenComplete((done, failure) -> trial.answered(store.get(), failure));
        return commit;
    }

    /** Completes when a store serves; completed already if one does. */
    public CompletableFuture<Void> served() {
        return serving.served();
    }

    /** Whether a store serves, and takes what it is given: else no room can change. */
    public boolean takesChanges() {
        return serving.takesChanges();
    }

    /** Whether the store has left somebody without an answer for too long: who comes now would wait in vain, too. */
    public boolean isSilent() {
        return commits.areSilent();
    }

    /** For how long the store has left somebody without an answer; none where nobody waits. */
    public Duration silence() {
        return commits.silence();
    }

    public Status status() {
        return new Status(serving.now().map(StoreCandidate::name), moves.lineage(), names(), serving.refusal(),
                serving.trouble().map(Trouble::sentence), moves.lastMove());
    }

    private List<String> names() {
        return candidates.values().stream().map(StoreCandidate::name).sorted().toList();
    }

    /** Waits until memory is level with everything that a store was given, but not for ever. */
    public void settle() {
        long deadline = System.nanoTime() + StoreMoves.SETTLE.toNanos();
        try {
            while (commits.size() > 0) {
                commits.settled().get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.error("{} changes have had no answer from the store for {} s", commits.size(),
                    StoreMoves.SETTLE.toSeconds());
        }
    }

    /**
     * Moves to another store; if that fails, the one before goes on serving.
     *
     * @throws StoreException saying why it failed, or that there is no such store
     */
    public Move.Outcome swapTo(String name) throws StoreException, InterruptedException {
        try {
            return begin(name).get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof StoreException failure ? failure
                    : new StoreException(e.getCause().getMessage(), e.getCause());
        }
    }

    /** Begins such a move; the future ends as it does. */
    CompletableFuture<Move.Outcome> begin(String name) {
        CompletableFuture<Move.Outcome> outcome = new CompletableFuture<>();
        boolean begun = worker.turn(() -> candidates.values().stream().filter(each -> each.name().equals(name))
                .findFirst().ifPresentOrElse(store -> moves.request(Move.wanted(store, outcome)),
                        () -> outcome.completeExceptionally(
                                new StoreException("There is no store " + name + "; there are " + names()))));
        if (!begun) {
            outcome.completeExceptionally(new StoreException("The server is stopping"));
        }
        return outcome;
    }
}
