package imc.commands.internal;

import imc.api.transport.Broadcast;
import imc.api.transport.Delivery;
import imc.api.transport.DeliveryListener;
import imc.api.transport.Transport;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that wait while the transport is replaced. What they tell of has happened and was acknowledged, so that they
 * must not get lost; but they are not kept for longer than they make sense, nor without bound.
 */
final class HeldNotices {

    private static final Logger LOG = LoggerFactory.getLogger(HeldNotices.class);
    private static final int MOST = 10_000;
    private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final Queue<Held> held = new ArrayDeque<>();
    private final LongAdder lost = new LongAdder();

    private record Held(Broadcast broadcast, DeliveryListener listener, long since) {
    }

    /**
     * Keeps a notice, unless a transport has come meanwhile.
     *
     * @return the transport that has come; null if the notice is kept, or given up
     */
    synchronized Transport keepUnless(Supplier<Transport> transport, Broadcast broadcast, DeliveryListener listener) {
        Transport arrived = transport.get();
        if (arrived == null) {
            Held notice = new Held(broadcast, listener, System.nanoTime());
            if (held.size() < MOST) {
                held.add(notice);
            } else {
                giveUp(notice);
            }
        }
        return arrived;
    }

    /** Sends what was kept, in its order, and then does what lets others send. */
    synchronized void sendTo(Transport transport, Runnable then) {
        long now = System.nanoTime();
        for (Held notice = held.poll(); notice != null; notice = held.poll()) {
            if (now - notice.since() > LONGEST_NANOS) {
                giveUp(notice);
            } else {
                transport.send(notice.broadcast(), notice.listener());
            }
        }
        then.run();
    }

    private void giveUp(Held notice) {
        Broadcast broadcast = notice.broadcast();
        lost.add(broadcast.receivers().size());
        LOG.warn("no transport: a notice of {} to {} receivers is given up", broadcast.from(),
                broadcast.receivers().size());
        for (int receiver = 0; receiver < broadcast.receivers().size(); receiver++) {
            notice.listener().ended(broadcast, receiver, Delivery.TRANSPORT_ERROR);
        }
    }

    /** Copies that were given up since the start. */
    long lost() {
        return lost.sum();
    }
}
