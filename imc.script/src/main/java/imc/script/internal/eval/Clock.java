package imc.script.internal.eval;

import java.util.function.LongSupplier;

/** How long a script may work; what it waits for does not count. For one thread at a time. */
public final class Clock {

    private final LongSupplier nanoTime;
    private final long most;
    private long used;
    private long since;

    /**
     * @param nanoTime as {@link System#nanoTime()}
     * @param most     in nanoseconds
     */
    public Clock(LongSupplier nanoTime, long most) {
        this.nanoTime = nanoTime;
        this.most = most;
    }

    /** It works from now on. */
    public void start() {
        since = nanoTime.getAsLong();
    }

    /** It waits from now on. */
    public void stop() {
        used = worked();
    }

    /** For how many nanoseconds it has worked, while it works. */
    public long worked() {
        return used + nanoTime.getAsLong() - since;
    }

    /** Goes on only where there is time left. */
    public void check() {
        if (worked() > most) {
            throw Failure.of("it takes longer than " + most / 1_000_000 + " ms (max_route_ms), and is ended", null);
        }
    }
}
