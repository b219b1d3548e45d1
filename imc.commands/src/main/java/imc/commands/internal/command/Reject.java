package imc.commands.internal.command;

import imc.api.Member;
import imc.api.ReturnCode;
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
        if (call.room().isEmpty()) {
            return Step.refused(ReturnCode.REJECT_NO_ROOM);
        }
        Room room = call.room().get();
        if (!Governance.isInvited(room, call.sender())) {
            return Step.refused(ReturnCode.REJECT_NOT_INVITED);
        }
        Step declined = Step.done().changing(new Change.MemberRemoved(room.address(), call.sender()));
        return whoInvited(room, call.sender())
                .map(inviter -> declined.sending(Words.of(room, List.of(inviter), "declined", call.sender())
                        .personal()))
                .orElse(declined);
    }

    /** The inviter; the owner, where a table that Kamailio filled does not say who it was. */
    private static Optional<SipAddress> whoInvited(Room room, SipAddress user) {
        return room.member(user).flatMap(Member::inviter).or(() -> room.owner().map(Member::address));
    }
}
