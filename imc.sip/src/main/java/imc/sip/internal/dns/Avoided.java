package imc.sip.internal.dns;

import imc.api.sip.TransportKind;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The servers that have failed not long ago, so that not every message has to find that out again. */
final class Avoided {

    private static final Logger LOG = LoggerFactory.getLogger(Avoided.class);
    private static final int MAX_SIZE = 10_000;
    /** Who wants to be left alone for longer is asked again all the same. */
    static final Duration LONGEST = Duration.ofHours(1);

    private record Place(TransportKind transport, InetSocketAddress address) {

        static Place of(Server server) {
            return new Place(server.transport(), server.address());
        }
    }

    private final Map<Place, Long> until = new ConcurrentHashMap<>();
    private final Map<Place, Long> heard = new ConcurrentHashMap<>();
    private final Supplier<Duration> length;
    private final Duration timerF;
    private final LongSupplier nanoTime;

    /**
     * @param length   for how long a server is avoided that does not say for how long; none is where this is 0
     * @param timerF   how long a server has for its answer
     * @param nanoTime as {@link System#nanoTime()}
     */
    Avoided(Supplier<Duration> length, Duration timerF, LongSupplier nanoTime) {
        this.length = length;
        this.timerF = timerF;
        this.nanoTime = nanoTime;
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
        if (until.size() >= MAX_SIZE) {
            until.clear();
        }
        if (until.put(Place.of(server), nanoTime.getAsLong() + expire.toNanos()) == null) {
            LOG.info("{} of {} is avoided for {} s: {}", server, server.address().getHostString(),
                    expire.toSeconds(), why);
        }
    }

    void heard(Server server) {
        if (heard.size() >= MAX_SIZE) {
            heard.clear();
        }
        heard.put(Place.of(server), nanoTime.getAsLong());
    }

    /** Whether it has answered anything within Timer F. */
    boolean wasHeard(Server server) {
        Long last = heard.get(Place.of(server));
        return last != null && nanoTime.getAsLong() - last < timerF.toNanos();
    }

    boolean contains(Server server) {
        if (until.isEmpty()) {
            return false;
        }
        Place place = Place.of(server);
        Long end = until.get(place);
        if (end != null && nanoTime.getAsLong() - end >= 0) {
            until.remove(place, end);
            return false;
        }
        return end != null;
    }

    /** Forgets what is over. */
    void age() {
        long now = nanoTime.getAsLong();
        until.values().removeIf(end -> now - end >= 0);
        heard.values().removeIf(last -> now - last >= timerF.toNanos());
    }

    void clear() {
        until.clear();
        heard.clear();
    }
}
