package imc.room.topic.internal;

import imc.api.Room;
import imc.api.SipAddress;
import imc.api.room.RoomFacts;
import java.util.LinkedHashMap;
import java.util.Map;
import org.osgi.service.component.annotations.Component;

/** What {@code imc_room} shows: the topic, and who set it. */
@Component
public final class TopicFacts implements RoomFacts {

    @Override
    public Map<String, Object> of(Room room) {
        Map<String, Object> facts = new LinkedHashMap<>();
        Topic.of(room).ifPresent(topic -> {
            facts.put("topic", topic.text());
            facts.put("topic_author", topic.author().map(SipAddress::toString).orElse(""));
        });
        return facts;
    }
}
