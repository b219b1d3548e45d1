package imc.mi.http.internal;

import imc.api.bound.Lately;
import imc.api.net.IpAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * How often who has shown wrong credentials lately: an IPv4 address, or an IPv6 /64 network, has ten tries a minute.
 * Those who have tried longest ago are forgotten where there are too many.
 */
final class Attempts {

    static final int TRIES = 10;
    static final Duration PERIOD = Duration.ofMinutes(1);
    private static final int SOURCES = 1_000;

    /** How often each has since the first time. */
    private final Lately<String, AtomicInteger> sources;

    /** @param nanos a clock that never goes back */
    Attempts(LongSupplier nanos) {
        this.sources = new Lately<>(SOURCES, PERIOD.toNanos(), nanos);
    }

    /** Whether he has no more tries. */
    boolean isLimited(String address) {
        return sources.get(IpAddress.source(address)).filter(wrong -> wrong.get() >= TRIES).isPresent();
    }

    /** One more; true if it was the last one of this minute. */
    boolean wrong(String address) {
        AtomicInteger first = new AtomicInteger();
        return sources.putIfAbsent(IpAddress.source(address), first).orElse(first).incrementAndGet() == TRIES;
    }
}
