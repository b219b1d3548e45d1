package imc.sip.internal.transaction;

import imc.api.sip.TransportKind;
import imc.sip.internal.figures.Counted;
import imc.sip.internal.figures.Figures;
import imc.sip.internal.route.Route;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whose answers count: those by the transport that a request went by, and from the IP address that it went to. Whoever
 * has seen a copy knows its branch, but he cannot answer from there so easily. The port may be another one. Safe for
 * use by many threads.
 */
public final class Answerers {

    private static final Logger LOG = LoggerFactory.getLogger(Answerers.class);
    private static final long TELL_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final BooleanSupplier anybody;
    private final Figures figures;
    private final LongSupplier nanoTime;
    private final AtomicLong told;

    /**
     * @param anybody  whether answers count wherever they come from
     * @param nanoTime as {@link System#nanoTime()}
     */
    public Answerers(BooleanSupplier anybody, Figures figures, LongSupplier nanoTime) {
        this.anybody = anybody;
        this.figures = figures;
        this.nanoTime = nanoTime;
        this.told = new AtomicLong(nanoTime.getAsLong() - TELL_NANOS);
    }

    /** Whether an answer to what went that way counts. */
    boolean include(InetSocketAddress peer, TransportKind by, Route way) {
        boolean same = way.from().transport() == by;
        if (same && peer.getAddress().equals(way.to().getAddress()) || same && anybody.getAsBoolean()) {
            return true;
        }
        figures.count(Counted.ANSWERED_FROM_ELSEWHERE);
        long last = told.get();
        long now = nanoTime.getAsLong();
        if (now - last >= TELL_NANOS && told.compareAndSet(last, now)) {
            LOG.warn("What went to {} by {} was answered from {} by {}, which does not count (answers_from_elsewhere in"
                    + " imc.transport.sip). For a minute nothing more is said about such answers", way.to(),
                    way.from().transport(), peer, by);
        }
        return false;
    }
}
