package imc.room.archive.internal;

import imc.api.Room;
import imc.api.SipAddress;
import imc.api.archive.ArchivedMessage;
import imc.api.archive.MessageArchive;
import imc.api.archive.Recording;
import imc.api.archive.RoomArchive;
import imc.api.config.Settings;
import imc.api.log.EventLog;
import imc.api.room.Cause;
import imc.api.room.Keeper;
import imc.api.room.RoomListener;
import imc.api.room.Rooms;
import imc.api.statistics.Statistic;
import imc.api.statistics.StatisticSource;
import imc.api.store.StoreException;
import imc.api.text.Texts;
import imc.api.transport.Broadcast;
import imc.api.transport.Delivery;
import imc.api.transport.Said;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
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
 * Keeps what is said in rooms that want it, and gives it to who shows it. Without a store that archives, rooms are as
 * if it were not there. A room that keeps nothing costs a look at its properties.
 */
@Component(configurationPid = ArchiveSettings.PID, immediate = true,
        service = {Archive.class, RoomArchive.class, Keeper.class, RoomListener.class, StatisticSource.class})
@Designate(ocd = ArchiveConfiguration.class)
public final class Archive implements RoomArchive, Keeper, RoomListener, StatisticSource {

    static final Texts TEXTS = Texts.beside(Archive.class);
    static final long SWEEP_SECONDS = 300;
    private static final Logger LOG = LoggerFactory.getLogger(Archive.class);
    private static final int READING_SECONDS = 8;
    private static final CompletionStage<Void> DONE = CompletableFuture.completedFuture(null);

    private final InstantSource clock;
    private final ScheduledExecutorService thread;
    private final BooleanSupplier isLeft;
    private final Intake intake;
    private final EventLog unread = new EventLog(LOG::isWarnEnabled, LOG::warn, System::nanoTime);
    private final Upkeep upkeep = new Upkeep();
    private volatile Settings settings = ArchiveSettings.initial();
    private volatile @Nullable MessageArchive store;
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile @Nullable Rooms rooms;

    /** Keeps nothing before there is a store for it. */
    @Activate
    public Archive(Map<String, Object> configuration, BundleContext context) {
        this(configuration, InstantSource.system(), new ScheduledThreadPoolExecutor(1, task -> {
            Thread upkeep = new Thread(task, "imc-archive");
            upkeep.setDaemon(true);
            return upkeep;
        }), () -> context.getBundle().getState() == Bundle.STOPPING
                && context.getBundle(0).getState() == Bundle.ACTIVE);
    }

    /**
     * @param thread for one task at a time
     * @param isLeft whether the server goes on, when this ends, without the bundle
     */
    Archive(Map<String, Object> configuration, InstantSource clock, ScheduledExecutorService thread,
            BooleanSupplier isLeft) {
        this.isLeft = isLeft;
        this.clock = clock;
        this.thread = thread;
        this.intake = new Intake(() -> store, thread);
        modified(configuration);
        thread.scheduleWithFixedDelay(this::sweep, SWEEP_SECONDS, SWEEP_SECONDS, TimeUnit.SECONDS);
    }

    @Modified
    void modified(Map<String, Object> configuration) {
        settings = settings.with(configuration, LOG::error);
    }

