package imc.commands.internal;

import imc.api.Answer;
import imc.api.ReturnCode;
import imc.api.Room;
import imc.api.SipAddress;
import imc.api.command.ImcCommand;
import imc.api.command.Notice;
import imc.api.command.Step;
import imc.api.command.Undelivered;
import imc.api.store.Change;
import imc.api.transport.Delivery;
import imc.api.transport.DeliveryListener;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings rooms from one state to the next. Everything that concerns a room is done in its stripe, in the order of its
 * coming. A change is first stored and then seen: until it is durable, messages go to the members of before, and
 * further commands for the room wait, to be stored together with one batch. If the store fails, nothing has to be
 * undone, because nothing was visible.
 */
@Component(service = RoomEngine.class)
public final class RoomEngine {

    /** Seconds after which a sender may try again while the store is away. */
    static final int RETRY_AFTER = 5;

    private static final Logger LOG = LoggerFactory.getLogger(RoomEngine.class);

    private final ConferenceSettings settings;
    private final Rooms rooms;
    private final StoreGate store;
    private final Outgoing outgoing;
    private final Failures failures;
    private final FailingMembers failing;
    private final Stripes stripes;
    private final LongAdder unanswered = new LongAdder();
    private final ExecutorService completions =
            Executors.newFixedThreadPool(2, task -> new Thread(task, "imc-engine"));

    /**
     * A command with what it decided.
     *
     * @param after the room then; null for no room
     */
    private record Decided(PendingCommand command, Step step, Room after) {
    }

    @Activate
    public RoomEngine(@Reference ConferenceSettings settings, @Reference Rooms rooms, @Reference StoreGate store,
            @Reference Outgoing outgoing, @Reference Failures failures, @Reference FailingMembers failing) {
        this.settings = settings;
        this.rooms = rooms;
        this.store = store;
        this.outgoing = outgoing;
        this.failures = failures;
        this.failing = failing;
        this.stripes = new Stripes(settings.hashSize(), failure -> failures.report("work on a room failed", failure),
                completions);
        failing.actBy(this);
    }

    /** Lets the changes that are on their way come home, so that their senders get the answer they deserve. */
    @Deactivate
    void deactivate() {
        failing.actBy(null);
        store.settle();
        completions.shutdown();
    }

    /** Does something with the room as it is when its turn comes; empty if there is no room then. */
    void inTurn(SipAddress room, Consumer<Optional<Room>> work) {
        post(room, stripe -> work.accept(rooms.find(room)));
    }

    /** Runs a command when its room's turn comes, and answers it. */
    void run(PendingCommand command) {
        unanswered.increment();
        begin(command);
    }

    /**
     * Has a room do something of itself, when its turn comes. What it changes waits until a store serves.
     *
     * @param cause the Call-ID of the message that gave occasion to it
     * @param wait  nanoseconds until then
     * @return how it ended; nobody else is told if it is refused
     */
    CompletableFuture<Answer> react(SipAddress room, String cause, ImcCommand reaction, long wait) {
        PendingCommand command = PendingCommand.ofRoom(reaction, room, cause, rooms, settings.startChar());
        if (wait > 0) {
            CompletableFuture.delayedExecutor(wait, TimeUnit.NANOSECONDS, completions).execute(() -> run(command));
        } else {
            run(command);
        }
        return command.answer();
    }

    private void begin(PendingCommand command) {
        post(command.room(), stripe -> {
            if (!stripe.awaitsChange(command.room(), command)) {
                runTogether(stripe, command.room(), List.of(command));
            }
        });
    }

    /** Runs a command that is for no room, on this thread. */
    void runWithoutRoom(PendingCommand command) {
        unanswered.increment();
        finish(unchanging(evaluate(command, null), Answer.of(ReturnCode.STORE_FAILED,
                "A command without <room> in its usage cannot change a room")));
    }

    /** Commands that wait: for their turn, for a store to serve, or for it to make their change durable. */
    long unanswered() {
        return unanswered.sum();
    }

    private void post(SipAddress room, Stripe.Work work) {
        if (!stripes.hasSize(settings.hashSize())) {
            stripes.resize(settings.hashSize());
        }
        stripes.post(room, work);
    }

    /** Runs the commands one upon the other's result, and stores what they change in one batch. */
    private void runTogether(Stripe stripe, SipAddress address, Collection<PendingCommand> commands) {
        if (!rooms.areKnown()) {
            awaitStore(stripe, address, commands);
            return;
        }
        Room state = rooms.find(address).orElse(null);
        List<Decided> decided = new ArrayList<>();
        List<Change> batch = new ArrayList<>();
        for (PendingCommand command : commands) {
            Decided next = evaluate(command, state);
            decided.add(next);
            batch.addAll(next.step().changes());
            state = next.after();
        }
        if (batch.isEmpty()) {
            decided.forEach(this::finish);
            return;
        }
        StoreGate.Commit commit = store.write(batch);
        if (commit == null) {
            awaitStore(stripe, address, commands);
            return;
        }
        Room next = state;
        if (commit.durable() instanceof CompletableFuture<?> done && done.isDone()
                && !done.isCompletedExceptionally()) {
            // a store that has nothing to wait for
            stored(stripe, address, next, decided, commit, null);
            return;
        }
        stripe.changeBegins(address);
        commit.durable().whenComplete((done, failure) ->
                later(() -> stripe.post(self -> stored(self, address, next, decided, commit, failure))));
    }

