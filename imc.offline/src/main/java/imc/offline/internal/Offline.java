package imc.offline.internal;

import imc.api.SipAddress;
import imc.api.health.Drainable;
import imc.api.location.Location;
import imc.api.location.LocationListener;
import imc.api.offline.OfflineStore;
import imc.api.room.Keeper;
import imc.api.room.RoomListener;
import imc.api.room.Rooms;
import imc.api.room.Speech;
import imc.api.statistics.Statistic;
import imc.api.statistics.StatisticSource;
import imc.api.transport.Broadcast;
import imc.api.transport.Delivery;
import imc.api.transport.Transport;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what is said in rooms for members who are away, and gives it to them when they are back. Without a store it
 * keeps nothing, and rooms are as if it were not there.
 */
@Component(configurationPid = OfflineSettings.PID, immediate = true, service = {Offline.class, Keeper.class,
    RoomListener.class, LocationListener.class, StatisticSource.class, Drainable.class})
@Designate(ocd = OfflineConfiguration.class)
public final class Offline implements Keeper, RoomListener, LocationListener, StatisticSource, Drainable {

    private static final Logger LOG = LoggerFactory.getLogger(Offline.class);

    private static final CompletionStage<Void> DONE = CompletableFuture.completedFuture(null);

    /** So many sweeps apart, whoever may be reached is tried although nothing has told of him. */
    static final int SWEEPS_A_ROUND = 10;

    private final Means means;
    private final ScheduledExecutorService thread;
    /** Touched by one sweep at a time. */
    private int sweeps;
    private @Nullable OfflineStore store;
    private volatile @Nullable Opened opened;
    private volatile boolean ending;

    /** A store of which it is known what waits in it. */
    record Opened(OfflineStore store, Boxes boxes, Runs runs, Intake intake) {
    }

    /** Keeps nothing before there is a store. */
    @Activate
    public Offline(Map<String, Object> configuration) {
        this(configuration, InstantSource.system(), new ScheduledThreadPoolExecutor(1, task -> {
            Thread deliveries = new Thread(task, "imc-offline");
            deliveries.setDaemon(true);
            return deliveries;
        }));
    }

    /** @param thread for one task at a time */
    Offline(Map<String, Object> configuration, InstantSource clock, ScheduledExecutorService thread) {
        this.thread = thread;
        means = new Means(clock, thread);
        modified(configuration);
    }

    @Modified
    void modified(Map<String, Object> configuration) {
        means.settings = means.settings.with(configuration, LOG::error);
    }

    @Deactivate
    void deactivate() {
        drain();
        thread.shutdownNow();
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    synchronized void bindStore(OfflineStore arrived) {
        close();
        store = arrived;
        open(arrived);
    }

    synchronized void unbindStore(OfflineStore leaving) {
        if (store == leaving) {
            store = null;
            close();
        }
    }

    private void close() {
        Opened before = opened;
        opened = null;
        if (before != null) {
            before.runs.close();
        }
    }

    private void open(OfflineStore arrived) {
        try {
            arrived.counts().whenComplete((counts, failure) -> {
                if (failure == null) {
                    open(arrived, new Boxes(counts));
                } else {
                    means.failed(1, "It cannot be read how many messages wait", failure);
                }
            });
        } catch (Throwable e) { // what it promises by its stage
            means.failed(1, "It cannot be read how many messages wait", e);
        }
    }

    private synchronized void open(OfflineStore arrived, Boxes boxes) {
        if (store == arrived && opened == null && !ending) {
            Runs runs = new Runs(means, arrived, boxes);
            opened = new Opened(arrived, boxes, runs, new Intake(means, arrived, boxes, runs));
            means.works();
            means.later(runs::lookRound);
        }
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindTransport(Transport arrived) {
        means.transport = arrived;
        lookRound();
    }

    synchronized void unbindTransport(Transport leaving) {
        if (means.transport == leaving) {
            means.transport = null;
        }
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindRooms(Rooms arrived) {
        means.rooms = arrived;
        lookRound();
    }

    synchronized void unbindRooms(Rooms leaving) {
        if (means.rooms == leaving) {
            means.rooms = null;
        }
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindLocation(Location arrived) {
        means.location = arrived;
    }

    synchronized void unbindLocation(Location leaving) {
        if (means.location == leaving) {
            means.location = null;
        }
    }

    private void lookRound() {
        Opened now = opened;
        if (now != null) {
            means.later(now.runs::lookRound);
        }
    }

    /** Called once a minute, by one thread at a time. */
    void sweep() {
        Opened now = opened;
        sweeps++;
        if (now != null) {
            expire(now);
            if (sweeps % SWEEPS_A_ROUND == 0) {
                means.later(now.runs::lookRound);
            }
        } else {
            openAgain();
        }
    }

    /** What has expired goes; complete when it is gone. */
    CompletionStage<?> expire(Opened at) {
        return at.store.expire(means.now()).whenComplete((counts, failure) -> expired(at, counts, failure));
    }

    private synchronized void openAgain() {
        if (store != null) {
            open(store);
        }
    }

    private void expired(Opened at, Map<SipAddress, Integer> counts, @Nullable Throwable failure) {
        if (failure == null) {
            at.boxes.removed(counts);
            counts.values().forEach(means.counters.expired::add);
        } else {
            means.failed(1, "What has expired could not be taken away", failure);
        }
    }

    @Override
    public Kept keep(Broadcast speech) {
        Opened now = opened;
        return (now == null ? Optional.<Kept>empty() : now.intake.keep(speech))
                .orElseGet(() -> new Kept(speech.receivers(), DONE));
    }

    @Override
    public boolean keep(Broadcast copy, int receiver, Delivery delivery) {
        Opened now = opened;
        return now != null && now.intake.keep(copy, receiver, delivery);
    }

    @Override
    public void said(Speech speech) {
        registered(speech.speaker());
    }

    @Override
    public void registered(SipAddress user) {
        means.latest.put(user, means.now());
        Opened now = opened;
        if (now != null) {
            now.runs.shown(user);
        }
    }

    /** Whether there is a store of which it is not known yet what waits in it. */
    synchronized boolean isUnread() {
        return store != null && opened == null;
    }

    /** The store that serves, with what waits in it. */
    Optional<Opened> opened() {
        return Optional.ofNullable(opened);
    }

    Means means() {
        return means;
    }

    /** Nobody is given anything more; what comes in is kept to the end. */
    @Override
    public void drain() {
        ending = true;
        opened().ifPresent(now -> now.runs.close());
    }

    @Override
    public Map<String, Long> inFlight() {
        return opened().map(now -> Map.of("offline", now.boxes.storing() + now.runs.active())).orElse(Map.of());
    }

    @Override
    public String group() {
        return "offline";
    }

    @Override
    public List<Statistic> statistics() {
        return opened().map(now -> means.counters.statistics(now.boxes.waiting(), now.boxes.size(), now.runs.active()))
                .orElseGet(() -> means.counters.statistics(0, 0, 0));
    }
}
