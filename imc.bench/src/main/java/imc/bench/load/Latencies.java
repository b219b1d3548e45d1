package imc.bench.load;

import java.util.Arrays;

/**
 * How long something took, many million times: a histogram whose buckets are at most 3 % wide. For one thread.
 */
public final class Latencies {

    private static final int STEPS = 32;
    private static final int STEP_BITS = 5;

    private final long[] buckets = new long[STEPS * (Long.SIZE - STEP_BITS)];
    private long count;

    /** Counts one duration; a negative one counts as 0. */
    public void add(long nanoseconds) {
        buckets[bucket(Math.max(0, nanoseconds))]++;
        count++;
    }

    /** How many were counted. */
    public long count() {
        return count;
    }

    /**
     * The duration that this share of all took at most, in nanoseconds, rounded down to its bucket.
     *
     * @param share from 0 to 1
     * @return 0 if nothing was counted
     */
    public long quantile(double share) {
        long wanted = (long) Math.ceil(share * count);
        long seen = 0;
        for (int i = 0; i < buckets.length; i++) {
            seen += buckets[i];
            if (seen >= wanted && buckets[i] > 0) {
                return start(i);
            }
        }
        return 0;
    }

    /** Forgets everything. */
    public void clear() {
        Arrays.fill(buckets, 0);
        count = 0;
    }

    private static int bucket(long value) {
        if (value < STEPS) {
            return (int) value;
        }
        int octave = Long.SIZE - 1 - Long.numberOfLeadingZeros(value) - STEP_BITS;
        return (octave + 1) * STEPS + (int) (value >>> octave) - STEPS;
    }

    private static long start(int bucket) {
        int octave = bucket / STEPS - 1;
        return octave < 0 ? bucket : (long) (bucket % STEPS + STEPS) << octave;
    }
}
