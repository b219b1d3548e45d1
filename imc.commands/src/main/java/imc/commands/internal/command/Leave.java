package imc.commands.internal.command;

import imc.api.Answer;
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
import java.util.Comparator;
import java.util.Optional;
import org.osgi.service.component.annotations.Component;

/** {@code #leave}: goes out of a room. What an owner's leave means is configured ({@code owner_leave}). */
@Component(service = ImcCommand.class)
@ImcCommandProperties(name = "leave", aliases = "exit", help = "leave a room")
public final class Leave implements StandardCommand {

    @Override
    public Step run(CommandCall call) {
        return Presence.in(call, ReturnCode.LEAVE_NO_ROOM, Role::isPresent, ReturnCode.LEAVE_NOT_MEMBER,
                (room, sender) -> sender.role() == Role.OWNER ? ownerLeaving(call, room)
                        : leaving(room, call.sender()));
    }

    private static Step ownerLeaving(CommandCall call, Room room) {
        return switch (call.rules().ownerLeave()) {
            case DESTROY -> Destroy.destroying(room);
            case REFUSE -> Step.refused(Answer.of(ReturnCode.LEAVE_OWNER,
                    Words.to(call, "owner.stays", call.startChar())));
            case HANDOVER -> heir(room).map(heir -> handingOver(room, call.sender(), heir))
                    .orElseGet(() -> Destroy.destroying(room));
        };
    }

    private static Step leaving(Room room, SipAddress user) {
        return Step.done()
                .changing(new Change.MemberRemoved(room.address(), user))
                .sending(Words.of(room, room.present(), "left", user));
    }

    private static Step handingOver(Room room, SipAddress owner, Member heir) {
        return leaving(room, owner)
                .changing(new Change.MemberPut(room.address(), new Member(heir.address(), Role.OWNER)))
                .sending(Words.of(room, room.without(owner).present(), "now.owner", heir.address()));
    }

    /** The eldest admin, else the eldest member. */
    private static Optional<Member> heir(Room room) {
        return room.members().stream().filter(member -> member.role() == Role.ADMIN || member.role() == Role.MEMBER)
                .min(Comparator.comparing(Member::role));
    }
}
