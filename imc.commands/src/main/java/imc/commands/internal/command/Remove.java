package imc.commands.internal.command;

import imc.api.Member;
import imc.api.ReturnCode;
import imc.api.Role;
import imc.api.Room;
import imc.api.SipAddress;
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

/** {@code #remove}: puts a user out of the room, or takes an invitation back. */
@Component(service = ImcCommand.class)
@ImcCommandProperties(name = "remove", usage = "<user> [<room>]", help = "put a user out")
public final class Remove implements StandardCommand {

    private static final Governance CHECKS = new Governance(ReturnCode.REMOVE_NO_USER, ReturnCode.REMOVE_BAD_USER,
            ReturnCode.REMOVE_NO_ROOM, ReturnCode.REMOVE_NOT_MEMBER, ReturnCode.REMOVE_NOT_ALLOWED);

    @Override
    public Step run(CommandCall call) {
        return CHECKS.check(call, (room, sender, user) -> removing(room, user));
    }

    private static Step removing(Room room, SipAddress user) {
        Optional<Member> member = room.member(user);
        if (member.isEmpty()) {
            return Step.refused(ReturnCode.REMOVE_NO_SUCH_MEMBER);
        }
        if (member.get().role() == Role.OWNER) {
            return Step.refused(ReturnCode.REMOVE_OWNER);
        }
        Step removed = Step.done()
                .changing(new Change.MemberRemoved(room.address(), user))
                .sending(Words.of(List.of(user), new Notice.Wording("removed", Language.of(room), Optional.of(user),
                        List.of())).personal());
        return member.get().role().isPresent()
                ? removed.sending(Words.of(room, room.without(user).present(), "left", user))
                : removed;
    }
}
