package imc.rooms.internal;

import imc.api.ReturnCode;
import imc.api.Room;
import imc.api.SipAddress;
import imc.api.command.CommandCall;
import imc.api.command.ImcCommand;
import imc.api.command.Step;
import imc.api.store.Change;
import java.util.Map;
import java.util.Optional;

/** A command of some feature: it keeps a word of the room and of who has sent it, or takes that away. */
final class Mark implements ImcCommand {

    static final String NAME = "mark";

    static void install(Conference conference) {
        conference.registry.bindCommand(new Mark(), new TestReference<>(Map.of(ImcCommand.NAME, NAME,
                ImcCommand.USAGE, "<colour> [<room>]", ImcCommand.HELP, "keep a colour"), 0));
    }

    @Override
    public Step run(CommandCall call) {
        Optional<Room> room = call.room().filter(each ->
                each.member(call.sender()).filter(member -> member.role().isPresent()).isPresent());
        if (room.isEmpty()) {
            return Step.refused(ReturnCode.LEAVE_NOT_MEMBER);
        }
        SipAddress address = room.get().address();
        Optional<String> colour = call.argument("colour").filter(word -> !word.equals("none"));
        return Step.done().changing(new Change.RoomPropertyPut(address, NAME, colour))
                .changing(new Change.MemberPropertyPut(address, call.sender(), NAME, colour));
    }
}
