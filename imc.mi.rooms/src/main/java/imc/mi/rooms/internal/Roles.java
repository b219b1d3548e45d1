package imc.mi.rooms.internal;

import imc.api.Member;
import imc.api.Role;
import imc.api.Room;
import imc.api.SipAddress;
import imc.api.command.Step;
import imc.api.mi.MiException;
import imc.api.store.Change;
import java.util.stream.Stream;

/** Roles that management gives. */
final class Roles {

    private Roles() {
    }

    static Role read(String word) throws MiException {
        return Stream.of(Role.OWNER, Role.ADMIN, Role.MEMBER).filter(role -> role.word().equalsIgnoreCase(word))
                .findFirst().orElseThrow(() -> MiException.badRequest(
                        "'" + word + "' is no role; member, admin and owner are allowed"));
    }

    /** What else is done to give a member a role; a room has one owner at most. */
    static Step giving(Step before, Room room, SipAddress user, Role role) {
        Step step = before.changing(new Change.MemberPut(room.address(), new Member(user, role)));
        Member owner = room.owner().orElse(null);
        if (role == Role.OWNER && owner != null && !owner.address().equals(user)) {
            step = step.changing(new Change.MemberPut(room.address(), new Member(owner.address(), Role.ADMIN)));
        }
        return step.noticing(room.present(), Words.to(room, "now." + role.word(), room.label(user)));
    }
}
