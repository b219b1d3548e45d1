package imc.sip.internal.dns;

import imc.api.sip.TransportKind;
import imc.sip.internal.net.Until;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The servers that have failed not long ago, so that not every message has to find that out again. */
final class Avoided {

    private static final Logger LOG = LoggerFactory.getLogger(Avoided.class);
    /** Who wants to be left alone for longer is asked again all the same. */
    static final Duration LONGEST = Duration.ofHours(1);

    private record Place(TransportKind transport, InetSocketAddress address) {

        static Place of(Server server) {
            return new Place(server.transport(), server.address());
        }
    }

    private final Until<Place> failed;
    private final Until<Place> heard;
    private final Supplier<Duration> length;
    private final Duration timerF;

    /**
     * @param length   for how long a server is avoided that does not say for how long; none is where this is 0
     * @param timerF   how long a server has for its answer
     * @param nanoTime as {@link System#nanoTime()}
     */
    Avoided(Supplier<Duration> length, Duration timerF, LongSupplier nanoTime) {
        this.length = length;
        this.timerF = timerF;
        this.failed = new Until<>(nanoTime);
        this.heard = new Until<>(nanoTime);
    }

    /** @param seconds what it has said; negative for nothing */
    void add(Server server, int seconds, String why) {
        Duration expire = length.get();
        if (expire.isZero() || seconds == 0) {
            return;
        }
        if (seconds > 0) {
            Duration said = Duration.ofSeconds(seconds);
            expire = said.compareTo(LONGEST) < 0 ? said : LONGEST;
        }
        if (failed.add(Place.of(server), expire)) {
            LOG.info("{} of {} is avoided for {} s: {}", server, server.address().getHostString(),
                    expire.toSeconds(), why);
        }
    }

    void heard(Server server) {
        heard.add(Place.of(server), timerF);
    }

    /** Whether it has answered anything within Timer F. */
    boolean wasHeard(Server server) {
        return heard.contains(Place.of(server));
    }

    boolean contains(Server server) {
        return !failed.isEmpty() && failed.contains(Place.of(server)); // asked for each copy
    }

    /** Forgets what is over. */
    void age() {
        failed.age();
        heard.age();
    }

    void clear() {
        failed.clear();
        heard.clear();
    }
}
