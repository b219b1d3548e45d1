package imc.commands.internal.command;

import imc.api.ReturnCode;
import imc.api.Role;
import imc.api.Room;
import imc.api.command.CommandCall;
import imc.api.command.ImcCommand;
import imc.api.command.ImcCommandProperties;
import imc.api.command.Notice;
import imc.api.command.Step;
import imc.api.store.Change;
import imc.api.text.Language;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Component;

/** {@code #destroy}: ends a room. */
@Component(service = ImcCommand.class)
@ImcCommandProperties(name = "destroy", help = "end the room")
public final class Destroy implements StandardCommand {

    @Override
    public Step run(CommandCall call) {
        return Presence.in(call, ReturnCode.DESTROY_NO_ROOM, Role::isPresent, ReturnCode.DESTROY_NOT_MEMBER,
                (room, sender) -> sender.role() == Role.OWNER ? destroying(room)
                        : Step.refused(ReturnCode.DESTROY_NOT_OWNER));
    }

    /** The room is gone, and everybody who was in it is told. */
    static Step destroying(Room room) {
        return Step.done()
                .changing(new Change.RoomDestroyed(room.address()))
                .sending(Words.of(room.present(), new Notice.Wording("destroyed", Language.of(room), Optional.empty(),
                        List.of())));
    }
}
