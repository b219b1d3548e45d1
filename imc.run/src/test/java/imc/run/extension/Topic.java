package imc.run.extension;

import imc.api.Answer;
import imc.api.Member;
import imc.api.Role;
import imc.api.Room;
import imc.api.command.CommandCall;
import imc.api.command.ImcCommand;
import imc.api.command.ImcCommandProperties;
import imc.api.command.Step;
import imc.api.room.Entry;
import imc.api.room.RoomPolicy;
import imc.api.store.Change;
import java.util.Optional;
import org.osgi.service.component.annotations.Component;

/** The whole of a bundle that gives rooms a topic, which is kept with the room and shown to who enters it. */
@Component(service = {ImcCommand.class, RoomPolicy.class})
@ImcCommandProperties(name = "topic", usage = "[<text...>] [<room>]", help = "show what the room is about, or set it")
public class Topic implements ImcCommand, RoomPolicy {

    private static final String TOPIC = "topic";
    private static final Answer NOT_MEMBER = Answer.refused(-1101, 403, "You are not a member of this room");
    private static final Answer NOT_ALLOWED =
            Answer.refused(-1102, 403, "Only the owner and admins may set the topic");

    @Override
    public Step run(CommandCall call) {
        Optional<Role> role = call.room().flatMap(room -> room.member(call.sender())).map(Member::role)
                .filter(Role::isPresent);
        if (role.isEmpty()) {
            return Step.refused(NOT_MEMBER);
        }
        Room room = call.room().orElseThrow();
        Optional<String> text = call.argument("text");
        if (text.isEmpty()) {
            return Step.done().noticing(call.sender(), topic(room).orElse("The room has no topic"));
        }
        if (!role.get().governs()) {
            return Step.refused(NOT_ALLOWED);
        }
        return Step.done().changing(new Change.RoomPropertyPut(room.address(), TOPIC, text))
                .noticing(room.present(), room.label(call.sender()) + " has set the topic: " + text.get());
    }

    private static Optional<String> topic(Room room) {
        return room.properties().get(TOPIC).map(text -> "Topic: " + text);
    }

    @Override
    public Step entering(Entry entry, Step proposed) {
        return entry.room().flatMap(Topic::topic).map(text -> proposed.noticing(entry.member().address(), text))
                .orElse(proposed);
    }
}
