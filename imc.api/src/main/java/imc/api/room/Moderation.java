package imc.api.room;

import imc.api.Room;
import imc.api.command.CommandCall;
import imc.api.command.Step;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Says who may be in a room and who may speak there, in nobody's name: for management, and for whatever finds that
 * somebody misbehaves. Who does it acts by {@link Rooms#change}, and gives back the step that he gets here; admins may
 * be meant, the owner may not. Safe for use by many threads; waits for nothing.
 */
@ProviderType
public interface Moderation {

    /** The property of a room in which only the owner, admins and who has a voice speak: {@value Room#ON} or absent. */
    String MODERATED = "moderated";

    /** What is done about a user. */
    enum Measure {
        /** He is put out of the room, and kept out. */
        BAN,
        /** A member says nothing in the room. */
        MUTE,
        /** A member speaks also where the room is moderated ({@link #MODERATED}). */
        VOICE
    }

    /** About whom it is done in this room, in no particular order; nobody for whom it has ended. */
    List<Listed> of(Measure measure, Room room);

    /**
     * Does it, and tells the members.
     *
     * @param call   of whoever does it
     * @param room   as it is in its turn
     * @param who    as people write it: {@code bob}, {@code sip:bob@example.com}; of a ban, {@code *@host} for
     *               everybody of a host
     * @param time   {@code 90s}, {@code 10m}, {@code 2h} or {@code 7d}; empty for ever. A voice has none
     * @param reason of a ban, for all to read; empty for none
     * @return what happens; a refusal, in English and with the code of the command, where it cannot be
     */
    Step impose(Measure measure, CommandCall call, Room room, String who, String time, String reason);

    /**
     * Lets only the owner, admins and who has a voice speak in the room, or everybody again, and tells the members;
     * also where it is so already.
     *
     * @param call of whoever does it
     * @param room as it is in its turn
     */
    Step moderate(CommandCall call, Room room, boolean isModerated);

    /** Ends it before its time, and tells the members; otherwise as {@link #impose}. */
    Step lift(Measure measure, CommandCall call, Room room, String who);
}
