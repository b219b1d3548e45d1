package imc.flood.internal;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;

/**
 * Token buckets, one for each of many, who are not known beforehand. A bucket is kept as the moment at which it is full
 * again (GCRA, ITU-T I.371): one that is full is as good as none. There are {@value #MOST} at most; whoever comes then
 * shares one with all others who do. Safe for use by many threads.
 */
final class Buckets<K> {

    static final int MOST = 20_000;
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    /** A look through all of them is taken no more often. */
    private static final long LOOK = SECOND / 10;

    private final Map<K, Bucket> buckets = new ConcurrentHashMap<>();
    private final Bucket others;
    private final LongAdder refused = new LongAdder();
    private final AtomicLong looked;
    private final BiConsumer<String, Integer> told;

    /**
     * @param now  as {@link System#nanoTime()}
     * @param told takes whom a bucket belongs to, and the rate, at its first refusal since it was full
     */
    Buckets(long now, BiConsumer<String, Integer> told) {
        this.told = told;
        this.others = new Bucket(now);
        this.looked = new AtomicLong(now);
    }

    /**
     * Who is refused something.
     *
     * @param count   how often since the bucket was full last
     * @param seconds until it is full again
     */
    record Limited(String who, long count, long seconds) {
    }

    private static final class Bucket {

        private long full;
        private long count;

        Bucket(long now) {
            full = now;
        }

        /** How long to wait, in nanoseconds; 0 to go on. */
        synchronized long take(long now, long interval, long burst) {
            if (full - now <= 0) {
                full = now;
                count = 0;
            }
            long wait = full - now - burst;
            if (wait > 0) {
                return wait;
            }
            full += interval;
            return 0;
        }

        synchronized void refused() {
            count++;
        }

        synchronized long count() {
            return count;
        }

        synchronized long left(long now) {
            return full - now;
        }
    }

    /**
     * Takes a token.
     *
     * @param rate  tokens a second; 0 for any number
     * @param burst of how many seconds the tokens may be taken at once
     * @param now   as {@link System#nanoTime()}
     * @return 0 where there was one; else after how many seconds to try again
     */
    int take(K key, int rate, int burst, long now) {
        if (rate == 0) {
            return 0;
        }
        Bucket bucket = bucket(key, now);
        long wait = bucket.take(now, SECOND / rate, burst * SECOND);
        if (wait == 0) {
            return 0;
        }
        bucket.refused();
        refused.increment();
        if (bucket.count() == 1) {
            told.accept(bucket == others ? "others" : name(key), rate);
        }
        return (int) (1 + wait / SECOND);
    }

    /** Takes a token where half of the burst is left for others. Who gets none is not refused anything. */
    boolean takeSpare(K key, int rate, int burst, long now) {
        return rate == 0 || bucket(key, now).take(now, SECOND / rate, burst * SECOND / 2) == 0;
    }

    /** Takes one token in so many seconds, and none ahead. */
    boolean takeOne(K key, int seconds, long now) {
        return bucket(key, now).take(now, seconds * SECOND, 0) == 0;
    }

    private Bucket bucket(K key, long now) {
        Bucket found = buckets.get(key);
        if (found != null) {
            return found;
        }
        if (buckets.size() >= MOST && !forget(now)) {
            return others;
        }
        return buckets.computeIfAbsent(key, one -> new Bucket(now));
    }

    /** Forgets those that are full; whether there is room then. */
    private boolean forget(long now) {
        long last = looked.get();
        if (now - last >= LOOK && looked.compareAndSet(last, now)) {
            buckets.values().removeIf(bucket -> bucket.left(now) <= 0);
        }
        return buckets.size() < MOST;
    }

    /** How often something was refused. */
    long refused() {
        return refused.sum();
    }

    /** Who was refused something lately, the worst first. */
    List<Limited> limited(long now) {
        List<Limited> limited = new ArrayList<>();
        buckets.forEach((key, bucket) -> {
            if (bucket.left(now) > 0 && bucket.count() > 0) {
                limited.add(new Limited(name(key), bucket.count(), 1 + bucket.left(now) / SECOND));
            }
        });
        limited.sort(Comparator.comparingLong(Limited::count).reversed());
        return limited;
    }

    private static String name(Object key) {
        return key instanceof InetAddress address ? address.getHostAddress() : key.toString();
    }

    int size() {
        return buckets.size();
    }
}
