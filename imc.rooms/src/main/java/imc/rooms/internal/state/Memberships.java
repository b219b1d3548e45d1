package imc.rooms.internal.state;

import imc.api.Member;
import imc.api.Role;
import imc.api.Room;
import imc.api.SipAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * What each user is in all rooms together, and how many of everything there are. It follows the rooms, and counts what
 * is on its way to the store with what is there, each once; anybody may read it at any time.
 */
public final class Memberships {

    private final Map<SipAddress, Standing> users = new ConcurrentHashMap<>();
    /** What the rooms of each owner have beside him, where that is anybody. */
    private final Map<SipAddress, Integer> companions = new ConcurrentHashMap<>();
    private final AtomicInteger rooms = new AtomicInteger();
    private final AtomicInteger total = new AtomicInteger();
    private volatile Consumer<SipAddress> farewell = user -> { };

    /**
     * One user's.
     *
     * @param rooms    in which the user is or to which he is invited
     * @param owned    of these
     * @param coming   rooms that he will own when they are stored
     * @param unlisted of these, where he has joined and which lists show to nobody else
     */
    private record Standing(int rooms, int owned, int coming, List<SipAddress> unlisted) {

        /** What most users have, shared. */
        private static final Standing IN_ONE = new Standing(1, 0, 0, List.of());
        private static final Standing OWNS_ONE = new Standing(1, 1, 0, List.of());
        private static final Standing NONE = new Standing(0, 0, 0, List.of());

        private Standing coming(int count) {
            return new Standing(rooms, owned, coming + count, unlisted);
        }

        private boolean isNothing() {
            return rooms == 0 && coming == 0;
        }

        /** @param arrived of the rooms that were to come */
        private Standing and(int count, Member member, Room room, int arrived) {
            boolean isOwner = member.role() == Role.OWNER;
            List<SipAddress> secret = unlisted;
            if (room.isUnlisted() && member.role().isPresent()) {
                List<SipAddress> changed = new ArrayList<>(unlisted);
                if (count > 0) {
                    changed.add(room.address());
                } else {
                    changed.remove(room.address());
                }
                secret = List.copyOf(changed);
            }
            Standing next = new Standing(rooms + count, owned + (isOwner ? count : 0), coming - arrived, secret);
            return next.equals(IN_ONE) ? IN_ONE : next.equals(OWNS_ONE) ? OWNS_ONE : next;
        }
    }

    /** Has each user told of who is in no room any more. */
    public void whenGone(Consumer<SipAddress> farewells) {
        farewell = farewells;
    }

    /** Room for a batch that changes the room; null for a room that is not there. */
    Growth growth(Room room) {
        return new Growth(this, room);
    }

    /**
     * A room is another now; null for none. Of one room, called by one thread at a time.
     *
     * @param growth what was taken for it; null for nothing
     */
    void changed(Room before, Room after, Growth growth) {
        Room old = before == null ? Room.empty(after.address(), after.isPrivate()) : before;
        Room current = after == null ? Room.empty(old.address(), old.isPrivate()) : after;
        List<Member> was = old.members();
        List<Member> is = current.members();
        // what both begin and end with did not change; mostly that is all but one
        int start = 0;
        int wasEnd = was.size();
        int isEnd = is.size();
        if (old.isUnlisted() == current.isUnlisted()) {
            while (start < wasEnd && start < isEnd && was.get(start) == is.get(start)) {
                start++;
            }
            while (wasEnd > start && isEnd > start && was.get(wasEnd - 1) == is.get(isEnd - 1)) {
                wasEnd--;
                isEnd--;
            }
        }
        is.subList(start, isEnd).forEach(member -> count(1, member, current, growth));
        was.subList(start, wasEnd).forEach(member -> count(-1, member, old, null));
        accompany(current, is.size() - 1);
        accompany(old, 1 - was.size());
        total.addAndGet(is.size() - was.size() - (growth == null ? 0 : growth.handOverMembers()));
        rooms.addAndGet((after == null ? 0 : 1) - (before == null ? 0 : 1)
                - (growth == null ? 0 : growth.handOverRooms()));
    }

    private void count(int count, Member member, Room room, Growth growth) {
        int arrived = growth != null && member.role() == Role.OWNER && growth.handOverOwner(member.address()) ? 1 : 0;
        Standing left = users.compute(member.address(), (user, standing) -> {
            Standing next = (standing == null ? Standing.NONE : standing).and(count, member, room, arrived);
            return next.isNothing() ? null : next;
        });
        if (left == null || left.rooms() == 0) {
            farewell.accept(member.address());
        }
    }

    private void accompany(Room room, int more) {
        Optional<Member> owner = more == 0 ? Optional.empty() : room.owner();
        owner.ifPresent(one -> companions.merge(one.address(), more,
                (before, added) -> before + added == 0 ? null : before + added));
    }

    /** Members and invitations of the rooms that a user owns, himself left out; of those that are stored. */
    public int companions(SipAddress owner) {
        return companions.getOrDefault(owner, 0);
    }

    /** All rooms, those that are being stored included. */
    public int rooms() {
        return rooms.get();
    }

    /** Members and invitations of all rooms, those that are being stored included. */
    public int total() {
        return total.get();
    }

    /** Whether the user is in a room, or invited to one. */
    public boolean hasAny(SipAddress user) {
        return users.getOrDefault(user, Standing.NONE).rooms() > 0;
    }

    /**
     * The rooms that lists show to those alone who are in them, and that the user has joined, in no particular order.
     */
    public List<SipAddress> unlisted(SipAddress user) {
        return users.getOrDefault(user, Standing.NONE).unlisted();
    }

    /** Rooms that the user owns, or will when they are stored. */
    public int owned(SipAddress user) {
        Standing standing = users.getOrDefault(user, Standing.NONE);
        return standing.owned() + standing.coming();
    }

    boolean takeRoom(int max) {
        return take(rooms, 1, max);
    }

    /** Takes the places of members; false if there are too few. */
    boolean take(int members, int max) {
        return take(total, members, max);
    }

    private static boolean take(AtomicInteger counter, int more, int max) {
        return counter.getAndUpdate(now -> now + more <= max ? now + more : now) + more <= max;
    }

    boolean takeOwned(SipAddress user, int max) {
        boolean[] taken = {false};
        users.compute(user, (key, standing) -> {
            Standing before = standing == null ? Standing.NONE : standing;
            taken[0] = before.owned() + before.coming() < max;
            return taken[0] ? before.coming(1) : standing;
        });
        return taken[0];
    }

    void giveBack(int rooms, int members) {
        this.rooms.addAndGet(-rooms);
        total.addAndGet(-members);
    }

    void giveBackOwned(SipAddress user) {
        users.computeIfPresent(user, (key, standing) -> {
            Standing next = standing.coming(-1);
            return next.isNothing() ? null : next;
        });
    }
}
