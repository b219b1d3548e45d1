package imc.api.room;

import imc.api.Answer;
import imc.api.Message;
import imc.api.command.CommandCall;
import imc.api.command.Step;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Has a say in what happens in rooms: lets it pass, refuses it, or makes something else of it. To add one, register a
 * service of this type. Policies are asked one after the other, that of the highest {@code service.ranking} first, and
 * each is given what the one before made of it.
 * <p>
 * A policy is pure: it looks at what it is given, changes nothing itself, and waits for nothing; it is asked in the
 * room's turn, for one room at a time, but for several rooms at once. What it throws refuses the request with 500, is
 * logged once and counted. A policy may be asked twice about the same request, if the store could not keep what it was
 * part of. Each method passes everything, unless it is overridden; none is given null or may give it back.
 */
@ConsumerType
public interface RoomPolicy {

    /**
     * Service property, String[]: names of properties that the policy enforces in rooms that have them, {@code
     * password} for instance; {@code ban} stands for {@code ban.0} and all others behind its dot, too. Where a policy
     * with this goes away, and no other enforces the same, nobody enters a room that has one of them for the time that
     * an update of a bundle takes (503 with {@code Retry-After}; the operator's {@code policy_timeout}, 10 seconds).
     * Where none is there after it, everybody may enter, and the log says in how many rooms nobody enforces what.
     */
    String ENFORCES = "imc.enforces";

    /**
     * A message has come, a command or not, from whom it says: nobody has looked whether there is such a room, or
     * whether he is in it. Not asked in any room's turn: for several messages at once, of one user and for one room,
     * too.
     *
     * @return a refusal that ends it; empty to let it pass
     */
    default Optional<Answer> taking(Message message) {
        return Optional.empty();
    }

    /**
     * Finds out what takes time, before a command's turn comes, and keeps it for then: a slow hash. Called with the
     * room as it is, for each command, on a thread that must not be held up.
     *
     * @return empty for nothing. Else completes when the command may have its turn, on whichever thread, within ten
     *         seconds; otherwise, and exceptionally, the sender is refused with 503
     */
    default Optional<CompletionStage<?>> awaiting(CommandCall call) {
        return Optional.empty();
    }

    /**
     * A command has decided; also one that is refused, one for no room, and what a room does of itself. Asked before
     * the policy is asked about those who enter by it.
     *
     * @param call     the command, and the room as it was before it
     * @param proposed what will happen; its changes are of the call's room, and so must be those that are given back
     * @return what happens instead
     */
    default Step changing(CommandCall call, Step proposed) {
        return proposed;
    }

    /**
     * Somebody becomes a member who was none, by whatever command: creates a room, joins, accepts or is added. Asked
     * once for each who does.
     *
     * @param proposed what will happen, the change that makes the user a member included
     * @return what happens instead
     */
    default Step entering(Entry entry, Step proposed) {
        return proposed;
    }

    /**
     * A member says something.
     *
     * @param speech what will be sent to whom
     * @return what is sent instead, or a refusal
     */
    default Speech speaking(Speech speech) {
        return speech;
    }
}
