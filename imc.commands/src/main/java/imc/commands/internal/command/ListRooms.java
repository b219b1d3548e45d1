package imc.commands.internal.command;

import imc.api.Room;
import imc.api.SipAddress;
import imc.api.command.CommandCall;
import imc.api.command.ImcCommand;
import imc.api.command.ImcCommandProperties;
import imc.api.command.Step;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Component;

/** {@code #rooms}: lists the rooms that the sender may know of. */
@Component
@ImcCommandProperties(name = "rooms", usage = "", help = "list the rooms")
public final class ListRooms implements ImcCommand {

    @Override
    public Step run(CommandCall call) {
        List<SipAddress> visible = call.rooms()
                .filter(room -> !room.isPrivate() || Presence.isPresent(room, call.sender()))
                .map(Room::address).toList();
        Map<String, Long> namesakes = visible.stream()
                .collect(Collectors.groupingBy(SipAddress::user, Collectors.counting()));
        String list = visible.stream()
                .map(room -> namesakes.get(room.user()) > 1
                        ? Room.label(room.displayUser() + "@" + room.host())
                        : Room.label(room.displayUser()))
                .sorted().map(label -> "\n" + label).collect(Collectors.joining());
        return Step.done().telling(call.sender(), "Rooms:" + list);
    }
}
