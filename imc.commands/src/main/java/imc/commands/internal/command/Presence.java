package imc.commands.internal.command;

import imc.api.Member;
import imc.api.Role;
import imc.api.Room;
import imc.api.SipAddress;
import imc.api.command.Step;
import imc.api.store.Change;

/** Coming to a room and being there: what several commands share. */
final class Presence {

    private Presence() {
    }

    /** Whether the user has joined; an invitation alone does not count. */
    static boolean isPresent(Room room, SipAddress user) {
        return room.member(user).filter(member -> member.role().isPresent()).isPresent();
    }

    /** The user becomes a member, and everybody is told, the new member too. */
    static Step joining(Room room, SipAddress user) {
        Member member = new Member(user, Role.MEMBER);
        Room joined = room.with(member);
        return Step.done()
                .changing(new Change.MemberPut(room.address(), member))
                .noticing(joined.present(), joined.label(user) + " has joined the room");
    }
}
