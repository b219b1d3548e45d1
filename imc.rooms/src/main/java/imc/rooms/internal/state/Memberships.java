package imc.rooms.internal.state;

import imc.api.Member;
import imc.api.Role;
import imc.api.Room;
import imc.api.SipAddress;
import imc.api.store.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** What each user is in all rooms together. It follows the rooms; anybody may read it at any time. */
public final class Memberships {

    private final Map<SipAddress, Standing> users = new ConcurrentHashMap<>();
    /** Rooms that users will own when they are stored. */
    private final Map<SipAddress, Integer> beingMade = new ConcurrentHashMap<>();
    private final AtomicInteger total = new AtomicInteger();
    private volatile Consumer<SipAddress> farewell = user -> { };

    /**
     * One user's.
     *
     * @param rooms        in which the user is or to which he is invited
     * @param owned        of these
     * @param privateRooms of these, where he has joined
     */
    private record Standing(int rooms, int owned, List<SipAddress> privateRooms) {

        /** What most users have, shared. */
        private static final Standing IN_ONE = new Standing(1, 0, List.of());
        private static final Standing OWNS_ONE = new Standing(1, 1, List.of());
        private static final Standing NONE = new Standing(0, 0, List.of());

        private Standing and(int count, Member member, Room room) {
            boolean isOwner = member.role() == Role.OWNER;
            List<SipAddress> secret = privateRooms;
            if (room.isPrivate() && member.role().isPresent()) {
                List<SipAddress> changed = new ArrayList<>(privateRooms);
                if (count > 0) {
                    changed.add(room.address());
                } else {
                    changed.remove(room.address());
                }
                secret = List.copyOf(changed);
            }
            Standing next = new Standing(rooms + count, owned + (isOwner ? count : 0), secret);
            return next.equals(IN_ONE) ? IN_ONE : next.equals(OWNS_ONE) ? OWNS_ONE : next;
        }
    }

    /** Has each user told of who is in no room any more. */
    public void whenGone(Consumer<SipAddress> farewells) {
        farewell = farewells;
    }

    /** A room is another now; null for none. Of one room, called by one thread at a time. */
    void changed(Room before, Room after) {
        Room old = before == null ? Room.empty(after.address(), after.isPrivate()) : before;
        Room current = after == null ? Room.empty(old.address(), old.isPrivate()) : after;
        List<Member> was = old.members();
        List<Member> is = current.members();
        // what both begin and end with did not change; mostly that is all but one
        int start = 0;
        int wasEnd = was.size();
        int isEnd = is.size();
        if (old.isPrivate() == current.isPrivate()) {
            while (start < wasEnd && start < isEnd && was.get(start) == is.get(start)) {
                start++;
            }
            while (wasEnd > start && isEnd > start && was.get(wasEnd - 1) == is.get(isEnd - 1)) {
                wasEnd--;
                isEnd--;
            }
        }
        is.subList(start, isEnd).forEach(member -> count(1, member, current));
        was.subList(start, wasEnd).forEach(member -> count(-1, member, old));
        total.addAndGet(is.size() - was.size());
    }

    private void count(int count, Member member, Room room) {
        Standing left = users.compute(member.address(), (user, standing) -> {
            Standing next = (standing == null ? Standing.NONE : standing).and(count, member, room);
            return next.rooms() == 0 ? null : next;
        });
        if (left == null) {
            farewell.accept(member.address());
        }
    }

    /** Members and invitations of all rooms. */
    public int total() {
        return total.get();
    }

    /** Whether the user is in a room, or invited to one. */
    public boolean hasAny(SipAddress user) {
        return users.containsKey(user);
    }

    /** The private rooms that the user has joined, in no particular order. */
    public List<SipAddress> privateRooms(SipAddress user) {
        return users.getOrDefault(user, Standing.NONE).privateRooms();
    }

    /** Rooms that the user owns, or will when they are stored. */
    public int owned(SipAddress user) {
        return users.getOrDefault(user, Standing.NONE).owned() + beingMade.getOrDefault(user, 0);
    }

    /** Changes are on their way to the store. */
    public void begin(List<Change> changes) {
        owners(changes).forEach(user -> beingMade.merge(user, 1, Integer::sum));
    }

    /** They have ended, one way or the other. */
    public void end(List<Change> changes) {
        owners(changes).forEach(user -> beingMade.computeIfPresent(user,
                (key, count) -> count == 1 ? null : count - 1));
    }

    private static List<SipAddress> owners(List<Change> changes) {
        List<SipAddress> owners = List.of();
        for (Change change : changes) {
            if (change instanceof Change.MemberPut put && put.member().role() == Role.OWNER) {
                owners = new ArrayList<>(owners);
                owners.add(put.member().address());
            }
        }
        return owners;
    }
}
