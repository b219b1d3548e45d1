package imc.api.command;

import imc.api.ReturnCode;
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

    /**
     * Decides what the command does to the room: a pure step, which changes nothing itself and waits for nothing. If
     * the changes of the step cannot be stored, nothing of it happens, its notices included.
     */
    Step run(CommandCall call);

    /** What a sender is told whose room argument is no address. */
    default ReturnCode badRoomAddress() {
        return ReturnCode.UNREADABLE;
    }
}
