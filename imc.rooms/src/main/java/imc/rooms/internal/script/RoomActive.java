package imc.rooms.internal.script;

import imc.api.ImcManager;
import imc.api.script.ScriptCall;
import imc.api.script.ScriptFunction;
import imc.api.script.ScriptFunctionProperties;
import java.util.concurrent.CompletionStage;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code imc_room_active("$ru")}. */
@Component
@ScriptFunctionProperties(name = "imc_room_active", arguments = "room The room's address",
        help = "Whether there is such a room")
public final class RoomActive implements ScriptFunction {

    private final ImcManager rooms;

    @Activate
    public RoomActive(@Reference ImcManager rooms) {
        this.rooms = rooms;
    }

    @Override
    public CompletionStage<Integer> call(ScriptCall call) {
        return Subjects.address(call.text(0)).map(rooms::roomActive).map(ScriptFunction::of).orElse(FALSE);
    }
}
