package imc.sip.internal.fanout;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * How fast copies of one broadcast go out: as fast as they are answered, with a window of as many unanswered ones as
 * the socket buffers on both sides bear; and where answers fail to come, a slice every few milliseconds. Not at all
 * while an outbound proxy is congested.
 */
final class Pace {

    static final int WINDOW = 256;
    static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long LOOK_NANOS = TimeUnit.MICROSECONDS.toNanos(200);

    private final AtomicInteger out = new AtomicInteger();
    private final LongSupplier nanoTime;
    private final BooleanSupplier congested;
    private final BooleanSupplier tight;
    private volatile long lastSlice;

    /**
     * @param nanoTime  as {@link System#nanoTime()}
     * @param congested whether what goes out now would only wait elsewhere, with Timer F running
     * @param tight     whether memory is short: then no copies are added to those that are out, which will end
     */
    Pace(LongSupplier nanoTime, BooleanSupplier congested, BooleanSupplier tight) {
        this.nanoTime = nanoTime;
        this.congested = congested;
        this.tight = tight;
    }

    /** A copy goes out. */
    void begun() {
        out.incrementAndGet();
    }

    /** A copy has come to an end. */
    void ended() {
        out.decrementAndGet();
    }

    /** After what time to ask again, where it may not go now. */
    long pauseNanos() {
        return congested.getAsBoolean() ? PAUSE_NANOS : LOOK_NANOS;
    }

    /** Whether the next slice may go now; it does if it may. */
    boolean allows(int copies) {
        if (congested.getAsBoolean()) {
            return false;
        }
        if (out.get() > 0 && tight.getAsBoolean()) {
            return false;
        }
        long now = nanoTime.getAsLong();
        if (out.get() > 0 && out.get() + copies > WINDOW && now - lastSlice < PAUSE_NANOS) {
            return false;
        }
        lastSlice = now;
        return true;
    }
}
