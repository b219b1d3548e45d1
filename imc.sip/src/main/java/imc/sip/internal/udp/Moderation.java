package imc.sip.internal.udp;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * Spares a receiver to be woken for each answer where they come in crowds, as network interfaces spare the processor
 * interrupts. Answers are in no hurry; where there are requests among them, there is no waiting. One burst is no crowd:
 * below some ten thousand answers a second the waiting costs more than the waking. For one thread.
 */
final class Moderation {

    /** Answers that come faster than this on the average of a window are a crowd. */
    private static final long GAP_NANOS = TimeUnit.MICROSECONDS.toNanos(40);
    private static final long WINDOW_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    /** At least so long; the system makes it some 50 µs longer. */
    private static final long PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(20);
    private static final int ANSWERS_FOR_A_REQUEST = 4;

    private final LongSupplier nanoTime;
    private int answers;
    private int requests;
    private long since;
    private boolean crowded;
    private boolean heard;

    /** @param nanoTime as {@link System#nanoTime()} */
    Moderation(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.since = nanoTime.getAsLong();
    }

    void answer() {
        answers++;
        heard = true;
    }

    void request() {
        requests++;
    }

    /**
     * Waits for a moment if answers came in a crowd in the last window, and one has come since this was called last.
     *
     * @return whether it has waited
     */
    boolean pause() {
        long passed = nanoTime.getAsLong() - since;
        if (passed >= WINDOW_NANOS) {
            crowded = answers * GAP_NANOS > passed && answers > ANSWERS_FOR_A_REQUEST * requests;
            answers = 0;
            requests = 0;
            since += passed;
        }
        boolean waits = crowded && heard;
        heard = false;
        if (waits) {
            LockSupport.parkNanos(this, PAUSE_NANOS);
        }
        return waits;
    }
}
