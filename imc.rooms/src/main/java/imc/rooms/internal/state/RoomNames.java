package imc.rooms.internal.state;

import imc.api.Room;
import imc.api.SipAddress;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

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
        Iterator<SipAddress> merged = new Merged(open.tailMap(start, true), secret.tailMap(start, true));
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(merged, Spliterator.ORDERED), false);
    }

    /** Two lists as one. */
    private static final class Merged implements Iterator<SipAddress> {

        private final Iterator<Map.Entry<Name, SipAddress>> one;
        private final Iterator<Map.Entry<Name, SipAddress>> other;
        private Map.Entry<Name, SipAddress> nextOne;
        private Map.Entry<Name, SipAddress> nextOther;

        Merged(NavigableMap<Name, SipAddress> one, NavigableMap<Name, SipAddress> other) {
            this.one = one.entrySet().iterator();
            this.other = other.entrySet().iterator();
            nextOne = after(this.one);
            nextOther = after(this.other);
        }

        private static Map.Entry<Name, SipAddress> after(Iterator<Map.Entry<Name, SipAddress>> entries) {
            return entries.hasNext() ? entries.next() : null;
        }

        @Override
        public boolean hasNext() {
            return nextOne != null || nextOther != null;
        }

        @Override
        public SipAddress next() {
            if (nextOther == null || nextOne != null && nextOne.getKey().compareTo(nextOther.getKey()) <= 0) {
                SipAddress room = nextOne.getValue();
                nextOne = after(one);
                return room;
            }
            SipAddress room = nextOther.getValue();
            nextOther = after(other);
            return room;
        }
    }
}
