package imc.room.history.internal;

import imc.api.Answer;
import imc.api.Member;
import imc.api.Room;
import imc.api.SipAddress;
import imc.api.archive.ArchivedMessage;
import imc.api.archive.Recording;
import imc.api.archive.RoomArchive;
import imc.api.command.CommandCall;
import imc.api.command.Step;
import imc.api.config.Settings;
import imc.api.room.Cause;
import imc.api.room.RoomListener;
import imc.api.room.Rooms;
import imc.api.store.StoreException;
import imc.api.text.Texts;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows what rooms keep to who joins, and remembers when he came. Where nobody keeps it, rooms are as if this were not
 * there. A room that keeps nothing costs a look at its properties.
 */
@Component(configurationPid = HistorySettings.PID, immediate = true,
        service = {History.class, RoomListener.class})
@Designate(ocd = HistoryConfiguration.class)
public final class History implements RoomListener {

    static final Texts TEXTS = Texts.beside(History.class);
    private static final CompletionStage<Answer> NOTHING = CompletableFuture.completedStage(Answer.OK);
    private static final Logger LOG = LoggerFactory.getLogger(History.class);

    /** As many MESSAGEs are sent at once as this times what may be shown: long texts go out in parts. */
    private static final int PARTS = 2;

    private final InstantSource clock;
    private final Questions questions;
    private volatile Settings settings = HistorySettings.initial();
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile @Nullable RoomArchive archive;
    private volatile @Nullable Rooms rooms;

    /** Shows nothing before somebody keeps it. */
    @Activate
    public History(Map<String, Object> configuration) {
        this(configuration, InstantSource.system(), Questions.MOST);
    }

    /** @param most for how many something is read at a time */
    History(Map<String, Object> configuration, InstantSource clock, int most) {
        this.clock = clock;
        this.questions = new Questions(clock, most);
        modified(configuration);
    }

    @Modified
    void modified(Map<String, Object> configuration) {
        settings = settings.with(configuration, LOG::error);
    }

    /** Who came while nobody was there to write it down reads what is said from now on. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindRooms(Rooms arrived) {
        rooms = arrived;
        arrived.rooms().forEach(room -> find(arrived, room));
    }

    void unbindRooms(Rooms leaving) {
        if (rooms == leaving) {
            rooms = null;
        }
    }

    private void find(Rooms known, Room room) {
        if (Reader.isStrict(room)) {
            Arrival.put(known, room.address(), Arrival.unknown(room), now().plusMillis(1), () -> rooms == known);
        }
    }

    Instant now() {
        return clock.instant();
    }

    Replay replay() {
        return new Replay(HistorySettings.zone(settings), now(), PARTS * most());
    }

    /** How many messages may be asked for. */
    int most() {
        return settings.get(HistorySettings.MAX_SHOWN);
    }

    /** How many are shown to who does not say how many. */
    private int usual(Recording recording) {
        return Math.min(recording.length(), most());
    }

    /** What a call asks for; empty where that cannot be read. */
    Optional<Question> question(CommandCall call, Recording recording) {
        return Question.of(call, usual(recording), most(), now(), HistorySettings.zone(settings));
    }

    @Override
    public void changed(SipAddress address, Optional<Room> before, Optional<Room> after, Cause cause) {
        Rooms known = rooms;
        if (after.isEmpty() || after.get().properties().isEmpty() || known == null) {
            return;
        }
        if (cause.what().equals(Cause.STORE)) {
            find(known, after.get());
        } else if (before.isPresent()) {
            if (Reader.isStrict(after.get()) && !Reader.isStrict(before.get())) {
                // they could have read it until now
                Arrival.put(known, address, Arrival.unknown(before.get()), Arrival.EVER, () -> rooms == known);
            }
            come(known, before.get(), after.get(), cause);
        }
    }

    /**
     * Only now: while a store took its time over him, the room went on without him. Until that is kept, too, nobody
     * knows when he came.
     */
    private void come(Rooms known, Room before, Room after, Cause cause) {
        boolean matters = Reader.isStrict(after) || Recording.of(after).isPresent();
        if (!matters || after.presentCount() <= before.presentCount()) {
            return;
        }
        List<SipAddress> newcomers = after.members().stream().filter(member -> member.role().isPresent())
                .map(Member::address).filter(member -> Reader.present(before, member).isEmpty()).toList();
        Arrival.put(known, after.address(), newcomers, now().plusMillis(1), () -> rooms == known);
        newcomers.forEach(member -> Reader.of(after, member).filter(reader -> !reader.since().isAfter(now()))
                .ifPresent(reader -> questions.whenOpen(member, question -> welcome(after.address(), member, cause)
                        .whenComplete((done, failure) -> question.close()))));
    }

    /** Behind what tells all that he has come. The room, and he in it, may be gone by now. */
    private CompletionStage<?> welcome(SipAddress address, SipAddress newcomer, Cause cause) {
        Rooms known = rooms;
        Room room = known == null ? null : known.room(address).orElse(null);
        Reader reader = room == null ? null : Reader.of(room, newcomer).orElse(null);
        if (known == null || room == null || reader == null || reader.since().isAfter(now())) {
            return NOTHING;
        }
        return read(room, reader, new Question(Optional.empty(), usual(reader.recording())))
                .thenCompose(messages -> messages.isEmpty() ? NOTHING : known.change(address,
                        new Cause("history", address, cause.callId()), call ->
                        new Step(Answer.OK, List.of(), replay().to(newcomer, call.room(), messages))));
    }

    /** Begins to read something for a user; empty while something else is read for him, or for too many. */
    Optional<Questions.Open> begin(SipAddress user) {
        return questions.open(user);
    }

    /** What a member may read of what was asked for; exceptionally, in some seconds at most, where that fails. */
    CompletionStage<List<ArchivedMessage>> read(Room room, Reader reader, Question question) {
        RoomArchive from = archive;
        try {
            return from == null ? CompletableFuture.failedFuture(new StoreException("nobody keeps it"))
                    : from.last(room, reader.from(question), question.count());
        } catch (RuntimeException e) { // what it promises by its stage
            return CompletableFuture.failedFuture(e);
        }
    }
}
