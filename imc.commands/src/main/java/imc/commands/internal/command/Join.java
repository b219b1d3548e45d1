package imc.commands.internal.command;

import imc.api.Member;
import imc.api.ReturnCode;
import imc.api.Role;
import imc.api.Room;
import imc.api.command.CommandCall;
import imc.api.command.ImcCommand;
import imc.api.command.ImcCommandProperties;
import imc.api.command.Step;
import java.util.Optional;
import org.osgi.service.component.annotations.Component;

/** {@code #join}: becomes a member of a public room, or of one that the sender is invited to. */
@Component(service = ImcCommand.class)
@ImcCommandProperties(name = "join", usage = "[<room>] [<password>]",
        help = "join a room, or make it")
public final class Join implements StandardCommand {

    private static final Bounds BOUNDS = new Bounds(ReturnCode.JOIN_ROOM_FULL, ReturnCode.JOIN_TOO_MANY,
            ReturnCode.JOIN_NO_SPACE);

    @Override
    public Step run(CommandCall call) {
        if (!call.canBeRoom()) {
            return Step.refused(ReturnCode.JOIN_NOT_ALLOWED);
        }
        if (call.room().isEmpty()) {
            return call.rules().createOnJoin()
                    ? Create.newRoom(call, false, ReturnCode.JOIN_BAD_ADDRESS, BOUNDS)
                    : Step.refused(ReturnCode.JOIN_NO_ROOM);
        }
        Room room = call.room().get();
        if (room.isPresent(call.sender())) {
            return Step.done().noticing(call.sender(), Words.to(call, "in.already"));
        }
        Optional<Role> role = room.member(call.sender()).map(Member::role);
        if (room.isPrivate() && !role.equals(Optional.of(Role.INVITED))) {
            return Step.refused(ReturnCode.JOIN_PRIVATE)
                    .sending(Words.of(room, room.present(), "attempted", call.sender()));
        }
        return Presence.joining(call, room, BOUNDS);
    }

    @Override
    public ReturnCode badRoomAddress() {
        return ReturnCode.JOIN_BAD_ADDRESS;
    }
}
