package imc.rooms.internal.state;

import imc.api.Room;
import imc.api.SipAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** The rooms as they are. Whoever reads waits for nothing; what is here has been stored. */
@Component(service = Rooms.class)
public final class Rooms {

    private final Map<SipAddress, Room> rooms = new ConcurrentHashMap<>();
    private final RoomNames names = new RoomNames();
    private final Memberships memberships = new Memberships();
    private final List<BiConsumer<Room, Room>> followers = new CopyOnWriteArrayList<>();
    private volatile boolean known;

    @Activate
    public Rooms() {
        // they are read when a store is there
    }

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

    /** What users are in them. */
    public Memberships memberships() {
        return memberships;
    }

    /** The rooms that a user may know of, by name, from a name on; made as it is read. */
    public Stream<Room> visibleTo(SipAddress user, String from) {
        return names.from(from, memberships.unlisted(user)).map(rooms::get)
                // gone meanwhile, or another one by now
                .filter(room -> room != null && (!room.isUnlisted() || room.isPresent(user)));
    }

    /** Whether the rooms were read from a store since the start. Before that, a missing room may still exist. */
    public boolean areKnown() {
        return known;
    }

    public void setKnown() {
        known = true;
    }

    /** Room for a batch that changes a room, which is as given; null for one that is not there. */
    public Growth growth(Room room) {
        return memberships.growth(room);
    }

    /**
     * Puts the room's new state.
     *
     * @param room   null for one that is gone
     * @param growth what was taken for it, in whose place it counts; null for nothing
     * @return the state before; null for none
     */
    public Room put(SipAddress address, Room room, Growth growth) {
        Room before = room == null ? rooms.remove(address) : rooms.put(address, room);
        if (before != null || room != null) {
            memberships.changed(before, room, growth);
            names.changed(before, room);
        }
        return before;
    }

    /** Takes over what a store has; null for a room that it has not. */
    public void adopt(SipAddress address, Room room) {
        Room before = put(address, room, null);
        if (before != null || room != null) {
            followers.forEach(follower -> follower.accept(before, room));
        }
    }

    /** Has each room that is taken over told, after that, as it was and as it is; null for none. */
    public void follow(BiConsumer<Room, Room> follower) {
        followers.add(follower);
    }

    public void unfollow(BiConsumer<Room, Room> follower) {
        followers.remove(follower);
    }
}
