package imc.commands.internal.command;

import imc.api.Member;
import imc.api.ReturnCode;
import imc.api.Role;
import imc.api.Room;
import imc.api.SipAddress;
import imc.api.command.CommandCall;
import imc.api.command.Step;
import imc.api.store.Change;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/** Coming to a room and being there: what several commands share. */
final class Presence {

    private Presence() {
    }

    /**
     * What a command does whose sender has to be in its room.
     *
     * @param as    his role there
     * @param notIn refuses whoever has no such role
     */
    static Step in(CommandCall call, ReturnCode noRoom, Predicate<Role> as, ReturnCode notIn,
            BiFunction<Room, Member, Step> act) {
        if (call.room().isEmpty()) {
            return Step.refused(noRoom);
        }
        Room room = call.room().get();
        return room.member(call.sender()).filter(sender -> as.test(sender.role()))
                .map(sender -> act.apply(room, sender)).orElseGet(() -> Step.refused(notIn));
    }

    /** The sender becomes a member, if there is room for another. */
    static Step joining(CommandCall call, Room room, Bounds bounds) {
        boolean isInvited = room.member(call.sender()).isPresent();
        return (isInvited ? Optional.<Step>empty() : bounds.another(call, room))
                .orElseGet(() -> joining(room, call.sender()));
    }

    /** The user becomes a member, and everybody is told, the new member too. */
    static Step joining(Room room, SipAddress user) {
        Member member = new Member(user, Role.MEMBER);
        List<SipAddress> receivers = room.member(user).isEmpty()
                ? room.presentAnd(user)
                : room.with(member).present();
        return Step.done()
                .changing(new Change.MemberPut(room.address(), member))
                .sending(Words.of(room, receivers, "joined", user));
    }
}
