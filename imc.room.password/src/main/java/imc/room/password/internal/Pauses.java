package imc.room.password.internal;

import imc.api.SipAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * When users have had the hash of a new password made: each takes as long as thousands of messages. Bounded: the eldest
 * are forgotten first. Safe for use by many threads.
 */
final class Pauses {

    static final int MOST = 10_000;
    static final int SECONDS = 10;

    private static final long PAUSE = TimeUnit.SECONDS.toNanos(SECONDS);

    private final LongSupplier nanoTime;
    /** The eldest first. */
    private final Map<SipAddress, Long> begun = new LinkedHashMap<>();

    Pauses(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Begins a user's pause; or, where one is not over, after how many seconds it is. */
    synchronized int begin(SipAddress user) {
        long now = nanoTime.getAsLong();
        long left = left(begun.get(user), now);
        if (left > 0) {
            return (int) ((left + TimeUnit.SECONDS.toNanos(1) - 1) / TimeUnit.SECONDS.toNanos(1));
        }
        begun.remove(user);
        begun.put(user, now);
        if (begun.size() > MOST) {
            begun.remove(begun.keySet().iterator().next());
        }
        return 0;
    }

    private static long left(@Nullable Long since, long now) {
        return since == null ? 0 : Math.max(0, PAUSE - (now - since));
    }

    /** Nothing was made for him. */
    synchronized void end(SipAddress user) {
        begun.remove(user);
    }

    synchronized int size() {
        return begun.size();
    }
}