    /** Keeps commands until a store serves; those that have waited long enough are done without one, or refused. */
    private void awaitStore(Stripe stripe, SipAddress address, Collection<PendingCommand> commands) {
        long now = System.nanoTime();
        List<PendingCommand> patient = new ArrayList<>();
        for (PendingCommand command : commands) {
            if (command.isReaction()) {
                // it has time, and nobody shall wait behind it
                store.served().copy().whenComplete((done, failure) -> later(() -> begin(command)));
            } else if (command.deadline() - now > 0) {
                patient.add(command);
            } else {
                finish(unchanging(evaluate(command, rooms.find(address).orElse(null)), storeAway()));
            }
        }
        if (patient.isEmpty()) {
            return;
        }
        long longest = patient.stream().mapToLong(command -> command.deadline() - now).min().getAsLong();
        stripe.changeBegins(address);
        store.served().copy().orTimeout(longest, TimeUnit.NANOSECONDS).whenComplete((done, timeout) -> later(
                () -> stripe.post(self -> {
                    patient.addAll(self.changeEnds(address));
                    runTogether(self, address, patient);
                    self.retiredIfIdle();
                })));
    }

    /** The store's own thread is not held up by what follows a commit. */
    private void later(Runnable task) {
        try {
            completions.execute(task);
        } catch (RejectedExecutionException e) {
            task.run();
        }
    }

    private void stored(Stripe stripe, SipAddress address, Room next, List<Decided> decided, StoreGate.Commit commit,
            Throwable failure) {
        try {
            if (failure == null) {
                rooms.put(address, next);
            } else {
                LOG.error("{} is not changed, its change could not be stored: {}", address, failure.getMessage());
                failures.report("a change could not be stored", failure);
            }
            commit.settled().complete(null);
            for (Decided each : decided) {
                finish(failure == null ? each : withoutBatch(each, Answer.of(ReturnCode.STORE_FAILED)));
            }
        } finally {
            Collection<PendingCommand> waiting = stripe.changeEnds(address);
            if (!waiting.isEmpty()) {
                runTogether(stripe, address, waiting);
            }
            stripe.retiredIfIdle();
        }
    }

    /** What becomes of a command whose batch is not stored: it is refused, or, if it changes nothing, asked again. */
    private Decided withoutBatch(Decided decided, Answer refusal) {
        PendingCommand command = decided.command();
        return decided.step().changes().isEmpty()
                ? unchanging(evaluate(command, rooms.find(command.room()).orElse(null)), refusal)
                : unchanging(decided, refusal);
    }

    private static Decided unchanging(Decided decided, Answer refusal) {
        return decided.step().changes().isEmpty()
                ? decided
                : new Decided(decided.command(), Step.refused(refusal), null);
    }

    private Decided evaluate(PendingCommand command, Room state) {
        if (!rooms.areKnown()) {
            return new Decided(command, Step.refused(storeAway()), state);
        }
        try {
            Step step = command.run(state);
            requireOwnRoom(command, step);
            return new Decided(command, step, Change.apply(step.changes(), state));
        } catch (Throwable e) {
            failures.report("the command " + command.command().getClass().getName() + " failed", e);
            return new Decided(command,
                    Step.refused(Answer.of(ReturnCode.STORE_FAILED, "The command failed; nothing was changed")), state);
        }
    }

    private static void requireOwnRoom(PendingCommand command, Step step) {
        for (Change change : step.changes()) {
            if (!change.room().equals(command.room())) {
                throw new IllegalArgumentException(
                        "a command for " + command.room() + " cannot change " + change.room());
            }
        }
    }

    /** Whether no store serves now, so that no room can change. */
    boolean isStoreAway() {
        return store.status().serving().isEmpty();
    }

    static Answer storeAway() {
        return Answer.unavailable("The rooms' store is away; try again in " + RETRY_AFTER + " seconds", RETRY_AFTER);
    }

    private void finish(Decided decided) {
        PendingCommand command = decided.command();
        Step step = decided.step();
        unanswered.decrement();
        command.answer().complete(step.answer());
        if (!step.answer().isSuccess() && !command.isReaction()) {
            outgoing.text(command.room(), List.of(command.sender()), Notice.MARK + step.answer().text(),
                    command.callId());
        }
        step.notices().forEach(notice -> tell(command, notice));
    }

    private void tell(PendingCommand command, Notice notice) {
        outgoing.text(command.room(), notice.receivers(), notice.text(), command.callId(),
                notice.undelivered().map(undelivered -> whenUndelivered(command, undelivered)));
    }

    /** A notice that did not reach its receiver is work for the room like any command, when its turn comes. */
    private DeliveryListener whenUndelivered(PendingCommand command, Undelivered undelivered) {
        return (broadcast, receiver, delivery) -> {
            if (delivery.result() != Delivery.Result.DELIVERED) {
                run(command.followedBy(call -> undelivered.run(call, delivery)));
            }
        };
    }
}
