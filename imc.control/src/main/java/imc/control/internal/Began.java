package imc.control.internal;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;

/**
 * When the server's start began: when its launcher did, which says so by the framework property {@value #PROPERTY}, in
 * milliseconds since 1970; else when its Java machine did. The process may be much older, as that of a script, in whose
 * place the server runs.
 */
final class Began {

    static final String PROPERTY = "imc.began";

    private Began() {
    }

    /** @param launched the property; null for none */
    static Instant of(String launched) {
        return Instant.ofEpochMilli(launched != null && launched.matches("\\d{1,18}") ? Long.parseLong(launched)
                : ManagementFactory.getRuntimeMXBean().getStartTime());
    }

    /** Seconds since then; a clock that was set back meanwhile makes none of it. */
    static double seconds(String launched, Instant now) {
        return Math.max(0, Duration.between(of(launched), now).toMillis() / 1000.0);
    }
}
