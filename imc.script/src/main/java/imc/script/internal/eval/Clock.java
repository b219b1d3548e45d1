package imc.script.internal.eval;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How long a script may work; what it waits for does not count. How often its regular expressions may look at a
 * character is counted, too: that holds on a machine that is busy with something else as well. For one thread at a
 * time.
 */
public final class Clock {

    /** A hundred times what sensible expressions need of the longest body, and some ten milliseconds. */
    private static final int MOST_LOOKS = 2_000_000;
    private static final int LOOKS_BETWEEN = 4096;

    private final LongSupplier nanoTime;
    private final long most;
    private long used;
    private long since;
    private int looks;

    /**
     * @param nanoTime as {@link System#nanoTime()}
     * @param most     in nanoseconds
     */
    public Clock(LongSupplier nanoTime, long most) {
        this.nanoTime = nanoTime;
        this.most = most;
    }

    /** With the system's time; for so many milliseconds. */
    public static Clock of(int millis) {
        return new Clock(System::nanoTime, TimeUnit.MILLISECONDS.toNanos(millis));
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

    /** A regular expression looks at one more character. */
    void look() {
        if (++looks > MOST_LOOKS) {
            throw Failure.of("a regular expression has to look at its text more than " + MOST_LOOKS + " times, and is"
                    + " ended", null);
        }
        if (looks % LOOKS_BETWEEN == 0) {
            check();
        }
    }

    /** Goes on only where there is time left. */
    public void check() {
        if (worked() > most) {
            throw Failure.of("it takes longer than " + most / 1_000_000 + " ms (max_route_ms), and is ended", null);
        }
    }
}
