package imc.run.extension;

import imc.api.Answer;
import imc.api.Member;
import imc.api.Role;
import imc.api.Room;
import imc.api.SipAddress;
import imc.api.command.CommandCall;
import imc.api.command.ImcCommand;
import imc.api.command.ImcCommandProperties;
import imc.api.command.Step;
import imc.api.room.RoomPolicy;
import imc.api.room.Speech;
import imc.api.store.Change;
import java.util.Optional;
import org.osgi.service.component.annotations.Component;

/**
 * The whole of a bundle that lets owner and admins mute a member, which is kept with the member. Its command is called
 * rather than the one of that name that the server has.
 */
@Component(service = {ImcCommand.class, RoomPolicy.class}, property = "service.ranking:Integer=1")
@ImcCommandProperties(name = "mute", usage = "<user> [off] [<room>]", help = "let a member say nothing, or speak again")
public class Mute implements ImcCommand, RoomPolicy {

    private static final String MUTED = "mute";
    private static final Answer IS_MUTED = Answer.refused(-1201, 403, "You are muted in this room");
    private static final Answer NOT_ALLOWED = Answer.refused(-1202, 403, "Only the owner and admins may mute members");
    private static final Answer NO_SUCH_MEMBER = Answer.refused(-1203, 404, "No such member");

    @Override
    public Step run(CommandCall call) {
        Optional<Role> role = call.room().flatMap(room -> room.member(call.sender())).map(Member::role);
        if (role.filter(Role::governs).isEmpty()) {
            return Step.refused(NOT_ALLOWED);
        }
        Room room = call.room().orElseThrow();
        Optional<SipAddress> user = call.argument("user").flatMap(word -> member(call, room, word))
                .filter(member -> member.role() != Role.OWNER).map(Member::address);
        if (user.isEmpty()) {
            return Step.refused(NO_SUCH_MEMBER);
        }
        boolean isOff = call.argument("off").isPresent();
        return Step.done().changing(new Change.MemberPropertyPut(room.address(), user.get(), MUTED,
                        isOff ? Optional.empty() : Optional.of("by " + call.sender())))
                .noticing(room.present(), room.label(user.get()) + (isOff ? " may speak again" : " is muted"));
    }

    private static Optional<Member> member(CommandCall call, Room room, String word) {
        try {
            return room.member(call.address(word));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public Speech speaking(Speech speech) {
        return speech.room().member(speech.speaker()).flatMap(member -> member.properties().get(MUTED)).isPresent()
                ? speech.refused(IS_MUTED) : speech;
    }
}
