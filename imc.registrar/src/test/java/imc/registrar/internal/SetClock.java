package imc.registrar.internal;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** A clock that stands still until it is set forward, as {@link System#nanoTime()} and as time of day. */
final class SetClock implements InstantSource, LongSupplier {

    private volatile Instant timeOfDay = Instant.parse("2026-01-02T03:04:05Z");
    /** Where it is about to overflow, as it may. */
    private volatile long nanoTime = Long.MAX_VALUE - TimeUnit.SECONDS.toNanos(30);

    @Override
    public Instant instant() {
        return timeOfDay;
    }

    @Override
    public long getAsLong() {
        return nanoTime;
    }

    /** Time goes by. */
    void forward(long seconds) {
        nanoTime += TimeUnit.SECONDS.toNanos(seconds);
        timeOfDay = timeOfDay.plusSeconds(seconds);
    }

    /** Somebody sets the system's clock. */
    void set(long secondsForward) {
        timeOfDay = timeOfDay.plusSeconds(secondsForward);
    }
}
