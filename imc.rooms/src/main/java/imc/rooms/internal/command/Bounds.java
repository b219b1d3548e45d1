package imc.rooms.internal.command;

import imc.api.Answer;
import imc.api.ReturnCode;
import imc.api.Room;
import imc.api.SipAddress;
import imc.api.command.CommandCall;
import imc.api.command.Step;
import imc.rooms.internal.ConferenceSettings;
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
    Optional<Step> another(CommandCall call, Room room, ConferenceSettings settings) {
        if (room.members().size() >= settings.maxMembers()) {
            return refused(roomFull, roomFull.text() + ": it has " + room.members().size()
                    + " members and invitations, at most " + settings.maxMembers() + " are allowed");
        }
        return space(call, settings);
    }

    /** What stands against one more room. */
    Optional<Step> anotherRoom(CommandCall call, ConferenceSettings settings) {
        Optional<Step> owned = anotherOwned(call, call.sender(), settings);
        if (owned.isPresent()) {
            return owned;
        }
        return call.roomCount() >= settings.maxRooms() ? refused(noSpace, noSpace.text()) : space(call, settings);
    }

    /** What stands against one more room that this user owns. */
    Optional<Step> anotherOwned(CommandCall call, SipAddress user, ConferenceSettings settings) {
        return call.roomsOwned(user) < settings.maxRoomsPerUser() ? Optional.empty()
                : refused(tooMany, tooMany.text() + ": at most " + settings.maxRoomsPerUser() + " are allowed");
    }

    private Optional<Step> space(CommandCall call, ConferenceSettings settings) {
        return call.memberCount() >= settings.maxMemberships() ? refused(noSpace, noSpace.text()) : Optional.empty();
    }

    private static Optional<Step> refused(ReturnCode code, String text) {
        return Optional.of(Step.refused(Answer.of(code, text)));
    }
}