    @Deactivate
    void deactivate() {
        thread.shutdownNow();
        Rooms known = rooms;
        long forgetful = known == null || !isLeft.getAsBoolean() ? 0
                : known.rooms().filter(room -> Recording.of(room).isPresent()).count();
        if (forgetful > 0) {
            LOG.warn("imc.room.archive ends; rooms that want it, and of which nobody keeps any more what is said: {}",
                    forgetful);
        }
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindArchive(MessageArchive arrived) {
        upkeep.deleteGone(arrived);
        upkeep.look(arrived);
        store = arrived;
    }

    void unbindArchive(MessageArchive leaving) {
        if (store == leaving) {
            store = null;
        }
    }

    /** What is thrown must not end it. */
    private void sweep() {
        try {
            MessageArchive present = store;
            if (present != null) {
                upkeep.sweep(this, present);
            }
        } catch (Throwable e) {
            LOG.warn("The rooms' history could not be trimmed", e);
        }
    }

    Instant now() {
        return clock.instant();
    }

    /** How many messages a room may keep. */
    int most() {
        return settings.get(ArchiveSettings.MAX_MESSAGES);
    }

    /** How many of its last messages a room keeps, as far as the operator allows it. */
    int length(Recording recording) {
        return Math.min(recording.length(), most());
    }

    /** How many bytes all rooms may keep together. */
    long mostBytes() {
        return ArchiveSettings.bytes(settings);
    }

    /** Since when what was said is kept. */
    Instant oldest() {
        return now().minus(ArchiveSettings.age(settings));
    }

    Optional<Recording> recording(SipAddress room) {
        Rooms known = rooms;
        return known == null ? Optional.empty() : known.room(room).flatMap(Recording::of);
    }

    @Override
    public Kept keep(Broadcast speech) {
        return new Kept(speech.receivers(), speech.said().map(said -> kept(speech.from(), said)).orElse(DONE));
    }

    private CompletionStage<Void> kept(SipAddress address, Said said) {
        Rooms known = rooms;
        Room room = known == null ? null : known.room(address).orElse(null);
        if (room == null || Recording.of(room).isEmpty() || !said.spoken().isText()) {
            return DONE;
        }
        String label = room.label(said.speaker());
        upkeep.said(address);
        CompletionStage<Void> kept = intake.append(new ArchivedMessage(address, said.speaker(),
                label.substring(1, label.length() - 1), said.spoken(), said.at()));
        MessageArchive present = store;
        if (present != null) {
            upkeep.kept(this, present, address, said.spoken().bytes().length);
        }
        return kept;
    }

    @Override
    public boolean keep(Broadcast copy, int receiver, Delivery delivery) {
        return false;
    }

    @Override
    public void changed(SipAddress address, Optional<Room> before, Optional<Room> after, Cause cause) {
        if (before.isEmpty() || before.get().properties().isEmpty()) {
            return;
        }
        if (!cause.what().equals(Cause.STORE) && after.flatMap(Recording::of).isEmpty()
                && before.flatMap(Recording::of).isPresent()) {
            upkeep.gone(address, now().plusMillis(1));
            Optional.ofNullable(store).ifPresent(upkeep::deleteGone);
        }
    }

    @Override
    public CompletionStage<List<ArchivedMessage>> last(Room room, Instant since, int count) {
        Recording recording = Recording.of(room).orElse(null);
        if (recording == null) {
            return CompletableFuture.completedFuture(List.of());
        }
        CompletableFuture<List<ArchivedMessage>> found = new CompletableFuture<>();
        last(room.address(), latest(since, latest(recording.since(), oldest())), Math.min(count, length(recording)))
                .whenComplete((messages, failure) -> {
                    if (failure == null) {
                        found.complete(messages);
                    } else {
                        found.completeExceptionally(failure);
                    }
                });
        // not of the store's own stage, which others may have too
        return found.orTimeout(READING_SECONDS, TimeUnit.SECONDS).whenComplete((messages, failure) -> {
            if (failure != null) {
                unread.write(() -> "What was said in " + room.address() + " cannot be read: " + failure);
            }
        });
    }

    private CompletionStage<List<ArchivedMessage>> last(SipAddress room, Instant since, int count) {
        MessageArchive from = store;
        try {
            return from == null ? CompletableFuture.failedFuture(new StoreException("no archive is there"))
                    : from.last(room, Optional.of(since), count);
        } catch (RuntimeException e) { // what it promises by its stage
            return CompletableFuture.failedFuture(e);
        }
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    @Override
    public String group() {
        return "history";
    }

    @Override
    public List<Statistic> statistics() {
        return List.of(Statistic.counter("history_kept", "Messages that were kept in the history of their rooms",
                        intake.kept.sum()),
                Statistic.counter("history_failures", "Messages that should have been kept, and could not be",
                        intake.failures.sum()),
                Statistic.gauge("history_bytes", "What the rooms' histories take, in bytes, about", upkeep.bytes()));
    }
}
