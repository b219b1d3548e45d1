package imc.api.command;

import imc.api.ReturnCode;
import imc.api.text.Texts;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A command that users send to a room. To add one, register a service of this type with the properties of
 * {@link ImcCommandProperties}; {@code #help} shows it from then on. Of two commands with one name the service of the
 * higher ranking is used.
 * <p>
 * A command is called for one room at a time, but for several rooms at once.
 */
@ConsumerType
public interface ImcCommand {

    /** Service property, String: the name, without the start character. */
    String NAME = "imc.command.name";
    /** Service property, String[]: further names. */
    String ALIASES = "imc.command.aliases";
    /** Service property, String: the arguments, see {@link ImcCommandProperties#usage()}. */
    String USAGE = "imc.command.usage";
    /** Service property, String: what the command does, in one line. */
    String HELP = "imc.command.help";
    /** Service property, String[]: what {@code #help} says of it alone, see {@link ImcCommandProperties#details()}. */
    String DETAILS = "imc.command.details";

    /**
     * Decides what the command does to the room: a pure step, which changes nothing itself and waits for nothing. If
     * the changes of the step cannot be stored, nothing of it happens, its notices included.
     */
    Step run(CommandCall call);

    /**
     * Finds out what takes time, before the room's turn comes: a slow hash, what an archive has. Called with the room
     * as it is then, for each call, on a thread that must not be held up.
     *
     * @return empty for nothing, and the command is run at once. Else what is run in the turn instead of it, as soon as
     *         that is known: on whichever thread, within ten seconds; otherwise, and
     *         exceptionally, the sender is refused with 503
     */
    default Optional<CompletionStage<ImcCommand>> preparing(CommandCall call) {
        return Optional.empty();
    }

    /**
     * The bundle's texts, for {@code #help} in other languages than English: {@code help.NAME} is {@link #HELP},
     * {@code details.NAME} is {@link #DETAILS}. Empty for none.
     */
    default Optional<Texts> texts() {
        return Optional.empty();
    }

    /** What a sender is told whose room argument is no address. */
    default ReturnCode badRoomAddress() {
        return ReturnCode.UNREADABLE;
    }
}
