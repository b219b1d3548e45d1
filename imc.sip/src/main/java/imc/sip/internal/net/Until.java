package imc.sip.internal.net;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Of whom something is true until when, as that he has refused something, so that not each message has to find that out
 * again. Asked for each copy, it takes no lock, and each has a time of his own; else {@code imc.api.bound.Lately} will
 * do. Safe for use by many threads.
 */
public final class Until<K> {

    private static final int MAX_SIZE = 10_000;

    private final Map<K, Long> until = new ConcurrentHashMap<>();
    private final LongSupplier nanoTime;

    /** @param nanoTime as {@link System#nanoTime()} */
    public Until(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /**
     * It is true of somebody for so long from now on.
     *
     * @return whether it was not before
     */
    public boolean add(K who, Duration time) {
        if (until.size() >= MAX_SIZE) {
            until.clear();
        }
        return until.put(who, nanoTime.getAsLong() + time.toNanos()) == null;
    }

    /** Whether it is true of nobody. */
    public boolean isEmpty() {
        return until.isEmpty();
    }

    public boolean contains(K who) {
        Long end = until.get(who);
        if (end != null && nanoTime.getAsLong() - end >= 0) {
            until.remove(who, end);
            return false;
        }
        return end != null;
    }

    /** Some seconds have gone by: what is not true any more is forgotten. */
    public void age() {
        long now = nanoTime.getAsLong();
        until.values().removeIf(end -> now - end >= 0);
    }

    public void clear() {
        until.clear();
    }
}
