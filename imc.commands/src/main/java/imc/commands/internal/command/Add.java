package imc.commands.internal.command;

import imc.api.ReturnCode;
import imc.api.command.CommandCall;
import imc.api.command.ImcCommand;
import imc.api.command.ImcCommandProperties;
import imc.api.command.Step;
import java.util.Optional;
import org.osgi.service.component.annotations.Component;

/** {@code #add}: makes a user a member without asking. */
@Component(service = ImcCommand.class)
@ImcCommandProperties(name = "add", usage = "<user> [<room>]", help = "make a user a member",
        details = "He is not asked; #invite asks him.")
public final class Add implements StandardCommand {

    @Override
    public Step run(CommandCall call) {
        return Invite.CHECKS.check(call, (room, sender, user) -> {
            if (room.isPresent(user)) {
                return Step.refused(ReturnCode.INVITE_ALREADY_MEMBER);
            }
            Optional<Step> objection = Governance.isInvited(room, user) ? Optional.empty()
                    : Invite.objection(call, user).or(() -> Invite.BOUNDS.another(call, room));
            return objection.orElseGet(() -> Presence.joining(room, user));
        });
    }
}
