package imc.rooms.internal.turn;

import imc.api.Answer;
import imc.api.Room;
import imc.api.command.CommandCall;
import imc.api.command.ImcCommand;
import imc.rooms.internal.report.Failures;
import imc.rooms.internal.state.Rooms;
import imc.rooms.internal.time.Timing;
import imc.rooms.internal.whiteboard.Policies;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Has what takes time found out before a command's turn comes. Most commands need nothing, and are not held up. */
final class Preparation {

    /** A little less than a sender waits for a store that says nothing, so that he is told what it really was. */
    private static final long MOST_NANOS = TimeUnit.MILLISECONDS.toNanos(9_900);

    private final Rooms rooms;
    private final Policies policies;
    private final Failures failures;
    private final Completions completions;
    private final Timing timing;

    Preparation(Rooms rooms, Policies policies, Failures failures, Completions completions, Timing timing) {
        this.rooms = rooms;
        this.policies = policies;
        this.failures = failures;
        this.completions = completions;
        this.timing = timing;
    }

    /** Hands a command, or what takes its place, on: at once, or later and on one of the engine's threads. */
    void before(PendingCommand command, Consumer<PendingCommand> ready, Consumer<Answer> refused) {
        CompletableFuture<PendingCommand> awaited;
        try {
            awaited = awaited(command, rooms.find(command.room()).orElse(null));
        } catch (Throwable e) {
            failures.report("the command " + command.command().getClass().getName() + " failed", e);
            refused.accept(Policies.FAILED);
            return;
        }
        if (awaited == null) {
            ready.accept(command);
            return;
        }
        timing.within(awaited, MOST_NANOS).whenComplete((prepared, failure) ->
                completions.later(() -> {
                    if (failure == null) {
                        ready.accept(prepared);
                    } else {
                        failures.report("what the command " + command.name() + " needs could not be found out",
                                failure);
                        refused.accept(Away.KNOWLEDGE);
                    }
                }));
    }

    /** Null where there is nothing to wait for. */
    private CompletableFuture<PendingCommand> awaited(PendingCommand command, Room state) {
        CommandCall call = command.call(state, policies);
        Optional<CompletionStage<ImcCommand>> own = command.command().preparing(call);
        List<CompletionStage<?>> others = policies.awaiting(call);
        if (own.isEmpty() && others.isEmpty()) {
            return null;
        }
        CompletionStage<PendingCommand> stage = own.map(instead -> instead.thenApply(command::running))
                .orElse(CompletableFuture.completedStage(command));
        for (CompletionStage<?> other : others) {
            stage = stage.thenCombine(other, (prepared, done) -> prepared);
        }
        return stage.toCompletableFuture();
    }
}
