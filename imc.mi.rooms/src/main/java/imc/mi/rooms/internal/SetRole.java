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
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code imc_set_role}: gives somebody another role. */
@Component
@MiCommandProperties(name = "imc_set_role",
        parameters = {MiRoom.PARAMETER, "user As sip:user@host, or the user part alone",
            "role member, admin or owner; who was the owner becomes an admin"},
        description = "Gives a member another role; all are told")
public final class SetRole implements MiCommand {

    private final Rooms rooms;

    @Activate
    public SetRole(@Reference Rooms rooms) {
        this.rooms = rooms;
    }

    @Override
    public Object execute(Map<String, Object> parameters) throws MiException {
        MiRoom found = MiRoom.of(rooms, parameters);
        SipAddress user = found.user((String) parameters.get("user"));
        Role role = Roles.read((String) parameters.get("role"));
        return found.act("imc_set_role", "now " + role.word(),
                (call, room) -> setting(room, user, role));
    }

    private static Step setting(Room room, SipAddress user, Role role) {
        Optional<Member> member = room.member(user).filter(found -> found.role().isPresent());
        if (member.isEmpty()) {
            return Step.refused(ReturnCode.MODIFY_NO_SUCH_MEMBER);
        }
        if (member.get().role() == Role.OWNER && role != Role.OWNER) {
            return Step.refused(Answer.of(ReturnCode.MODIFY_NOT_ALLOWED,
                    "A room keeps its owner: make another the owner, and this one becomes an admin"));
        }
        return Roles.giving(Step.done(), room, user, role);
    }
}
