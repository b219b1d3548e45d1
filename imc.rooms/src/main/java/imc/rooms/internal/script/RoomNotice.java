package imc.rooms.internal.script;

import imc.api.Answer;
import imc.api.ReturnCode;
import imc.api.SipAddress;
import imc.api.command.Step;
import imc.api.room.Cause;
import imc.api.room.Rooms;
import imc.api.script.ScriptCall;
import imc.api.script.ScriptFunction;
import imc.api.script.ScriptFunctionProperties;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code imc_send("$imc(room)", "text")}. */
@Component
@ScriptFunctionProperties(name = "imc_send",
        arguments = {"room The room's address", "text What the members are told, at most 8192 bytes"},
        help = "Sends a notice to all members of a room; true where the room is there")
public final class RoomNotice implements ScriptFunction {

    /** What every client takes, and every transport can send. */
    private static final int MAX_BYTES = 8192;

    private final Rooms rooms;

    @Activate
    public RoomNotice(@Reference Rooms rooms) {
        this.rooms = rooms;
    }

    /** The room's turn is not waited for: it may be the one that the script is about. */
    @Override
    public CompletionStage<Integer> call(ScriptCall call) {
        if (call.isTrial()) {
            return TRUE;
        }
        String text = call.text(1).strip();
        Optional<SipAddress> room = Subjects.address(call.text(0)).filter(address -> rooms.room(address).isPresent());
        if (room.isEmpty() || text.isEmpty() || text.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            return FALSE;
        }
        CompletionStage<Answer> unused = rooms.change(room.get(), Cause.of("imc_send", room.get()),
                turn -> turn.room().map(now -> Step.done().noticing(now.present(), text))
                        .orElseGet(() -> Step.refused(ReturnCode.MESSAGE_NO_ROOM)));
        return TRUE;
    }
}
