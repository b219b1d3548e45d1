package imc.api.command;

import imc.api.Room;
import imc.api.SipAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.osgi.annotation.versioning.ProviderType;

/** One call of a command, and what the command may look at. Reading waits for nothing. */
@ProviderType
public interface CommandCall {

    /** Who sent the command. */
    SipAddress sender();

    /** The room that the command is for; for a command without a room, the address that it was sent to. */
    SipAddress roomAddress();

    /** That room as it is; empty if there is none, or if the command is for no room. */
    Optional<Room> room();

    /** Whether there can be a room with this address: the manager's address, which takes commands only, is none. */
    boolean canBeRoom();

    /** The argument that stands for {@code <word>} or {@code word} in the usage; empty if it was left out. */
    Optional<String> argument(String word);

    /**
     * Reads an argument as a user's address; what it leaves out is taken from the address that the command was sent
     * to.
     *
     * @throws IllegalArgumentException saying what is wrong with it
     */
    SipAddress address(String argument);

    /** All rooms as they are, in no particular order. */
    Stream<Room> rooms();

    /** All commands that there are, by name. */
    List<CommandDescription> commands();

    /** The character that begins a command, {@code #} unless it is configured otherwise. */
    String startChar();
}
