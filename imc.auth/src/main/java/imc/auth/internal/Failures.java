package imc.auth.internal;

import imc.api.SipAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Wrong passwords, counted in leaking buckets: by where they come from, and there by user. Never by user alone, or
 * whoever knows a name could lock its owner out from anywhere. What a source has done shows in its own buckets, as a
 * nonce is good only where it was sent to. Bounded: of too many sources, the one that was heard of the longest time ago
 * is forgotten, and whoever has that many networks gains no more than some tries from each. Safe for use by many
 * threads.
 * <p>
 * Of each source one password is compared at a time: however many come at once, no more are than may be wrong.
 */
final class Failures {

    static final int MOST = 20_000;
    private static final int TURNS = 64;

    private final LongSupplier nanoTime;
    /** Sources that share one wait for each other for as long as some hashes take. */
    private final Object[] turns = Stream.generate(Object::new).limit(TURNS).toArray();
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > MOST;
        }
    };
    private volatile boolean any;

    /** @param nanoTime as {@link System#nanoTime()} */
    Failures(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** How many there may be, before the first of them is forgotten; and when all are. */
    record Limit(int perUser, int perSource, Duration interval) {
    }

    /**
     * What became of a password.
     *
     * @param blocked for how many seconds none is looked at, so that it was not compared; empty where it was
     * @param isRight whether it was compared and right
     * @param tells   whether it was one too many, of which nothing was said since the source has behaved well
     */
    record Outcome(OptionalInt blocked, boolean isRight, boolean tells) {
    }

    /** Failures as they are forgotten, one by one, evenly. */
    private static final class Bucket {

        private double level;
        private long at;
        private boolean told;

        Bucket(long now) {
            at = now;
        }

        double level(long now, double perNano) {
            level = Math.max(0, level - (now - at) * perNano);
            at = now;
            told &= level > 0;
            return level;
        }
    }

    /** For how many seconds no password for that user is looked at from there; empty where it is. */
    OptionalInt blocked(Source source, SipAddress user, Limit limit) {
        if (!any) {
            return OptionalInt.empty();
        }
        synchronized (this) {
            int seconds = Math.max(seconds(buckets.get(source.text()), limit.perSource, limit),
                    seconds(buckets.get(key(source, user)), limit.perUser, limit));
            return seconds == 0 ? OptionalInt.empty() : OptionalInt.of(seconds);
        }
    }

    private int seconds(@Nullable Bucket bucket, int most, Limit limit) {
        if (bucket == null) {
            return 0;
        }
        double perNano = (double) most / limit.interval.toNanos();
        double tooMany = bucket.level(nanoTime.getAsLong(), perNano) + 1 - most;
        return tooMany <= 0 ? 0 : (int) Math.ceil(tooMany / perNano / Duration.ofSeconds(1).toNanos());
    }

    /** Compares a password, unless too many before it were wrong, and counts it if it is wrong itself. */
    Outcome compare(Source source, SipAddress user, Limit limit, BooleanSupplier comparison) {
        synchronized (turns[Math.floorMod(source.text().hashCode(), TURNS)]) {
            OptionalInt blocked = blocked(source, user, limit);
            boolean isRight = blocked.isEmpty() && comparison.getAsBoolean();
            return new Outcome(blocked, isRight, blocked.isEmpty() && !isRight && add(source, user, limit));
        }
    }

    /**
     * A password was wrong.
     *
     * @return whether that was one too many, of which nothing was said since the source has behaved well
     */
    synchronized boolean add(Source source, SipAddress user, Limit limit) {
        any = true;
        Bucket bySource = buckets.computeIfAbsent(source.text(), key -> new Bucket(nanoTime.getAsLong()));
        Bucket byUser = buckets.computeIfAbsent(key(source, user), key -> new Bucket(nanoTime.getAsLong()));
        boolean isFull = add(bySource, limit.perSource, limit) | add(byUser, limit.perUser, limit);
        boolean tells = isFull && !bySource.told;
        bySource.told |= isFull;
        return tells;
    }

    private boolean add(Bucket bucket, int most, Limit limit) {
        bucket.level = Math.min(most, bucket.level(nanoTime.getAsLong(), (double) most / limit.interval.toNanos()) + 1);
        return bucket.level + 1 > most;
    }

    /** A password was right. */
    void forget(Source source, SipAddress user) {
        if (any) {
            synchronized (this) {
                buckets.remove(key(source, user));
                any = !buckets.isEmpty();
            }
        }
    }

    private static String key(Source source, SipAddress user) {
        return source.text() + ' ' + user.user() + '@' + user.host();
    }

    /** How many buckets there are. */
    synchronized int size() {
        return buckets.size();
    }
}
