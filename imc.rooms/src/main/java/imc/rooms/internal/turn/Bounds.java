package imc.rooms.internal.turn;

import imc.api.Answer;
import imc.api.Member;
import imc.api.ReturnCode;
import imc.api.Role;
import imc.api.Room;
import imc.api.SipAddress;
import imc.api.bound.Shares;
import imc.api.command.CommandCall;
import imc.api.command.Step;
import imc.api.store.Change;
import imc.rooms.internal.state.Growth;
import java.util.Optional;

/**
 * How much there may be, whoever wants more: a command of anybody's, a policy, or whoever acts by
 * {@link imc.api.room.Rooms}. The standard commands look themselves before they decide, so that each refuses with codes
 * of its own. What is there already is served, and changed as before; only more is refused.
 */
final class Bounds {

    /** One part in so many of all memberships is for those alone who come by themselves. */
    private static final int RESERVE = 4;

    private Bounds() {
    }

    /**
     * What stands against a step; null if nothing does.
     *
     * @param call   with the room as it is before
     * @param after  the room as it would be; null for no room
     * @param growth takes what the step adds
     */
    static Answer objection(CommandCall call, Step step, Room after, Growth growth) {
        if (after == null || step.changes().isEmpty()) {
            return null;
        }
        Room before = call.room().orElse(null);
        boolean isSenderNew = false;
        for (Change change : step.changes()) {
            if (change instanceof Change.MemberPut put) {
                SipAddress user = put.member().address();
                isSenderNew |= user.equals(call.sender()) && before != null && before.member(user).isEmpty();
                if (put.member().role() == Role.OWNER && !mayOwn(call, before, after, user, growth)) {
                    return refused(tooMany(call, before, user),
                            ": " + Words.to(call.language(), "at.most", call.rules().maxRoomsPerUser()));
                }
            }
        }
        if (before == null) {
            return !growth.room(call.rules().maxRooms()) ? refused(ReturnCode.CREATE_NO_SPACE, "")
                    : members(call, 0, after, growth, ReturnCode.CREATE_ROOM_FULL, ReturnCode.CREATE_NO_SPACE);
        }
        if (isSenderNew) {
            return members(call, before.members().size(), after, growth, ReturnCode.JOIN_ROOM_FULL,
                    ReturnCode.JOIN_NO_SPACE);
        }
        Answer share = after.members().size() > before.members().size() && before.member(call.sender()).isPresent()
                ? brought(call, growth) : null;
        return share != null ? share : members(call, before.members().size(), after, growth,
                ReturnCode.INVITE_ROOM_FULL, ReturnCode.INVITE_NO_SPACE);
    }

    /**
     * What stands against bringing others, who have not been asked: the last places are not for them, and of the others
     * the rooms of one owner have no more than their {@linkplain Shares share}. So whoever brings all that he can keeps
     * nobody from joining, and others can bring theirs.
     */
    private static Answer brought(CommandCall call, Growth growth) {
        int most = call.rules().maxMemberships() - call.rules().maxMemberships() / RESERVE;
        int left = growth.left(most);
        if (left <= 0) {
            return growth.left(call.rules().maxMemberships()) <= 0 ? refused(ReturnCode.INVITE_NO_SPACE, "")
                    : refused(ReturnCode.INVITE_NO_SPACE, ": " + Words.to(call.language(), "space.own"));
        }
        return !Shares.areExceeded(growth.companions(), left, most) ? null : refused(ReturnCode.INVITE_NO_SPACE,
                ": " + Words.to(call.language(), "space.share", growth.companions(), left));
    }

    /** Whether the user may own the room. Whoever is heir to an owner who goes is not asked. */
    private static boolean mayOwn(CommandCall call, Room before, Room after, SipAddress user, Growth growth) {
        if (after.member(user).filter(member -> member.role() == Role.OWNER).isEmpty()) {
            return true;
        }
        Optional<SipAddress> owner = before == null ? Optional.empty() : before.owner().map(Member::address);
        boolean isHeir = owner.filter(gone -> after.member(gone).isEmpty()).isPresent();
        return growth.owner(user, isHeir ? Integer.MAX_VALUE : call.rules().maxRoomsPerUser());
    }

    private static ReturnCode tooMany(CommandCall call, Room before, SipAddress user) {
        if (!user.equals(call.sender())) {
            return ReturnCode.MODIFY_TOO_MANY;
        }
        return before == null ? ReturnCode.CREATE_TOO_MANY : ReturnCode.JOIN_TOO_MANY;
    }

    private static Answer members(CommandCall call, int before, Room after, Growth growth, ReturnCode roomFull,
            ReturnCode noSpace) {
        int size = after.members().size();
        if (size <= before) {
            return null;
        }
        if (size > call.rules().maxMembers()) {
            return refused(roomFull, ": " + Words.to(call.language(), "room.full", before,
                    call.rules().maxMembers()));
        }
        return growth.members(size, call.rules().maxMemberships()) ? null : refused(noSpace, "");
    }

    private static Answer refused(ReturnCode code, String more) {
        return Answer.of(code, code.text() + more);
    }
}
