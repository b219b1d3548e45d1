package imc.api.command;

import imc.api.Answer;
import imc.api.ReturnCode;
import imc.api.SipAddress;
import imc.api.store.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a command decided: how it is answered, how its room changes, who is told what, and what its sender says by it.
 * Immutable; built by adding.
 *
 * @param answer  to the sender
 * @param changes of the command's own room, in their order; a refusal has none
 * @param notices sent after the changes are durable, in their order
 * @param saying  said by the sender after them, as every message: with his name before a text, kept for those who are
 *                away, heard by listeners; empty for nothing
 */
public record Step(Answer answer, List<Change> changes, List<Notice> notices, Optional<Saying> saying) {

    public Step {
        Objects.requireNonNull(answer, "answer");
        changes = List.copyOf(changes);
        notices = List.copyOf(notices);
        Objects.requireNonNull(saying, "saying");
        if (!answer.isSuccess() && (!changes.isEmpty() || saying.isPresent())) {
            throw new IllegalArgumentException("a refusal (" + answer.code()
                    + ") cannot change the room or say something");
        }
    }

    /** One by which nothing is said. */
    public Step(Answer answer, List<Change> changes, List<Notice> notices) {
        this(answer, changes, notices, Optional.empty());
    }

    /** Success; nothing changes and nobody is told, until that is added. */
    public static Step done() {
        return new Step(Answer.OK, List.of(), List.of());
    }

    /** A refusal. The sender is told its text without further ado. */
    public static Step refused(ReturnCode code) {
        return refused(Answer.of(code));
    }

    /** A refusal. The sender is told its text without further ado. */
    public static Step refused(Answer answer) {
        return new Step(answer, List.of(), List.of());
    }

    /** This, and a change of the room. */
    public Step changing(Change change) {
        return new Step(answer, appended(changes, change), notices, saying);
    }

    /** This, and a notice. */
    public Step sending(Notice notice) {
        return notifying(appended(notices, notice));
    }

    /** This with other notices. */
    public Step notifying(List<Notice> others) {
        return new Step(answer, changes, others, saying);
    }

    /** This with another answer that is none of a refusal. */
    public Step answering(Answer other) {
        return new Step(other, changes, notices, saying);
    }

    /**
     * This, and something that the sender, who is a member then, says: what {@link CommandCall#saying} has given. If
     * the room's policies have refused it, the step is that refusal, and nothing else of it happens.
     * <p>
     * Where the step changes nothing, the sender is answered as if he had sent it as a message: 202 where all receivers
     * are away, 503 while there is no way out.
     */
    public Step saying(Saying said) {
        return said.answer().isSuccess() ? new Step(answer, changes, notices, Optional.of(said))
                : refused(said.answer());
    }

    /**
     * This, and a text to one user. The text is sent as it is, without {@link Notice#MARK}. To the command's sender, it
     * comes from the address that the command was sent to; to others, from the room.
     */
    public Step telling(SipAddress receiver, String text) {
        return sending(Notice.of(List.of(receiver), text).personal());
    }

    /** This, and a text from the room to some of its users. The text is sent as it is, without {@link Notice#MARK}. */
    public Step telling(List<SipAddress> receivers, String text) {
        return sending(Notice.of(receivers, text));
    }

    /** This, and a notice ({@link Notice#MARK} and the text) to one user, whose failure has consequences. */
    public Step noticing(SipAddress receiver, String text, Undelivered undelivered) {
        return sending(Notice.of(List.of(receiver), Notice.MARK + text).personal().otherwise(undelivered));
    }

    /** This, and a notice ({@link Notice#MARK} and the text) to one user, from whom {@link #telling} says. */
    public Step noticing(SipAddress receiver, String text) {
        return telling(receiver, Notice.MARK + text);
    }

    /** This, and a notice ({@link Notice#MARK} and the text) from the room to some of its users. */
    public Step noticing(List<SipAddress> receivers, String text) {
        return telling(receivers, Notice.MARK + text);
    }

    private static <T> List<T> appended(List<T> list, T last) {
        List<T> longer = new ArrayList<>(list);
        longer.add(last);
        return longer;
    }
}
