package imc.commands.internal.command;

import imc.api.Member;
import imc.api.ReturnCode;
import imc.api.Role;
import imc.api.Room;
import imc.api.SipAddress;
import imc.api.command.CommandCall;
import imc.api.command.ImcCommand;
import imc.api.command.ImcCommandProperties;
import imc.api.command.Step;
import imc.api.store.Change;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Component;

/** {@code #reject}: declines an invitation. */
@Component(service = ImcCommand.class)
@ImcCommandProperties(name = "reject", aliases = "deny", help = "decline an invitation")
public final class Reject implements StandardCommand {

    @Override
    public Step run(CommandCall call) {
        return Presence.in(call, ReturnCode.REJECT_NO_ROOM, Role.INVITED::equals, ReturnCode.REJECT_NOT_INVITED,
                Reject::declining);
    }

    private static Step declining(Room room, Member invited) {
        Step declined = Step.done().changing(new Change.MemberRemoved(room.address(), invited.address()));
        return whoInvited(room, invited)
                .map(inviter -> declined.sending(Words.of(room, List.of(inviter), "declined", invited.address())
                        .personal()))
                .orElse(declined);
    }

    /** The inviter; the owner, where a table that Kamailio filled does not say who it was. */
    private static Optional<SipAddress> whoInvited(Room room, Member invited) {
        return invited.inviter().or(() -> room.owner().map(Member::address));
    }
}
