package imc.rooms.internal.mi;

import imc.api.Room;
import imc.api.mi.MiCommand;
import imc.api.mi.MiCommandProperties;
import imc.rooms.internal.state.Rooms;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code imc_list_rooms}: all rooms, private ones too. */
@Component
@MiCommandProperties(name = "imc_list_rooms", description = "Lists the rooms with their members' number and their owner")
public final class ListRoomsMi implements MiCommand {

    private final Rooms rooms;

    @Activate
    public ListRoomsMi(@Reference Rooms rooms) {
        this.rooms = rooms;
    }

    @Override
    public Object execute(Map<String, Object> parameters) {
        return rooms.all().sorted(Comparator.comparing(room -> room.address().toString()))
                .map(ListRoomsMi::row).toList();
    }

    private static Map<String, Object> row(Room room) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("room", room.address().toString());
        row.put("members", room.present().size());
        row.put("owner", room.owner().map(owner -> owner.address().toString()).orElse(""));
        row.put("private", room.isPrivate());
        return row;
    }
}
