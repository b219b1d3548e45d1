package imc.commands.internal.command;

import imc.api.Answer;
import imc.api.ReturnCode;
import imc.api.Room;
import imc.api.SipAddress;
import imc.api.command.CommandCall;
import imc.api.command.Step;
import java.util.Optional;

/**
 * How much a command may add to what there is. The codes differ from command to command.
 *
 * @param roomFull for {@code max_members}
 * @param tooMany  for {@code max_rooms_per_user}
 * @param noSpace  for {@code max_rooms} and {@code max_memberships}
 */
record Bounds(ReturnCode roomFull, ReturnCode tooMany, ReturnCode noSpace) {

    /** What stands against one more member or invitation. */
    Optional<Step> another(CommandCall call, Room room) {
        if (room.members().size() >= call.rules().maxMembers()) {
            return refused(roomFull, roomFull.text() + ": "
                    + Words.to(call, "room.full", room.members().size(), call.rules().maxMembers()));
        }
        return space(call);
    }

    /** What stands against one more room. */
    Optional<Step> anotherRoom(CommandCall call) {
        Optional<Step> owned = anotherOwned(call, call.sender());
        if (owned.isPresent()) {
            return owned;
        }
        return call.roomCount() >= call.rules().maxRooms() ? refused(noSpace, noSpace.text()) : space(call);
    }

    /** What stands against one more room that this user owns. */
    Optional<Step> anotherOwned(CommandCall call, SipAddress user) {
        return call.roomsOwned(user) < call.rules().maxRoomsPerUser() ? Optional.empty()
                : refused(tooMany, tooMany.text() + ": " + Words.to(call, "at.most", call.rules().maxRoomsPerUser()));
    }

    private Optional<Step> space(CommandCall call) {
        return call.memberCount() < call.rules().maxMemberships() ? Optional.empty()
                : refused(noSpace, noSpace.text());
    }

    private static Optional<Step> refused(ReturnCode code, String text) {
        return Optional.of(Step.refused(Answer.of(code, text)));
    }
}
