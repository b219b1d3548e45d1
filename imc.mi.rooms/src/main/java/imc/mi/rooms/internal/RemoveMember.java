package imc.mi.rooms.internal;

import imc.api.Answer;
import imc.api.Member;
import imc.api.ReturnCode;
import imc.api.Role;
import imc.api.Room;
import imc.api.SipAddress;
import imc.api.command.Step;
import imc.api.mi.MiCommand;
import imc.api.mi.MiCommandProperties;
import imc.api.mi.MiException;
import imc.api.mi.MiRoom;
import imc.api.room.Rooms;
import imc.api.store.Change;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code imc_remove_member}: puts somebody out of a room. */
@Component
@MiCommandProperties(name = "imc_remove_member",
        parameters = {MiRoom.PARAMETER, "user As sip:user@host, or the user part alone"},
        description = "Puts a user out of a room, or takes an invitation back; he and the members are told")
public final class RemoveMember implements MiCommand {

    private final Rooms rooms;

    @Activate
    public RemoveMember(@Reference Rooms rooms) {
        this.rooms = rooms;
    }

    @Override
    public Object execute(Map<String, Object> parameters) throws MiException {
        MiRoom found = MiRoom.of(rooms, parameters);
        SipAddress user = found.user((String) parameters.get("user"));
        return found.act("imc_remove_member", "removed", (call, room) -> removing(room, user));
    }

    private static Step removing(Room room, SipAddress user) {
        Optional<Member> member = room.member(user);
        if (member.isEmpty()) {
            return Step.refused(ReturnCode.REMOVE_NO_SUCH_MEMBER);
        }
        if (member.get().role() == Role.OWNER) {
            return Step.refused(Answer.of(ReturnCode.REMOVE_OWNER, "The owner cannot be removed: make another the owner"
                    + " (imc_set_role), or destroy the room (imc_destroy_room)"));
        }
        Step removed = Step.done()
                .changing(new Change.MemberRemoved(room.address(), user))
                .noticing(user, Words.to(room, "removed"));
        return member.get().role().isPresent()
                ? removed.noticing(room.without(user).present(), Words.to(room, "left", room.label(user))) : removed;
    }
}
