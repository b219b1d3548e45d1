package imc.sip.internal.stream;

import java.util.concurrent.TimeUnit;

/**
 * Since when nothing is read from a connection whose source sends too much: it is told once, and then TCP tells it to
 * wait, which costs others nothing. For its loop.
 */
final class HeldBack {

    /** Then one more is read, whatever was said. */
    private static final int MOST_SECONDS = 5;

    private final Streams streams;
    private boolean on;
    private long until;
    private long freePing;

    HeldBack(Streams streams) {
        this.streams = streams;
        this.freePing = streams.now();
    }

    /** Something came that is taken again after so many seconds; 0 or less for what is taken now. */
    void heard(int retryAfter) {
        on = retryAfter > 0;
        until = streams.now() + TimeUnit.SECONDS.toNanos(Math.min(retryAfter, MOST_SECONDS));
    }

    /** Whether a keep-alive costs nothing: one a second; a client sends one in minutes (RFC 5626 §4.4.1). */
    boolean isPingFree() {
        boolean free = streams.now() - freePing >= 0;
        if (free) {
            freePing = streams.now() + TimeUnit.SECONDS.toNanos(1);
        }
        return free;
    }

    boolean isSo() {
        on &= until - streams.now() > 0;
        return on;
    }
}
