package imc.api.room;

import imc.api.Member;
import imc.api.Room;
import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * What a feature has to tell of a room and of its members to those who manage the server: {@code imc_room} shows it.
 * To add some, register a service of this type. Methods are called by many threads, wait for nothing and tell no
 * secret; what they throw is logged once, and the rest is shown.
 */
@ConsumerType
public interface RoomFacts {

    /** Of the room, by name: texts, numbers, booleans, lists and maps of them. */
    default Map<String, Object> of(Room room) {
        return Map.of();
    }

    /** Of one of its members; the same. */
    default Map<String, Object> of(Room room, Member member) {
        return Map.of();
    }
}
