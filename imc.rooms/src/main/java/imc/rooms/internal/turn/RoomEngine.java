package imc.rooms.internal.turn;

import imc.api.Answer;
import imc.api.Room;
import imc.api.SipAddress;
import imc.api.command.ImcCommand;
import imc.api.command.Step;
import imc.api.room.Cause;
import imc.api.store.Change;
import imc.rooms.internal.report.Events;
import imc.rooms.internal.report.Failures;
import imc.rooms.internal.settings.ConferenceSettings;
import imc.rooms.internal.state.Growth;
import imc.rooms.internal.state.Rooms;
import imc.rooms.internal.store.Commits;
import imc.rooms.internal.store.StoreGate;
import imc.rooms.internal.time.Timing;
import imc.rooms.internal.whiteboard.Listeners;
import imc.rooms.internal.whiteboard.Policies;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * Brings rooms from one state to the next. Everything that concerns a room is done in its stripe, in the order of its
 * coming. A change is first stored and then seen: until it is durable, messages go to the members of before, and
 * further commands for the room wait, to be stored together with one batch. If the store fails, nothing has to be
 * undone, because nothing was visible.
 */
@Component(service = {RoomEngine.class, imc.api.room.Rooms.class})
public final class RoomEngine implements imc.api.room.Rooms {

    private final ConferenceSettings settings;
    private final Rooms rooms;
    private final StoreGate store;
    private final Replies replies;
    private final Voice voice;
    private final Events events;
    private final Failures failures;
    private final Unstored unstored;
    private final Evaluation evaluation;
    private final Preparation preparation;
    private final Listeners listeners;
    private final Stripes stripes;
    private final LongAdder unfinished = new LongAdder();
    private final Timing timing;
    private final Completions completions;

    @Activate
    public RoomEngine(@Reference ConferenceSettings settings, @Reference Rooms rooms, @Reference StoreGate store,
            @Reference Replies replies, @Reference Voice voice, @Reference Events events, @Reference Failures failures,
            @Reference Policies policies, @Reference Listeners listeners, @Reference Timing timing) {
        this.settings = settings;
        this.rooms = rooms;
        this.store = store;
        this.replies = replies;
        this.voice = voice;
        this.events = events;
        this.failures = failures;
        this.unstored = new Unstored(failures);
        this.listeners = listeners;
        this.timing = timing;
        this.completions = new Completions(timing);
        this.evaluation = new Evaluation(rooms, replies, policies, failures);
        this.preparation = new Preparation(rooms, policies, failures, completions, timing);
        this.stripes = new Stripes(settings.hashSize(), failure -> failures.report("work on a room failed", failure),
                completions);
    }

    /** Lets the changes that are on their way come home, so that their senders get the answer they deserve. */
    @Deactivate
    public void deactivate() {
        store.settle();
        completions.end();
    }

    /** Does something with the room as it is when its turn comes; empty if there is no room then. */
    public void inTurn(SipAddress room, Consumer<Optional<Room>> work) {
        post(room, stripe -> work.accept(rooms.find(room)));
    }

    /** Runs a command when its room's turn comes, and answers it. */
    public void run(PendingCommand command) {
        prepare(command, this::begin);
    }

    private void prepare(PendingCommand command, Consumer<PendingCommand> then) {
        unfinished.increment();
        preparation.before(command, then, refusal -> finish(evaluation.refused(command, refusal)));
    }

    @Override
    public Optional<Room> room(SipAddress address) {
        return rooms.find(address);
    }

    @Override
    public Stream<Room> rooms() {
        return rooms.all();
    }

    @Override
    public CompletionStage<Answer> change(SipAddress address, Cause cause, ImcCommand step) {
        return change(address, cause, step, 0);
    }

    /** The same after some nanoseconds. */
    public CompletionStage<Answer> change(SipAddress address, Cause cause, ImcCommand step, long wait) {
        PendingCommand command = PendingCommand.ofRoom(step, address, cause, rooms, settings);
        completions.after(wait, () -> run(command));
        return command.answer().minimalCompletionStage();
    }

    private void begin(PendingCommand command) {
        post(command.room(), stripe -> {
            if (store.isSilent() && !command.isReaction()) {
                finish(evaluation.unchanging(command, rooms.find(command.room()).orElse(null), Away.STORE));
            } else if (!stripe.awaitsChange(command.room(), command)) {
                runTogether(stripe, command.room(), List.of(command));
            }
        });
    }

    /** Runs a command that is for no room, in no turn. */
    public void runWithoutRoom(PendingCommand command) {
        prepare(command, ready -> finish(evaluation.withoutRoom(ready)));
    }

    /** Commands that wait for their turn, a store, or its word that a change is durable, or have something to tell. */
    public long unfinished() {
        return unfinished.sum();
    }

    private void post(SipAddress room, Stripe.Work work) {
        if (!stripes.hasSize(settings.hashSize())) {
            stripes.resize(settings.hashSize());
        }
        stripes.post(room, work);
    }

    /** Runs the commands one upon the other's result, and stores what they change in one batch. */
    private void runTogether(Stripe stripe, SipAddress address, Collection<PendingCommand> commands) {
        try {
            decide(stripe, address, commands);
        } catch (Throwable e) {
            failures.report("commands for a room failed", e);
            commands.stream().filter(command -> !command.answer().isDone())
                    .forEach(command -> finish(evaluation.refused(command, Policies.FAILED)));
        }
    }

