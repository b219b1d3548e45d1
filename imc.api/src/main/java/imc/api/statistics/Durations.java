package imc.api.statistics;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.LongStream;

/** Counts durations by their length. Safe for use by many threads; adding one waits for nobody. */
public final class Durations {

    private final long[] bounds;
    private final LongAdder[] counts;
    private final LongAdder nanos = new LongAdder();

    /**
     * @param bounds the largest duration of each bucket, in nanoseconds, ascending; for what is longer than the last
     *               there is one more
     */
    public Durations(long... bounds) {
        if (!Arrays.equals(bounds, LongStream.of(bounds).sorted().distinct().toArray())) {
            throw new IllegalArgumentException("bounds are not ascending: " + Arrays.toString(bounds));
        }
        this.bounds = bounds.clone();
        counts = new LongAdder[bounds.length + 1];
        Arrays.setAll(counts, bucket -> new LongAdder());
    }

    /** With buckets that end at these milliseconds, as people read them. */
    public static Durations ofMillis(long... bounds) {
        return new Durations(LongStream.of(bounds).map(TimeUnit.MILLISECONDS::toNanos).toArray());
    }

    /** Counts one, in nanoseconds. A clock that was set back makes it 0. */
    public void add(long duration) {
        int bucket = 0;
        while (bucket < bounds.length && duration > bounds[bucket]) {
            bucket++;
        }
        counts[bucket].increment();
        nanos.add(Math.max(0, duration));
    }

    /** How many have been counted. */
    public long count() {
        return Arrays.stream(counts).mapToLong(LongAdder::sum).sum();
    }

    /** Their sum, in nanoseconds. */
    public long sum() {
        return nanos.sum();
    }

    /** What has been counted up to now. */
    public Histogram histogram(String name, String help, Map<String, String> labels) {
        return new Histogram(name, help, labels, LongStream.of(bounds).mapToObj(Durations::seconds).toList(),
                Arrays.stream(counts).map(LongAdder::sum).toList(), seconds(nanos.sum()));
    }

    private static double seconds(long duration) {
        return duration / (double) TimeUnit.SECONDS.toNanos(1);
    }
}
