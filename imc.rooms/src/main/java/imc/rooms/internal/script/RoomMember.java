package imc.rooms.internal.script;

import imc.api.ImcManager;
import imc.api.SipAddress;
import imc.api.script.ScriptCall;
import imc.api.script.ScriptFunction;
import imc.api.script.ScriptFunctionProperties;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code imc_room_member("$ru", "$fu")}. */
@Component
@ScriptFunctionProperties(name = "imc_room_member",
        arguments = {"room The room's address", "user The user's address"},
        help = "Whether the user has joined the room")
public final class RoomMember implements ScriptFunction {

    private final ImcManager rooms;

    @Activate
    public RoomMember(@Reference ImcManager rooms) {
        this.rooms = rooms;
    }

    @Override
    public CompletionStage<Integer> call(ScriptCall call) {
        Optional<SipAddress> room = Subjects.address(call.text(0));
        Optional<SipAddress> user = Subjects.address(call.text(1));
        return ScriptFunction.of(room.isPresent() && user.isPresent()
                && rooms.roomMember(room.get(), user.get()));
    }
}
