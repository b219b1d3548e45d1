package imc.commands.internal;

import imc.api.Room;
import imc.api.SipAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Component;

/** The rooms as they are. Whoever reads waits for nothing; what is here has been stored. */
@Component(service = Rooms.class)
public final class Rooms {

    private final Map<SipAddress, Room> rooms = new ConcurrentHashMap<>();
    private volatile boolean known;
    private volatile BiConsumer<SipAddress, Room> follower = (address, room) -> { };

    public Optional<Room> find(SipAddress address) {
        return Optional.ofNullable(rooms.get(address));
    }

    /** All rooms, in no particular order. */
    public Stream<Room> all() {
        return rooms.values().stream();
    }

    public int size() {
        return rooms.size();
    }

    /** Whether the rooms were read from a store since the start. Before that, a missing room may still exist. */
    boolean areKnown() {
        return known;
    }

    void setKnown() {
        known = true;
    }

    /** Puts the room's new state; null for a room that is gone. */
    void put(SipAddress address, Room room) {
        if (room == null) {
            rooms.remove(address);
        } else {
            rooms.put(address, room);
        }
        follower.accept(address, room);
    }

    /** Has each change told, after it, with the room's new state; null for a room that is gone. */
    void follow(BiConsumer<SipAddress, Room> changes) {
        follower = changes;
    }
}
