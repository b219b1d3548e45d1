package imc.registrar.internal;

import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until it is set forward. */
final class SetClock implements InstantSource {

    private volatile Instant now = Instant.parse("2026-01-02T03:04:05Z");

    @Override
    public Instant instant() {
        return now;
    }

    void forward(long seconds) {
        now = now.plusSeconds(seconds);
    }
}
