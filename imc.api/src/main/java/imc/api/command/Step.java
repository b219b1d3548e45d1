package imc.api.command;

import imc.api.Answer;
import imc.api.ReturnCode;
import imc.api.SipAddress;
import imc.api.store.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What a command decided: how it is answered, how its room changes, and who is told what. Immutable; built by adding.
 *
 * @param answer  to the sender
 * @param changes of the command's own room, in their order; a refusal has none
 * @param notices sent after the changes are durable, in their order
 */
public record Step(Answer answer, List<Change> changes, List<Notice> notices) {

    public Step {
        Objects.requireNonNull(answer, "answer");
        changes = List.copyOf(changes);
        notices = List.copyOf(notices);
        if (!answer.isSuccess() && !changes.isEmpty()) {
            throw new IllegalArgumentException("a refusal (" + answer.code() + ") cannot change the room");
        }
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
        return new Step(answer, appended(changes, change), notices);
    }

    /** This, and a notice. */
    public Step sending(Notice notice) {
        return new Step(answer, changes, appended(notices, notice));
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
