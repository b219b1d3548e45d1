package imc.rooms.internal.turn;

import imc.api.Answer;
import imc.api.Room;
import imc.api.command.CommandCall;
import imc.api.command.Step;
import imc.api.store.Change;
import imc.rooms.internal.report.Failures;
import imc.rooms.internal.state.Rooms;
import imc.rooms.internal.whiteboard.Policies;

/**
 * Has commands decide, and then those who have a say in it. Whoever wrote a command, what it throws is the answer to
 * its sender and disturbs nobody.
 */
final class Evaluation {

    private final Rooms rooms;
    private final Replies replies;
    private final Policies policies;
    private final Failures failures;

    Evaluation(Rooms rooms, Replies replies, Policies policies, Failures failures) {
        this.rooms = rooms;
        this.replies = replies;
        this.policies = policies;
        this.failures = failures;
    }

    /** @param state of the command's room; null for no room */
    Decided of(PendingCommand command, Room state) {
        if (!rooms.areKnown()) {
            return refused(command, state, RoomEngine.storeAway());
        }
        try {
            CommandCall call = command.call(state);
            Step step = policies.deciding(call, command.command().run(call));
            requireOwnRoom(command, step);
            boolean isReached = isReached(command);
            return new Decided(command, isReached ? step : Replies.forUnreached(command.sender(), step), state,
                    Change.apply(step.changes(), state), isReached);
        } catch (Throwable e) {
            failures.report("the command " + command.command().getClass().getName() + " failed", e);
            return failed(command, state);
        }
    }

    /** What is answered when something went wrong on the way. */
    Decided failed(PendingCommand command) {
        return failed(command, null);
    }

    private Decided failed(PendingCommand command, Room state) {
        return refused(command, state, Policies.FAILED);
    }

    private Decided refused(PendingCommand command, Room state, Answer refusal) {
        return new Decided(command, Step.refused(refusal), state, state, isReached(command));
    }

    private boolean isReached(PendingCommand command) {
        return replies.reach(command.sender(), command.isSenderKnown());
    }

    private static void requireOwnRoom(PendingCommand command, Step step) {
        for (Change change : step.changes()) {
            if (!change.room().equals(command.room())) {
                throw new IllegalArgumentException(
                        "a command for " + command.room() + " cannot change " + change.room());
            }
        }
    }
}
