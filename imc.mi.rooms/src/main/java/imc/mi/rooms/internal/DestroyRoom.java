package imc.mi.rooms.internal;

import imc.api.command.Step;
import imc.api.mi.MiCommand;
import imc.api.mi.MiCommandProperties;
import imc.api.mi.MiException;
import imc.api.mi.MiRoom;
import imc.api.room.Rooms;
import imc.api.store.Change;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code imc_destroy_room}: ends a room. */
@Component
@MiCommandProperties(name = "imc_destroy_room",
        parameters = MiRoom.PARAMETER,
        description = "Ends a room, whoever owns it; its members are told")
public final class DestroyRoom implements MiCommand {

    private final Rooms rooms;

    @Activate
    public DestroyRoom(@Reference Rooms rooms) {
        this.rooms = rooms;
    }

    @Override
    public Object execute(Map<String, Object> parameters) throws MiException {
        MiRoom found = MiRoom.of(rooms, parameters);
        return found.act("imc_destroy_room", "destroyed", (call, room) -> Step.done()
                .changing(new Change.RoomDestroyed(room.address()))
                .noticing(room.present(), Words.to(room, "destroyed")));
    }
}
