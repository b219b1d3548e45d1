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
import java.util.Optional;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Component;

/** {@code #modify}: gives a member another role. A room keeps one owner: who gives that away becomes an admin. */
@Component(service = ImcCommand.class)
@ImcCommandProperties(name = "modify", usage = "<user> <role> [<room>]",
        help = "change a member's role",
        details = "The role is owner, admin or member.")
public final class Modify implements StandardCommand {

    private static final Governance CHECKS = new Governance(ReturnCode.MODIFY_NO_USER, ReturnCode.MODIFY_NO_USER,
            ReturnCode.MODIFY_NO_ROOM, ReturnCode.MODIFY_NOT_MEMBER, ReturnCode.MODIFY_NOT_ALLOWED);

    private static final Bounds BOUNDS = new Bounds(ReturnCode.MODIFY_TOO_MANY, ReturnCode.MODIFY_TOO_MANY,
            ReturnCode.MODIFY_TOO_MANY);

    @Override
    public Step run(CommandCall call) {
        if (call.argument("user").isPresent()) {
            Optional<String> word = call.argument("role");
            if (word.isEmpty()) {
                return Step.refused(ReturnCode.MODIFY_NO_ROLE);
            }
            if (role(word.get()).isEmpty()) {
                return Step.refused(ReturnCode.MODIFY_NO_SUCH_ROLE);
            }
        }
        return CHECKS.check(call, (room, sender, user) ->
                modifying(call, room, sender, user, role(call.argument("role").orElseThrow()).orElseThrow()));
    }

    private static Optional<Role> role(String word) {
        return Stream.of(Role.OWNER, Role.ADMIN, Role.MEMBER)
                .filter(role -> role.word().equalsIgnoreCase(word)).findFirst();
    }

    private Step modifying(CommandCall call, Room room, Member sender, SipAddress user, Role role) {
        Optional<Member> target = room.member(user).filter(member -> member.role().isPresent());
        if (target.isEmpty()) {
            return Step.refused(ReturnCode.MODIFY_NO_SUCH_MEMBER);
        }
        boolean touchesOwner = role == Role.OWNER || target.get().role() == Role.OWNER;
        boolean isOwnersOwn = sender.role() == Role.OWNER && target.get().role() != Role.OWNER;
        if (touchesOwner && !isOwnersOwn) {
            return Step.refused(ReturnCode.MODIFY_NOT_ALLOWED);
        }
        if (role == Role.OWNER && target.get().role() != Role.OWNER) {
            Optional<Step> bound = BOUNDS.anotherOwned(call, user);
            if (bound.isPresent()) {
                return bound.get();
            }
        }
        Step modified = Step.done();
        if (target.get().role() != role) {
            modified = modified.changing(new Change.MemberPut(room.address(), new Member(user, role)));
            if (role == Role.OWNER) {
                modified = modified.changing(
                        new Change.MemberPut(room.address(), new Member(sender.address(), Role.ADMIN)));
            }
        }
        return modified.sending(Words.of(room, room.present(), "now." + role.word(), user));
    }
}
