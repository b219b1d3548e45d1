package imc.sip.internal.fanout;

import imc.api.transport.Delivery;
import imc.sip.internal.figures.Counted;
import imc.sip.internal.figures.Figures;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the outbound proxy works, which all receivers share: while it does not, what is not delivered says nothing
 * about a receiver. Told once when that begins, and once when it is over. Safe for use by many threads.
 */
public final class Outage {

    private static final Logger LOG = LoggerFactory.getLogger(Outage.class);
    private static final int UNAVAILABLE = 503;
    /** By so much an answer may be older than the copy that is given up: they were sent together. */
    private static final Duration TOGETHER = Duration.ofSeconds(1);

    private final long timerF;
    private final LongSupplier nanoTime;
    private final Figures figures;
    private final AtomicBoolean there = new AtomicBoolean();
    private volatile long heard;
    private volatile long since;

    /**
     * @param timerF   how long a copy waits for its answer
     * @param nanoTime as {@link System#nanoTime()}
     */
    public Outage(Duration timerF, LongSupplier nanoTime, Figures figures) {
        this.timerF = timerF.plus(TOGETHER).toNanos();
        this.nanoTime = nanoTime;
        this.figures = figures;
        this.heard = nanoTime.getAsLong() - this.timerF;
    }

    /** The proxy has answered for somebody. One that answers 503 is overloaded or goes down itself (RFC 3261 §16.7). */
    void answered(int status) {
        if (status == UNAVAILABLE) {
            return;
        }
        heard = nanoTime.getAsLong();
        if (there.get() && there.compareAndSet(true, false)) {
            LOG.info("The outbound proxy works again, after {} s",
                    Duration.ofNanos(nanoTime.getAsLong() - since).toSeconds());
        }
    }

    /** What became of a copy that went to the proxy: whether that is the receiver's own fault, or everybody's fate. */
    Delivery judged(Delivery delivery) {
        boolean failed = switch (delivery.result()) {
            case DELIVERED -> false;
            case REFUSED -> delivery.status() == UNAVAILABLE;
            // Somebody behind it may be silent, as long as others are answered for.
            case TIMED_OUT -> nanoTime.getAsLong() - heard >= timerF;
            case UNREACHABLE -> true;
        };
        if (!failed) {
            return delivery;
        }
        if (!there.get() && there.compareAndSet(false, true)) {
            since = nanoTime.getAsLong();
            figures.count(Counted.OUTAGES);
            LOG.warn("The outbound proxy (outbound_proxy in imc.transport.sip) fails: {} {}. What is not delivered "
                    + "meanwhile is not counted against anybody; this is said once", delivery.result(),
                    delivery.status());
        }
        return delivery.shared();
    }

    /** Whether it fails now. */
    public boolean isThere() {
        return there.get();
    }

    /** The proxy may be another one from now on. */
    public void forget() {
        there.set(false);
    }
}
