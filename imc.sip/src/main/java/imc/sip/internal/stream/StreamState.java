package imc.sip.internal.stream;

import java.util.concurrent.TimeUnit;

/** What becomes of a connection, in this order; most leave out some. */
enum StreamState {
    CONNECTING(TimeUnit.SECONDS.toNanos(4)), OPEN(0),
    /** The peer has said all, and is answered what it has asked: as long as anybody waits (RFC 3261 §17.1.2.2). */
    ANSWERING(TimeUnit.SECONDS.toNanos(32)),
    /** We have said all, and let the peer read it. */
    ENDING(TimeUnit.SECONDS.toNanos(1)),
    CLOSED(0);

    private final long nanos;

    StreamState(long nanos) {
        this.nanos = nanos;
    }

    /** How long this may last, where that does not depend on what comes and goes. */
    long nanos() {
        return nanos;
    }

    /** Whether nothing more can be sent. */
    boolean isOver() {
        return this == ENDING || this == CLOSED;
    }
}
