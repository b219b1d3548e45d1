package imc.api.command;

import imc.api.Content;
import imc.api.Room;
import imc.api.SipAddress;
import imc.api.text.Language;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.osgi.annotation.versioning.ProviderType;

/** One call of a command, and what the command may look at. Reading waits for nothing. */
@ProviderType
public interface CommandCall {

    /** Who sent the command. */
    SipAddress sender();

    /** In which language its sender is told something: the room's, else what he likes best, else none in particular. */
    Language language();

    /** The room that the command is for; for a command without a room, the address that it was sent to. */
    SipAddress roomAddress();

    /** That room as it is; empty if there is none, or if the command is for no room. */
    Optional<Room> room();

    /** Whether there can be a room with this address: the manager's address, which takes commands only, is none. */
    boolean canBeRoom();

    /**
     * What stands against a room with this address here, in words that say which addresses rooms can have; empty if
     * nothing does. Nobody could write to such a room.
     */
    Optional<String> notServed();

    /** Whether there can be a user with this address: one that rooms can have, or the manager's, is nobody's. */
    boolean canBeUser(SipAddress address);

    /** The argument that stands for {@code <word>} or {@code word} in the usage; empty if it was left out. */
    Optional<String> argument(String word);

    /**
     * Reads an argument as a user's address; what it leaves out is taken from the address that the command was sent
     * to. A name without host is that of the member who is named so in the room ({@link imc.api.Member#name()}), if
     * there is one.
     *
     * @throws IllegalArgumentException saying what is wrong with it
     */
    SipAddress address(String argument);

    /**
     * Asks the room's policies about something that the sender, a member, says to some members by this command: as they
     * are asked about every message ({@link imc.api.room.RoomPolicy#speaking}), so that who is muted is so here, too.
     *
     * @param content   what he says
     * @param receivers members of the room
     * @return what is sent instead, or a refusal
     * @throws IllegalStateException if there is no room
     */
    Saying saying(Content content, List<SipAddress> receivers);

    /** What the operator allows; never null. */
    RoomRules rules();

    /** All rooms as they are, in no particular order. */
    Stream<Room> rooms();

    /** How many rooms there are, those that are being stored included. */
    int roomCount();

    /** How many members and invitations all rooms together have, those that are being stored included. */
    int memberCount();

    /** How many rooms this user owns, those that are being stored for him included. */
    int roomsOwned(SipAddress user);

    /**
     * The rooms that the sender may know of, public ones and those he has joined, in the order of their names (and of
     * their hosts, where names are alike). Made as it is read; whoever reads on reads more.
     *
     * @param from the name, or name@host, with which it begins, whether or not there is such a room; empty for all
     */
    Stream<Room> roomsFrom(String from);

    /** All commands that there are, by name. */
    List<CommandDescription> commands();

    /** The character that begins a command, {@code #} unless it is configured otherwise. */
    String startChar();
}
