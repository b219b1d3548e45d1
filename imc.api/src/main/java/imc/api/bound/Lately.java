package imc.api.bound;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * What is remembered of those who did something lately: of each for some time, and of so many at most, so that it does
 * not grow, however many come. Then the one of whom it is remembered longest is forgotten: not for what nobody may do
 * again by having others come. Safe for use by many threads.
 *
 * @param <K> who; has equals and hashCode
 * @param <V> what is remembered of him
 */
public final class Lately<K, V> {

    private final int most;
    private final long time;
    private final LongSupplier clock;
    /** Whom it is remembered of longest comes first. */
    private final Map<K, Memory<V>> memories = new LinkedHashMap<>();

    private record Memory<V>(V what, long since) {
    }

    /**
     * @param most  of how many something is remembered
     * @param time  for how long, in units of the clock
     * @param clock any that goes on; if it is set back, what was remembered later than it says is forgotten
     */
    public Lately(int most, long time, LongSupplier clock) {
        this.most = most;
        this.time = time;
        this.clock = clock;
    }

    /**
     * As long as there is room.
     *
     * @param most of how many something is remembered
     */
    public Lately(int most) {
        this(most, Long.MAX_VALUE, () -> 0);
    }

    /** Remembers something of somebody, in place of what was, from now on. */
    public synchronized void put(K who, V what) {
        memories.remove(who);
        memories.put(who, new Memory<>(what, clock.getAsLong()));
        if (memories.size() > most) {
            memories.remove(memories.keySet().iterator().next());
        }
    }

    /**
     * Remembers something of somebody from now on, where nothing is yet.
     *
     * @return what is remembered already; empty where nothing was
     */
    public synchronized Optional<V> putIfAbsent(K who, V what) {
        Optional<V> before = get(who);
        if (before.isEmpty()) {
            put(who, what);
        }
        return before;
    }

    /** What is remembered of somebody; empty for nothing. */
    public synchronized Optional<V> get(K who) {
        return left(who) == 0 ? Optional.empty() : Optional.ofNullable(memories.get(who)).map(Memory::what);
    }

    /** For how long something is remembered of somebody still, in units of the clock; 0 where nothing is. */
    public synchronized long left(K who) {
        Memory<V> memory = memories.get(who);
        long since = memory == null ? time : clock.getAsLong() - memory.since();
        return since < 0 || since >= time ? 0 : time - since;
    }

    /** Remembers nothing more of somebody. */
    public synchronized void remove(K who) {
        memories.remove(who);
    }

    /** Of how many something is kept, be its time over or not: no more than the most. */
    public synchronized int size() {
        return memories.size();
    }
}
