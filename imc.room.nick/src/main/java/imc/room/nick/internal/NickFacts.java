package imc.room.nick.internal;

import imc.api.Member;
import imc.api.Room;
import imc.api.room.RoomFacts;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** How members are called, for {@code imc_room}. */
@Component
public final class NickFacts implements RoomFacts {

    @Activate
    public NickFacts() {
        // remembers nothing
    }

    @Override
    public Map<String, Object> of(Room room, Member member) {
        return member.properties().isEmpty() ? Map.of()
                : member.name().<Map<String, Object>>map(name -> Map.of("name", name)).orElse(Map.of());
    }
}
