package imc.rooms.internal.turn;

import imc.api.Answer;
import imc.api.Member;
import imc.api.ReturnCode;
import imc.api.Role;
import imc.api.Room;
import imc.api.command.CommandCall;
import imc.api.command.Step;
import imc.api.store.Change;
import imc.rooms.internal.report.Failures;
import imc.rooms.internal.state.Growth;
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

    /**
     * Has a command decide that may change its room.
     *
     * @param state  of the command's room; null for no room
     * @param growth takes what the command adds
     */
    Decided of(PendingCommand command, Room state, Growth growth) {
        if (!rooms.areKnown()) {
            return refused(command, state, Away.STORE);
        }
        try {
            CommandCall call = command.call(state, policies);
            Step step = policies.deciding(call, command.command().run(call));
            requireOwnRoom(command, step);
            Room after = Change.apply(step.changes(), state);
            requireSpeaker(command, step, after);
            Answer objection = Bounds.objection(call, step, after, growth);
            if (objection != null) {
                growth.giveBack();
                return refused(command, state, objection);
            }
            boolean isReached = isReached(command);
            Decided decided = new Decided(command,
                    isReached ? step : Replies.forUnreached(command.sender(), step), state, after, isReached);
            growth.keep();
            return decided;
        } catch (Throwable e) {
            growth.giveBack();
            failures.report("the command " + command.command().getClass().getName() + " failed", e);
            return refused(command, state, Policies.FAILED);
        }
    }

    /** Has a command decide that cannot change anything now: if it would, it is refused. */
    Decided unchanging(PendingCommand command, Room state, Answer refusal) {
        Growth none = rooms.growth(state);
        try {
            return of(command, state, none).unchanging(refusal);
        } finally {
            none.end();
        }
    }

    /** Has a command decide that is for no room, and can change none. */
    Decided withoutRoom(PendingCommand command) {
        return unchanging(command, null, Answer.of(ReturnCode.STORE_FAILED,
                "A command without <room> in its usage cannot change a room"));
    }

    /** A command that does not come to its turn. */
    Decided refused(PendingCommand command, Answer refusal) {
        return refused(command, null, refusal);
    }

    private Decided refused(PendingCommand command, Room state, Answer refusal) {
        return new Decided(command, Step.refused(refusal), state, state, isReached(command));
    }

    private boolean isReached(PendingCommand command) {
        return replies.reach(command.sender(), command.isSenderKnown());
    }

    private static void requireSpeaker(PendingCommand command, Step step, Room after) {
        if (step.saying().isPresent() && (after == null || after.member(command.sender()).map(Member::role)
                .filter(Role::isPresent).isEmpty())) {
            throw new IllegalArgumentException(command.sender() + ", who is to say something, is not in the room");
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
}
