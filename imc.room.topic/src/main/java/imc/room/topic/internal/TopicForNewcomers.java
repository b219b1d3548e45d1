package imc.room.topic.internal;

import imc.api.Room;
import imc.api.SipAddress;
import imc.api.command.Step;
import imc.api.room.Entry;
import imc.api.room.RoomPolicy;
import imc.api.text.Language;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Component;

/** Shows the topic to who enters the room, after what tells all that he does. */
@Component
public final class TopicForNewcomers implements RoomPolicy {

    @Override
    public Step entering(Entry entry, Step proposed) {
        Optional<Topic> topic = entry.room().flatMap(Topic::of);
        if (topic.isEmpty()) {
            return proposed;
        }
        Room room = entry.room().get();
        SipAddress newcomer = entry.member().address();
        Language language = newcomer.equals(entry.call().sender()) ? entry.call().language() : Language.of(room);
        return proposed.noticing(List.of(newcomer), topic.get().shown(language, room));
    }
}
