package imc.store.kit;

import imc.api.Member;
import imc.api.Role;
import imc.api.Room;
import imc.api.SipAddress;
import imc.api.store.Change;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;

/** Changes at random, but possible and the same each time, and the rooms that they make. */
public final class RandomChanges {

    private static final int ROOMS = 6;
    private static final int USERS = 10;

    private final Random random;
    private final Map<SipAddress, Room> rooms = new LinkedHashMap<>();

    public RandomChanges(long seed) {
        random = new Random(seed);
    }

    /** The rooms after all batches so far. */
    public Map<SipAddress, Room> rooms() {
        return Map.copyOf(rooms);
    }

    /** A batch of one to four changes of one or more rooms. */
    public List<Change> next() {
        List<Change> batch = new ArrayList<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            Change change = change(address("room", ROOMS));
            Room after = change.applyTo(rooms.get(change.room()));
            if (after == null) {
                rooms.remove(change.room());
            } else {
                rooms.put(change.room(), after);
            }
            batch.add(change);
        }
        return batch;
    }

    private Change change(SipAddress room) {
        boolean isThere = rooms.containsKey(room);
        return switch (isThere ? random.nextInt(16) : 0) {
            case 0 -> new Change.RoomCreated(room, random.nextBoolean());
            case 1 -> new Change.RoomDestroyed(room);
            case 2, 3, 4 -> new Change.MemberRemoved(room, user());
            case 5, 6 -> new Change.MemberPut(room, Member.invited(user(), user()));
            case 7, 8 -> new Change.RoomPropertyPut(room, property(), value());
            case 9, 10 -> memberProperty(room);
            default -> new Change.MemberPut(room, new Member(user(), role(room)));
        };
    }

    /** Of somebody who is there, if anybody is. */
    private Change memberProperty(SipAddress room) {
        List<Member> members = there(room).members();
        return members.isEmpty() ? new Change.MemberPropertyPut(room, user(), property(), Optional.empty())
                : new Change.MemberPropertyPut(room, members.get(random.nextInt(members.size())).address(), property(),
                        value());
    }

    private Room there(SipAddress room) {
        return Objects.requireNonNull(rooms.get(room));
    }

    private String property() {
        return "property" + random.nextInt(4);
    }

    private Optional<String> value() {
        return Optional.of("value " + random.nextInt(100)).filter(value -> random.nextInt(4) > 0);
    }

    /** A room has one owner at most. */
    private Role role(SipAddress room) {
        Role role = Role.values()[random.nextInt(Role.values().length)];
        return role == Role.OWNER && there(room).owner().isPresent() ? Role.ADMIN : role;
    }

    private SipAddress user() {
        return address("User", USERS);
    }

    private SipAddress address(String name, int count) {
        return SipAddress.parse("sip:" + name + random.nextInt(count) + "@example.com");
    }
}
