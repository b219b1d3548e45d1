package imc.commands.internal.command;

import imc.api.ReturnCode;
import imc.api.Role;
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
        return Presence.in(call, ReturnCode.ACCEPT_NO_ROOM, Role.INVITED::equals, ReturnCode.ACCEPT_NOT_INVITED,
                (room, invited) -> Presence.joining(room, call.sender()));
    }
}
