package imc.mi.rooms.internal;

import imc.api.command.Step;
import imc.api.mi.MiCommand;
import imc.api.mi.MiCommandProperties;
import imc.api.mi.MiException;
import imc.api.mi.MiRoom;
import imc.api.room.Rooms;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code imc_send}: a notice in the room's name. */
@Component
@MiCommandProperties(name = "imc_send",
        parameters = {MiRoom.PARAMETER, "text What to tell; it is shown behind ***"},
        description = "Sends a notice to all members of a room")
public final class SendNotice implements MiCommand {

    /** What every client takes, and every transport can send, whatever else a message has in it. */
    private static final int MAX_BYTES = 8_192;

    private final Rooms rooms;

    @Activate
    public SendNotice(@Reference Rooms rooms) {
        this.rooms = rooms;
    }

    @Override
    public Object execute(Map<String, Object> parameters) throws MiException {
        MiRoom found = MiRoom.of(rooms, parameters);
        String text = ((String) parameters.get("text")).strip();
        if (text.isEmpty()) {
            throw MiException.badRequest("the parameter 'text' has blanks only");
        }
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MAX_BYTES) {
            throw MiException.badRequest("the parameter 'text' has " + bytes + " bytes; at most " + MAX_BYTES
                    + " are allowed");
        }
        return found.act("imc_send", "sent",
                (call, room) -> Step.done().noticing(room.present(), text));
    }
}
