package imc.rooms.internal.outgoing;

import imc.api.transport.Broadcast;
import imc.api.transport.Delivery;
import imc.api.transport.DeliveryListener;
import imc.api.transport.Transport;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that wait while the transport is replaced. What they tell of has happened and was acknowledged, so that they
 * must not get lost; but they are not kept for longer than they make sense, nor without bound. Nobody is called while
 * the lock is held.
 */
final class HeldNotices {

    private static final Logger LOG = LoggerFactory.getLogger(HeldNotices.class);
    static final int MOST = 10_000;
    static final long MOST_BYTES = 16 << 20;
    private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final LongSupplier nanoTime;
    private final Queue<Held> held = new ArrayDeque<>();
    private final LongAdder lost = new LongAdder();
    private long bytes;

    private record Held(Broadcast broadcast, DeliveryListener listener, long since) {

        /** What it keeps in memory, roughly: bodies and receivers, which rooms may share or not. */
        private long size() {
            return 200 + broadcast.content().bytes().length + 8L * broadcast.receivers().size();
        }
    }

    /** @param nanoTime as {@link System#nanoTime()} */
    HeldNotices(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /**
     * Keeps a notice, unless a transport has come meanwhile.
     *
     * @return the transport that has come; null if the notice is kept, or given up
     */
    Transport keepUnless(Supplier<Transport> transport, Broadcast broadcast, DeliveryListener listener) {
        Held notice = new Held(broadcast, listener, nanoTime.getAsLong());
        synchronized (this) {
            Transport arrived = transport.get();
            if (arrived != null) {
                return arrived;
            }
            if (held.size() < MOST && bytes + notice.size() <= MOST_BYTES) {
                held.add(notice);
                bytes += notice.size();
                return null;
            }
        }
        giveUp(notice);
        return null;
    }

    /** Sends what was kept, in its order, and then does what lets others send, which must call nobody. */
    void sendTo(Transport transport, Runnable then) {
        for (Held notice = next(then); notice != null; notice = next(then)) {
            if (nanoTime.getAsLong() - notice.since() > LONGEST_NANOS) {
                giveUp(notice);
            } else {
                transport.send(notice.broadcast(), notice.listener());
            }
        }
    }

    /** The next; null if there is none, after what lets others send was done. */
    private synchronized Held next(Runnable then) {
        Held notice = held.poll();
        if (notice == null) {
            then.run();
        } else {
            bytes -= notice.size();
        }
        return notice;
    }

    private void giveUp(Held notice) {
        Broadcast broadcast = notice.broadcast();
        lost.add(broadcast.receivers().size());
        LOG.warn("no transport: a notice of {} to {} receivers is given up", broadcast.from(),
                broadcast.receivers().size());
        for (int receiver = 0; receiver < broadcast.receivers().size(); receiver++) {
            notice.listener().ended(broadcast, receiver, Delivery.TRANSPORT_ERROR.shared());
        }
    }

    /** How many wait. */
    synchronized int size() {
        return held.size();
    }

    /** Copies that were given up since the start. */
    long lost() {
        return lost.sum();
    }
}
