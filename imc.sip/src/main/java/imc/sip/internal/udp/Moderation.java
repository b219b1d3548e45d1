package imc.sip.internal.udp;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Spares a receiver to be woken for each answer where they come in crowds, as network interfaces spare the processor
 * interrupts. Answers are in no hurry; where there are requests among them, there is no waiting. For one thread.
 */
final class Moderation {

    /** Answers that come faster than this, one after the other, are a crowd. */
    private static final long GAP_NANOS = TimeUnit.MICROSECONDS.toNanos(20);
    /** At least so long; the system makes it some 50 µs longer. */
    private static final long PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(20);
    private static final int ANSWERS_FOR_A_REQUEST = 4;

    private int answers;
    private int requests;
    private long since = System.nanoTime();

    void answer() {
        answers++;
    }

    void request() {
        requests++;
    }

    /**
     * Waits for a moment if, since it was called last, answers came in a crowd.
     *
     * @return whether it has waited
     */
    boolean pause() {
        long now = System.nanoTime();
        boolean crowded = answers * GAP_NANOS > now - since && answers > ANSWERS_FOR_A_REQUEST * requests;
        answers = 0;
        requests = 0;
        since = now;
        if (crowded) {
            LockSupport.parkNanos(this, PAUSE_NANOS);
        }
        return crowded;
    }
}
