package imc.mi.http.internal;

import imc.api.net.IpAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * How often who has shown wrong credentials lately: an IPv4 address, or an IPv6 /64 network, has ten tries a minute.
 * Those who have tried longest ago are forgotten where there are too many.
 */
final class Attempts {

    static final int TRIES = 10;
    static final Duration PERIOD = Duration.ofMinutes(1);
    private static final int SOURCES = 1_000;

    private final LongSupplier nanos;
    private final Map<String, Tries> sources = new LinkedHashMap<>();

    private static final class Tries {

        private final long since;
        private int wrong;

        Tries(long since) {
            this.since = since;
        }
    }

    /** @param nanos a clock that never goes back */
    Attempts(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Whether he has no more tries. */
    synchronized boolean isLimited(String address) {
        Tries tries = sources.get(IpAddress.source(address));
        return tries != null && tries.wrong >= TRIES && !isOver(tries);
    }

    /** One more; true if it was the last one of this minute. */
    synchronized boolean wrong(String address) {
        String source = IpAddress.source(address);
        Tries tries = sources.get(source);
        if (tries == null || isOver(tries)) {
            sources.remove(source);
            tries = new Tries(nanos.getAsLong());
            sources.put(source, tries);
            if (sources.size() > SOURCES) {
                sources.remove(sources.keySet().iterator().next());
            }
        }
        tries.wrong++;
        return tries.wrong == TRIES;
    }

    private boolean isOver(Tries tries) {
        return nanos.getAsLong() - tries.since >= PERIOD.toNanos();
    }
}
