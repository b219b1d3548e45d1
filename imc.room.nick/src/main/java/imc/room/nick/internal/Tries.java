package imc.room.nick.internal;

import imc.api.SipAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How many names of a member were refused lately after they were compared with all others of his room, which costs a
 * look at each. Bounded: the eldest are forgotten first. Safe for use by many threads.
 */
final class Tries {

    static final int MOST = 10_000;
    static final int IN_A_ROW = 5;

    private final LongSupplier seconds;
    private final int wait;
    /** The eldest first. */
    private final Map<Key, Count> counts = new LinkedHashMap<>();

    /** @param wait for so many seconds after the last one no further name is compared */
    Tries(LongSupplier seconds, int wait) {
        this.seconds = seconds;
        this.wait = wait;
    }

    private record Key(SipAddress room, SipAddress user) {
    }

    private record Count(int refused, long last) {
    }

    /** A name was refused. */
    synchronized void refused(SipAddress room, SipAddress user) {
        Key key = new Key(room, user);
        Count before = counts.remove(key);
        counts.put(key, new Count(before != null && left(before) > 0 ? before.refused() + 1 : 1, seconds.getAsLong()));
        if (counts.size() > MOST) {
            counts.remove(counts.keySet().iterator().next());
        }
    }

    /** For how many seconds no name of this member is compared; 0 for none. */
    synchronized int waiting(SipAddress room, SipAddress user) {
        Count count = counts.get(new Key(room, user));
        return count != null && count.refused() >= IN_A_ROW ? left(count) : 0;
    }

    /** Of the wait after the last one. A clock that was set back ends it. */
    private int left(@Nullable Count count) {
        long since = count == null ? wait : seconds.getAsLong() - count.last();
        return since < 0 || since >= wait ? 0 : (int) (wait - since);
    }

    synchronized int size() {
        return counts.size();
    }
}
