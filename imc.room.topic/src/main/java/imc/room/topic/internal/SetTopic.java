package imc.room.topic.internal;

import imc.api.mi.MiCommand;
import imc.api.mi.MiCommandProperties;
import imc.api.mi.MiException;
import imc.api.mi.MiRoom;
import imc.api.room.Rooms;
import imc.api.text.Language;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code imc_set_topic}: sets a room's topic in nobody's name. */
@Component
@MiCommandProperties(name = "imc_set_topic",
        parameters = {MiRoom.PARAMETER,
            "[topic] One line of at most 300 characters; left out, the topic is taken away"},
        description = "Sets a room's topic, whoever may set it there; all are told")
public final class SetTopic implements MiCommand {

    private final Rooms rooms;

    @Activate
    public SetTopic(@Reference Rooms rooms) {
        this.rooms = rooms;
    }

    @Override
    public Object execute(Map<String, Object> parameters) throws MiException {
        MiRoom found = MiRoom.of(rooms, parameters);
        String text = ((String) parameters.getOrDefault("topic", "")).strip();
        if (text.isEmpty()) {
            return found.act("imc_set_topic", "taken", (call, room) -> Topic.takenFrom(room, Optional.empty()));
        }
        Optional<String> objection = Topic.objection(Language.NONE, text);
        if (objection.isPresent()) {
            throw MiException.badRequest("the parameter 'topic' cannot be that: " + objection.get());
        }
        return found.act("imc_set_topic", "set", (call, room) -> new Topic(text, Optional.empty()).putIn(room));
    }
}
