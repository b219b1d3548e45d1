package imc.api.room;

import imc.api.Member;
import imc.api.Room;
import imc.api.command.CommandCall;
import java.util.Objects;
import java.util.Optional;

/**
 * Somebody becomes a member of a room.
 *
 * @param member who, as he will be
 * @param call   the command by which he does; its sender may be another
 */
public record Entry(Member member, CommandCall call) {

    public Entry {
        Objects.requireNonNull(member, "member");
        Objects.requireNonNull(call, "call");
    }

    /** The room before; empty where it is made by this entry. */
    public Optional<Room> room() {
        return call.room();
    }
}
