package imc.sip.internal.transaction;

import imc.sip.internal.net.Threads;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * Says when the tick of a place has come: some bytes for each, one thread, and no timer object. What is over before its
 * tick need not be taken out; nothing is kept for it but its number. Safe for use by many threads.
 */
final class TimerWheel implements AutoCloseable {

    /** More than the ticks of the longest wait. */
    private static final int BUCKETS = 128;
    private static final int AGING = 256;
    private static final int[] NONE = {};
    private static final int FEWEST = 16;

    private final Bucket[] buckets = new Bucket[BUCKETS];
    private final LongSupplier nanoTime;
    private final long start;
    private final long tickNanos;
    private final Action action;
    private final Runnable aging;
    private final Thread thread;
    /** The tick whose bucket has been emptied last. */
    private volatile long current;
    private volatile boolean closed;

    /** What is done at a place's tick; throws nothing. */
    @FunctionalInterface
    interface Action {
        void due(int place, long tick);
    }

    /** The places with one tick. Guarded by itself. */
    private static final class Bucket {
        private int[] places = NONE;
        private int count;
    }

    /**
     * @param nanoTime as {@link System#nanoTime()}; looked at in every tick
     * @param aging is run every {@value #AGING} ticks; throws nothing
     */
    TimerWheel(int tickMs, LongSupplier nanoTime, Action action, Runnable aging) {
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
        this.tickNanos = TimeUnit.MILLISECONDS.toNanos(tickMs);
        this.action = action;
        this.aging = aging;
        Arrays.setAll(buckets, i -> new Bucket());
        this.thread = Threads.daemon("imc-sip retransmissions", this::turn);
        thread.start();
    }

    /** The tick that it is now. */
    long now() {
        return (nanoTime.getAsLong() - start) / tickNanos;
    }

    /**
     * Has a place told of its tick.
     *
     * @param told whose tick is set before it comes: the one asked for, or where that is over, the next one; where it
     *             is too far away, because this thread has been held up, the last one that can be had
     */
    void add(int place, long tick, ClientTransaction told) {
        while (true) {
            long over = current;
            long free = Math.min(Math.max(tick, over + 1), over + BUCKETS - 1);
            Bucket bucket = buckets[(int) (free & BUCKETS - 1)];
            synchronized (bucket) {
                if (current < free) {
                    told.due = free;
                    if (bucket.count == bucket.places.length) {
                        bucket.places = Arrays.copyOf(bucket.places, Math.max(FEWEST, 2 * bucket.count));
                    }
                    bucket.places[bucket.count++] = place;
                    return;
                }
            }
        }
    }

    private void turn() {
        int[] spare = NONE;
        for (long tick = 1; !closed; tick++) {
            // A tick is over when the next one begins, so that nothing comes early.
            long wait;
            while ((wait = start + (tick + 1) * tickNanos - nanoTime.getAsLong()) > 0 && !closed) {
                LockSupport.parkNanos(wait);
            }
            current = tick;
            if (tick % AGING == 0) {
                aging.run();
            }
            Bucket bucket = buckets[(int) (tick & BUCKETS - 1)];
            int[] places;
            int count;
            synchronized (bucket) {
                places = bucket.places;
                count = bucket.count;
                // The next turn needs about as much room, if any.
                bucket.places = count > 0 && spare.length < 4 * count ? spare : NONE;
                bucket.count = 0;
            }
            spare = places;
            for (int i = 0; i < count && !closed; i++) {
                action.due(places[i], tick);
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        Threads.join(thread);
    }
}
