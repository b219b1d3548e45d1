package imc.rooms.internal.turn;

import imc.api.Answer;
import imc.api.Room;
import imc.api.command.Step;
import java.util.Optional;

/**
 * A command with what it decided.
 *
 * @param before    the room when it was its turn; null for no room
 * @param after     the room then; null for no room
 * @param isReached whether the sender can be sent messages
 */
record Decided(PendingCommand command, Step step, Room before, Room after, boolean isReached) {

    /** What its sender is told: a refusal in his language. Management, and what rooms do of themselves, have none. */
    Step told() {
        Answer told = command.isReaction() ? step.answer()
                : Words.in(command.languageIn(Optional.ofNullable(before)), step.answer());
        return told == step.answer() ? step : step.answering(told);
    }

    /** What its sender is answered whose words were said, or not: whatever becomes of them, a change stays. */
    Answer answerFor(Answer outcome, Step told) {
        return told.changes().isEmpty() && (!outcome.isSuccess() || told.answer().equals(Answer.OK)) ? outcome
                : told.answer();
    }

    /** This, if it changes nothing; else the refusal. */
    Decided unchanging(Answer refusal) {
        return step.changes().isEmpty() ? this : new Decided(command, Step.refused(refusal), before, before, isReached);
    }
}
