package imc.rooms.internal.state;

import imc.api.Room;
import imc.api.SipAddress;
import java.util.Collection;
import java.util.Comparator;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;

/** The rooms that everybody is shown, in the order of their names, so that a part of the list costs what it has. */
final class RoomNames {

    private final NavigableMap<Name, SipAddress> open = new ConcurrentSkipListMap<>();

    /** A room's place in the list. */
    private record Name(String user, String host) implements Comparable<Name> {

        private static final Comparator<Name> ORDER = Comparator.comparing(Name::user).thenComparing(Name::host);

        private static Name of(SipAddress room) {
            return new Name(room.displayUser(), room.host());
        }

        @Override
        public int compareTo(Name other) {
            return ORDER.compare(this, other);
        }
    }

    /** A room is another now; null for none. */
    void changed(Room before, Room after) {
        boolean was = before != null && !before.isUnlisted();
        boolean is = after != null && !after.isUnlisted();
        if (was && !is) {
            open.remove(Name.of(before.address()));
        } else if (is && !was) {
            open.put(Name.of(after.address()), after.address());
        }
    }

    /** From a name, or name@host, on: those that everybody sees, and these others. Made as it is read. */
    Stream<SipAddress> from(String first, Collection<SipAddress> others) {
        int at = first.lastIndexOf('@');
        Name start = at < 0 ? new Name(first, "") : new Name(first.substring(0, at), first.substring(at + 1));
        NavigableMap<Name, SipAddress> secret = new TreeMap<>();
        for (SipAddress other : others) {
            secret.put(Name.of(other), other);
        }
        return Stream.iterate(earlier(open.ceilingKey(start), secret.ceilingKey(start)), Objects::nonNull,
                        last -> earlier(open.higherKey(last), secret.higherKey(last)))
                // gone meanwhile
                .map(name -> open.getOrDefault(name, secret.get(name))).filter(Objects::nonNull);
    }

    /** Null where both are. */
    private static Name earlier(Name one, Name other) {
        return one == null || other != null && other.compareTo(one) < 0 ? other : one;
    }
}
