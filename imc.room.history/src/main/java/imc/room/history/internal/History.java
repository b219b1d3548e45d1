package imc.room.history.internal;

import imc.api.Answer;
import imc.api.Member;
import imc.api.Room;
import imc.api.SipAddress;
import imc.api.archive.ArchivedMessage;
import imc.api.archive.MessageArchive;
import imc.api.command.Step;
import imc.api.config.Settings;
import imc.api.log.EventLog;
import imc.api.room.Cause;
import imc.api.room.Entry;
import imc.api.room.Keeper;
import imc.api.room.RoomListener;
import imc.api.room.RoomPolicy;
import imc.api.room.Rooms;
import imc.api.statistics.Statistic;
import imc.api.statistics.StatisticSource;
import imc.api.store.Change;
import imc.api.store.StoreException;
import imc.api.transport.Broadcast;
import imc.api.transport.Delivery;
import imc.api.transport.Said;
import java.time.Duration;
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
import java.util.stream.Stream;
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
 * Keeps what is said in rooms that want it, and shows it to who joins. Without an archive rooms are as if it were not
 * there. A room that keeps nothing costs a look at its properties.
 */
@Component(configurationPid = HistorySettings.PID, immediate = true, service = {History.class, Keeper.class,
    RoomPolicy.class, RoomListener.class, StatisticSource.class})
@Designate(ocd = HistoryConfiguration.class)
public final class History implements Keeper, RoomPolicy, RoomListener, StatisticSource {

    private static final Logger LOG = LoggerFactory.getLogger(History.class);

    static final long SWEEP_SECONDS = 300;
    private static final int READING_SECONDS = 8;
    private static final CompletionStage<Void> DONE = CompletableFuture.completedFuture(null);

    private final InstantSource clock;
    private final ScheduledExecutorService thread;
    private final Intake intake;
    private final EventLog unread = new EventLog(LOG::isWarnEnabled, LOG::warn, System::nanoTime);
    private final Upkeep upkeep = new Upkeep();
    private volatile Settings settings = HistorySettings.initial();
    private volatile @Nullable MessageArchive archive;
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile @Nullable Rooms rooms;

    /** Keeps nothing before there is an archive. */
    @Activate
    public History(Map<String, Object> configuration) {
        this(configuration, InstantSource.system(), new ScheduledThreadPoolExecutor(1, task -> {
            Thread upkeep = new Thread(task, "imc-history");
            upkeep.setDaemon(true);
            return upkeep;
        }));
    }

    /** @param thread for one task at a time */
    History(Map<String, Object> configuration, InstantSource clock, ScheduledExecutorService thread) {
        this.clock = clock;
        this.thread = thread;
        this.intake = new Intake(() -> archive, thread);
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
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindArchive(MessageArchive arrived) {
        upkeep.deleteGone(arrived);
        archive = arrived;
    }

    void unbindArchive(MessageArchive leaving) {
        if (archive == leaving) {
            archive = null;
        }
    }

    /** What is thrown must not end it. */
    private void sweep() {
        try {
            MessageArchive present = archive;
            if (present != null) {
                upkeep.sweep(this, present);
            }
        } catch (Throwable e) {
            LOG.warn("The rooms' history could not be trimmed", e);
        }
    }

    Settings settings() {
        return settings;
    }

    Instant now() {
        return clock.instant();
    }

    Replay replay() {
        return new Replay(HistorySettings.zone(settings), now());
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
        return intake.append(new ArchivedMessage(address, said.speaker(), label.substring(1, label.length() - 1),
                said.spoken(), said.at()));
    }

    @Override
    public boolean keep(Broadcast copy, int receiver, Delivery delivery) {
        return false;
    }

    /** From when on the newcomer may read, where that matters some time. */
    @Override
    public Step entering(Entry entry, Step proposed) {
        return !proposed.answer().isSuccess() || entry.room().flatMap(Recording::of).isEmpty() ? proposed
                : proposed.changing(new Change.MemberPropertyPut(entry.call().roomAddress(), entry.member().address(),
                        Recording.JOINED, Optional.of(Long.toString(now().toEpochMilli() + 1))));
    }

    @Override
    public void changed(SipAddress address, Optional<Room> before, Optional<Room> after, Cause cause) {
        if (before.isEmpty() || cause.what().equals(Cause.STORE)) {
            return;
        }
        Optional<Recording> recording = after.flatMap(Recording::of);
        if (recording.isEmpty() && before.flatMap(Recording::of).isPresent()) {
            upkeep.gone(address, now().plusMillis(1));
            Optional.ofNullable(archive).ifPresent(upkeep::deleteGone);
        } else if (recording.isPresent() && after.get().presentCount() > before.get().presentCount()) {
            after.get().members().stream().filter(member -> member.role().isPresent())
                    .filter(member -> Recording.present(before.get(), member.address()).isEmpty())
                    .forEach(member -> welcome(after.get(), member, recording.get(), cause));
        }
    }

    /** Behind what tells all that he has come. */
    private void welcome(Room room, Member member, Recording recording, Cause cause) {
        if (recording.readableBy(room, member).isAfter(now())) {
            return;
        }
        read(room, member, recording, new Question(Optional.empty(), recording.shown(settings)))
                .whenComplete((messages, failure) -> {
                    Rooms known = rooms;
                    if (known != null && failure == null && !messages.isEmpty()) {
                        CompletionStage<Answer> unused = known.change(room.address(),
                                new Cause("history", room.address(), cause.callId()), call ->
                                new Step(Answer.OK, List.of(), replay().to(member.address(), call.room(), messages)));
                    }
                });
    }

    /** What a member may read of what was asked for; exceptionally, in some seconds at most, where that fails. */
    CompletionStage<List<ArchivedMessage>> read(Room room, Member reader, Recording recording, Question question) {
        CompletableFuture<List<ArchivedMessage>> found = new CompletableFuture<>();
        MessageArchive from = archive;
        if (from == null) {
            return CompletableFuture.failedFuture(new StoreException("no archive is there"));
        }
        Instant since = Stream.of(recording.readableBy(room, reader), question.since().orElse(Instant.MIN),
                        now().minus(Duration.ofDays(settings.get(HistorySettings.MAX_DAYS))))
                .max(Instant::compareTo).orElseThrow();
        from.last(room.address(), Optional.of(since), Math.min(question.count(), recording.length(settings)))
                .whenComplete((messages, failure) -> {
                    if (failure == null) {
                        found.complete(messages);
                    } else {
                        unread.write(() -> "What was said in " + room.address() + " cannot be read: "
                                + failure.getMessage());
                        found.completeExceptionally(failure);
                    }
                });
        return found.orTimeout(READING_SECONDS, TimeUnit.SECONDS);
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
                        intake.failures.sum()));
    }
}
