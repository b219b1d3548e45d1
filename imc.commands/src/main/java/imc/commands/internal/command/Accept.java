package imc.commands.internal.command;

import imc.api.ReturnCode;
import imc.api.Room;
import imc.api.command.CommandCall;
import imc.api.command.ImcCommand;
import imc.api.command.ImcCommandProperties;
import imc.api.command.Step;
import org.osgi.service.component.annotations.Component;

/** {@code #accept}: follows an invitation. */
@Component(service = ImcCommand.class)
@ImcCommandProperties(name = "accept", help = "accept an invitation")
public final class Accept implements StandardCommand {

    @Override
    public Step run(CommandCall call) {
        if (call.room().isEmpty()) {
            return Step.refused(ReturnCode.ACCEPT_NO_ROOM);
        }
        Room room = call.room().get();
        return Governance.isInvited(room, call.sender())
                ? Presence.joining(room, call.sender())
                : Step.refused(ReturnCode.ACCEPT_NOT_INVITED);
    }
}
