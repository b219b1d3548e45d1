package imc.transport.sip.internal.uas;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;

/**
 * Counts the messages that the conference server is at work on, and lets no more in when more work is in flight than
 * can be done in time, or when the end is near.
 */
public final class Admission {

    private final AtomicInteger inProgress = new AtomicInteger();
    private final IntSupplier copies;
    private final int most;
    private volatile boolean closed;

    /**
     * @param copies how many copies wait for their answers now
     * @param most   from how many on no further message is let in
     */
    public Admission(IntSupplier copies, int most) {
        this.copies = copies;
        this.most = most;
    }

    /** Null where one more message may go in, which calls {@link #leave} after its answer; else why it may not. */
    String enter() {
        inProgress.incrementAndGet();
        String refusal = closed ? "The server is going down"
                : copies.getAsInt() >= most || inProgress.get() > most ? "The server is overloaded" : null;
        if (refusal != null) {
            leave();
        }
        return refusal;
    }

    void leave() {
        inProgress.decrementAndGet();
    }

    /** From now on nothing is let in. */
    public void close() {
        closed = true;
    }

    /** How many have gone in and are not answered yet. */
    public int inProgress() {
        return inProgress.get();
    }
}
