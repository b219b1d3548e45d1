package imc.commands.internal.command;

import imc.api.Member;
import imc.api.ReturnCode;
import imc.api.Role;
import imc.api.command.CommandCall;
import imc.api.command.ImcCommand;
import imc.api.command.ImcCommandProperties;
import imc.api.command.Step;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Component;

/** {@code #members}: lists who is in the room. */
@Component(service = ImcCommand.class)
@ImcCommandProperties(name = "members", aliases = "list", help = "list the members: * owner, ~ admin")
public final class Members implements StandardCommand {

    @Override
    public Step run(CommandCall call) {
        return Presence.in(call, ReturnCode.MEMBERS_NO_ROOM, Role::isPresent, ReturnCode.MEMBERS_NOT_MEMBER,
                (room, sender) -> Step.done().telling(call.sender(), room.members().stream()
                        .filter(member -> member.role().isPresent())
                        .map(member -> mark(member) + room.label(member.address()))
                        .collect(Collectors.joining("\n", Words.to(call, "members") + "\n", ""))));
    }

    private static String mark(Member member) {
        return switch (member.role()) {
            case OWNER -> "*";
            case ADMIN -> "~";
            case MEMBER, INVITED -> "";
        };
    }
}
