package imc.transport.sip.internal.uas;

import java.util.concurrent.atomic.AtomicInteger;

/** Counts the messages that the conference server is at work on, and lets no more in when the end is near. */
public final class Admission {

    private final AtomicInteger inProgress = new AtomicInteger();
    private volatile boolean closed;

    /** Whether one more message may go in; who was let in calls {@link #leave} after the answer. */
    boolean enter() {
        inProgress.incrementAndGet();
        if (closed) {
            leave();
            return false;
        }
        return true;
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
