package imc.commands.internal.command;

import imc.api.Answer;
import imc.api.Member;
import imc.api.ReturnCode;
import imc.api.Role;
import imc.api.Room;
import imc.api.command.CommandCall;
import imc.api.command.ImcCommand;
import imc.api.command.ImcCommandProperties;
import imc.api.command.Notice;
import imc.api.command.Step;
import imc.api.store.Change;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Component;

/** {@code #create}: makes a room; joins a public one that is there already. */
@Component(service = ImcCommand.class)
@ImcCommandProperties(name = "create", usage = "[<room>] [private]", help = "make a room",
        details = "A private room is by invitation only.")
public final class Create implements StandardCommand {

    private static final String PRIVATE = "private";
    private static final Bounds BOUNDS = new Bounds(ReturnCode.CREATE_ROOM_FULL, ReturnCode.CREATE_TOO_MANY,
            ReturnCode.CREATE_NO_SPACE);

    @Override
    public Step run(CommandCall call) {
        Optional<String> kind = call.argument(PRIVATE);
        if (kind.isPresent() && !kind.get().equalsIgnoreCase(PRIVATE)) {
            return Step.refused(ReturnCode.CREATE_NOT_PRIVATE);
        }
        if (!call.canBeRoom()) {
            return Step.refused(ReturnCode.CREATE_NOT_ALLOWED);
        }
        return call.room().isPresent()
                ? existing(call, call.room().get())
                : newRoom(call, kind.isPresent(), ReturnCode.CREATE_BAD_ADDRESS, BOUNDS);
    }

    /** A new room with the sender as its owner, if there can be one more and with that address. */
    static Step newRoom(CommandCall call, boolean isPrivate, ReturnCode badAddress, Bounds bounds) {
        Optional<String> notServed = call.notServed();
        if (notServed.isPresent()) {
            return Step.refused(Answer.of(badAddress, badAddress.text() + ": " + notServed.get()));
        }
        return bounds.anotherRoom(call).orElseGet(() -> newRoom(call, isPrivate));
    }

    private static Step newRoom(CommandCall call, boolean isPrivate) {
        return Step.done()
                .changing(new Change.RoomCreated(call.roomAddress(), isPrivate))
                .changing(new Change.MemberPut(call.roomAddress(), new Member(call.sender(), Role.OWNER)))
                .sending(Words.of(List.of(call.sender()), new Notice.Wording("created", call.language(),
                        Optional.of(call.sender()), List.of())).personal());
    }

    private Step existing(CommandCall call, Room room) {
        if (room.isPrivate()) {
            return Step.refused(ReturnCode.CREATE_PRIVATE_EXISTS);
        }
        if (call.rules().checkOnCreate()) {
            return Step.refused(ReturnCode.CREATE_ROOM_EXISTS);
        }
        if (room.isPresent(call.sender())) {
            return Step.done().noticing(call.sender(), Words.to(call, "exists.member"));
        }
        return Presence.joining(call, room, BOUNDS);
    }

    @Override
    public ReturnCode badRoomAddress() {
        return ReturnCode.CREATE_BAD_ADDRESS;
    }
}
