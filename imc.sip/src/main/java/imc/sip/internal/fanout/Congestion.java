package imc.sip.internal.fanout;

import imc.sip.internal.net.WriteQueue;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connections to the outbound proxy that have more to write than the proxy takes. Everybody is behind it, so that all
 * rooms wait until it follows: there is none that would get further without. That ends by itself: a connection with a
 * proxy that takes nothing at all is given up, and what waits there is told. What waits for an answer only does not
 * count, because that may be due to one user behind the proxy.
 * <p>
 * Safe for use by many threads.
 */
public final class Congestion {

    private static final Logger LOG = LoggerFactory.getLogger(Congestion.class);

    /** Queues that have grown too long, since when, as {@link System#nanoTime()}. */
    private final Map<WriteQueue, Long> since = new ConcurrentHashMap<>();
    private final Limits limits;
    private final LongSupplier nanoTime;
    private volatile boolean holding;

    /** @param nanoTime as {@link System#nanoTime()} */
    public Congestion(Limits limits, LongSupplier nanoTime) {
        this.limits = limits;
        this.nanoTime = nanoTime;
    }

    /** One more copy waits there. */
    void waitsIn(WriteQueue queue) {
        if (queue.length() > limits.highMark() && !since.containsKey(queue)) {
            since.putIfAbsent(queue, nanoTime.getAsLong());
        }
    }

    /** Whether a queue is too long now, be it for a moment: what can wait elsewhere should. */
    boolean isThere() {
        return !since.isEmpty() && since.keySet().stream().anyMatch(queue -> queue.length() > limits.highMark());
    }

    /** How many connections hold up all rooms: whose queues have been too long for a while, and are not short yet. */
    public int connections() {
        if (since.isEmpty()) {
            return 0;
        }
        long now = nanoTime.getAsLong();
        int holding = 0;
        for (Map.Entry<WriteQueue, Long> entry : since.entrySet()) {
            if (entry.getKey().length() < limits.lowMark()) {
                since.remove(entry.getKey());
            } else if (now - entry.getValue() >= limits.grace().toNanos()) {
                holding++;
            }
        }
        tell(holding > 0);
        return holding;
    }

    /** The outbound proxy may be another one from now on. */
    public void forget() {
        since.clear();
    }

    private void tell(boolean now) {
        if (now != holding) {
            holding = now;
            if (now) {
                LOG.warn("The outbound proxy takes less than it gets: messages are answered 503 until it follows");
            } else {
                LOG.info("The outbound proxy follows again");
            }
        }
    }
}
