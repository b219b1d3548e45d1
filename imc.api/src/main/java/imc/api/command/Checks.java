package imc.api.command;

import imc.api.Answer;
import imc.api.Member;
import imc.api.Room;
import imc.api.text.Language;
import imc.api.text.Texts;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/**
 * What nearly every command looks at before it acts, and how it refuses: the room is there, its sender is in it, and he
 * may. A command has ten codes: the first is that there is no such room (404), the second that he is no member (403),
 * the third that he may not (403), the others are its own. The words stand in the bundle's texts beside the code.
 *
 * @param texts where the words are
 * @param first the first code, for instance -131
 */
public record Checks(Texts texts, int first) {

    /**
     * Runs what a command does, where nothing stands against it.
     *
     * @param may whether this member may do it
     * @param act what is done in the room by the member
     */
    public Step check(CommandCall call, Predicate<Member> may, BiFunction<Room, Member, Step> act) {
        if (call.room().isEmpty()) {
            return refused(call, 0, 404);
        }
        Room room = call.room().get();
        Optional<Member> sender = room.member(call.sender()).filter(member -> member.role().isPresent());
        if (sender.isEmpty()) {
            return refused(call, 1, 403);
        }
        return may.test(sender.get()) ? act.apply(room, sender.get()) : refused(call, 2, 403);
    }

    /**
     * One of the ten refusals.
     *
     * @param place     0 to 8: which, from the first code down
     * @param arguments for the text
     */
    public Step refused(CommandCall call, int place, int status, Object... arguments) {
        return Step.refused(answer(call.language(), place, status, arguments));
    }

    /** The same as an answer, for a message. */
    public Answer answer(Language language, int place, int status, Object... arguments) {
        return texts.refused(language, first - place, status, arguments);
    }
}
