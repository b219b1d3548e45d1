package imc.commands.internal.command;

import imc.api.Answer;
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

/** {@code #invite}: asks a user to join. An invitation that does not reach the user is withdrawn. */
@Component(service = ImcCommand.class)
@ImcCommandProperties(name = "invite", usage = "<user> [<room>]", help = "invite a user")
public final class Invite implements StandardCommand {

    /** What {@code #invite} and {@code #add} check. */
    static final Governance CHECKS = new Governance(ReturnCode.INVITE_NO_USER, ReturnCode.INVITE_BAD_USER,
            ReturnCode.INVITE_NO_ROOM, ReturnCode.INVITE_NOT_MEMBER, ReturnCode.INVITE_NOT_ALLOWED);

    /** What bounds both. */
    static final Bounds BOUNDS = new Bounds(ReturnCode.INVITE_ROOM_FULL, ReturnCode.INVITE_NO_SPACE,
            ReturnCode.INVITE_NO_SPACE);

    @Override
    public Step run(CommandCall call) {
        return CHECKS.check(call, (room, sender, user) -> {
            if (room.isPresent(user)) {
                return Step.refused(ReturnCode.INVITE_ALREADY_MEMBER);
            }
            if (Governance.isInvited(room, user)) {
                return Step.refused(ReturnCode.INVITE_ALREADY_INVITED);
            }
            return objection(call, user).or(() -> BOUNDS.another(call, room))
                    .orElseGet(() -> inviting(call, room, user));
        });
    }

    /** As a member, a room or the manager would get what nobody reads. */
    static Optional<Step> objection(CommandCall call, SipAddress user) {
        return call.canBeUser(user) ? Optional.empty() : Optional.of(Step.refused(Answer.of(ReturnCode.INVITE_BAD_USER,
                Words.to(call, "bad.user", Words.to(call, "no.user", user)))));
    }

    private static Step inviting(CommandCall call, Room room, SipAddress user) {
        return Step.done()
                .changing(new Change.MemberPut(room.address(), Member.invited(user, call.sender())))
                .sending(Words.of(room, List.of(user), "invites", call.sender(), call.startChar()).personal()
                        .otherwise((later, delivery) -> withdraw(later, user)));
    }

    /** Takes the invitation back, unless the user has answered it, or was invited by somebody else since. */
    private static Step withdraw(CommandCall call, SipAddress user) {
        Optional<Member> invited = call.room().flatMap(room -> room.member(user))
                .filter(member -> member.inviter().equals(Optional.of(call.sender())));
        if (invited.isEmpty()) {
            return Step.done();
        }
        Room room = call.room().orElseThrow();
        return Step.done()
                .changing(new Change.MemberRemoved(room.address(), user))
                .noticing(call.sender(), Words.to(call, "not.registered", room.label(user)));
    }
}
