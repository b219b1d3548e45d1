package imc.rooms.internal.turn;

import imc.api.Answer;
import imc.api.Room;
import imc.api.command.Step;

/**
 * A command with what it decided.
 *
 * @param before    the room when it was its turn; null for no room
 * @param after     the room then; null for no room
 * @param isReached whether the sender can be sent messages
 */
record Decided(PendingCommand command, Step step, Room before, Room after, boolean isReached) {

    /** This, if it changes nothing; else the refusal. */
    Decided unchanging(Answer refusal) {
        return step.changes().isEmpty() ? this : new Decided(command, Step.refused(refusal), before, before, isReached);
    }
}