    private void decide(Stripe stripe, SipAddress address, Collection<PendingCommand> commands) {
        if (!rooms.areKnown()) {
            awaitStore(stripe, address, commands);
            return;
        }
        Room state = rooms.find(address).orElse(null);
        Growth growth = rooms.growth(state);
        List<Decided> decided = new ArrayList<>();
        List<Change> batch = new ArrayList<>();
        Commits.Commit commit = null;
        try {
            for (PendingCommand command : commands) {
                Decided next = evaluation.of(command, state, growth);
                decided.add(next);
                batch.addAll(next.step().changes());
                state = next.after();
            }
            commit = batch.isEmpty() ? null : store.write(batch);
        } finally {
            if (commit == null) {
                growth.end();
            }
        }
        if (batch.isEmpty()) {
            decided.forEach(this::finish);
            return;
        }
        if (commit == null) {
            awaitStore(stripe, address, commands);
            return;
        }
        Stored stored = new Stored(address, state, growth, decided, commit);
        if (commit.durable().isDone() && !commit.durable().isCompletedExceptionally()) {
            // a store that has nothing to wait for
            ended(stripe, stored, null);
            return;
        }
        stripe.changeBegins(address);
        commit.durable().whenComplete((done, failure) ->
                completions.later(() -> stripe.post(self -> ended(self, stored, failure))));
    }

    /** Keeps commands until a store serves; those that have waited long enough are done without one, or refused. */
    private void awaitStore(Stripe stripe, SipAddress address, Collection<PendingCommand> commands) {
        long now = timing.nanoTime();
        List<PendingCommand> patient = new ArrayList<>();
        for (PendingCommand command : commands) {
            if (command.isReaction()) {
                // it has time, and nobody shall wait behind it
                store.served().copy().whenComplete((done, failure) -> completions.later(() -> begin(command)));
            } else if (command.deadline() - now > 0) {
                patient.add(command);
            } else {
                finish(evaluation.unchanging(command, rooms.find(address).orElse(null), Away.STORE));
            }
        }
        if (patient.isEmpty()) {
            return;
        }
        long longest = patient.stream().mapToLong(command -> command.deadline() - now).min().getAsLong();
        stripe.changeBegins(address);
        timing.within(store.served().copy(), longest).whenComplete(
                (done, timeout) -> completions.later(() -> stripe.post(self -> {
                    patient.addAll(self.changeEnds(address));
                    runTogether(self, address, patient);
                    self.retiredIfIdle();
                })));
    }

    private void ended(Stripe stripe, Stored stored, Throwable failure) {
        try {
            Answer refusal = failure == null ? null : unstored.refusal(stored.room(), failure);
            seen(stored, refusal == null);
            stored.commit().settled().complete(null);
            for (Decided each : stored.decided()) {
                finish(refusal == null ? each : withoutBatch(each, refusal));
            }
        } catch (Throwable e) {
            failures.report("what follows a change failed", e);
            stored.commit().settled().complete(null);
            stored.decided().stream().filter(each -> !each.command().answer().isDone()).forEach(each ->
                    finish(evaluation.refused(each.command(), Policies.FAILED)));
        } finally {
            Collection<PendingCommand> waiting = stripe.changeEnds(stored.room());
            if (!waiting.isEmpty()) {
                runTogether(stripe, stored.room(), waiting);
            }
            stripe.retiredIfIdle();
        }
    }

    /** Before anybody is answered: who then does the next thing finds each room counted once. */
    private void seen(Stored stored, boolean isDurable) {
        try {
            if (isDurable) {
                rooms.put(stored.room(), stored.next(), stored.growth());
            }
        } finally {
            stored.growth().end();
        }
    }

    /** What becomes of a command whose batch is not stored: it is refused, or, if it changes nothing, asked again. */
    private Decided withoutBatch(Decided decided, Answer refusal) {
        PendingCommand command = decided.command();
        return decided.step().changes().isEmpty()
                ? evaluation.unchanging(command, rooms.find(command.room()).orElse(null), refusal)
                : decided.unchanging(refusal);
    }

    /** Whether no store serves now, or it refuses everything, so that no room can change. */
    public boolean isStoreAway() {
        return !store.takesChanges();
    }

    private void finish(Decided decided) {
        PendingCommand command = decided.command();
        Step step = decided.told();
        if (step.saying().isEmpty()) {
            command.answer().complete(step.answer());
        }
        try {
            if (!step.changes().isEmpty()) {
                events.changed(command.sender(), command.callId(), decided.before(), step.changes());
            }
            // whom the command made a member is reached by now
            boolean isReached = decided.isReached() || replies.reach(command.sender(), false);
            replies.send(command, step, isReached, this::run);
        } catch (Throwable e) {
            failures.report("what a command has to tell could not be told", e);
        }
        if (!step.changes().isEmpty()) {
            listeners.changed(command.room(), decided.before(), decided.after(),
                    new Cause(command.name(), command.sender(), command.callId()));
        }
        step.saying().ifPresent(said -> voice.say(decided, step, said));
        unfinished.decrement();
    }
}
