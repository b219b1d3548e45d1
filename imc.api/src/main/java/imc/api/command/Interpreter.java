package imc.api.command;

import imc.api.SipAddress;
import imc.api.text.Language;
import java.util.List;
import java.util.function.Predicate;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Reads commands: which one is called, for which room, with which arguments. While there is no such service, commands
 * are refused for the time being, and messages go on.
 * <p>
 * Safe for use by many threads. Waits for nothing.
 */
@ProviderType
public interface Interpreter {

    /**
     * Reads one call.
     *
     * @param text      the body, which begins with the start character; what follows its first line has no meaning
     * @param addressed the address that it was sent to, from which the room's address takes what it leaves out
     * @param startChar the character that begins a command
     * @param isRoom    whether there can be a room with this address: a word that may be one, and cannot, is the next
     *                  argument
     * @param canBeUser whether there can be a user with this address: before a text, such a word is the text's first
     * @param language  in which its sender is told what cannot be read
     * @return never null
     */
    Interpretation read(String text, SipAddress addressed, String startChar, Predicate<SipAddress> isRoom,
            Predicate<SipAddress> canBeUser, Language language);

    /** Reads one call where an address that can be a room's can be no user's. */
    default Interpretation read(String text, SipAddress addressed, String startChar, Predicate<SipAddress> isRoom,
            Language language) {
        return read(text, addressed, startChar, isRoom, isRoom.negate(), language);
    }

    /** Reads one call of somebody who likes no language in particular. */
    default Interpretation read(String text, SipAddress addressed, String startChar, Predicate<SipAddress> isRoom) {
        return read(text, addressed, startChar, isRoom, Language.NONE);
    }

    /** All commands that there are, by name. */
    List<CommandDescription> commands();
}
