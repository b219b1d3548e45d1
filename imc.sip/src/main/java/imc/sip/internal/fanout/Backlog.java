package imc.sip.internal.fanout;

import imc.api.SipAddress;
import imc.api.transport.Delivery;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The copies on their way to one contact: waiting, or sent and not answered. One that grows too long holds up the
 * rooms that make it grow, until it is short again or patience is over.
 */
final class Backlog {

    private static final Logger LOG = LoggerFactory.getLogger(Backlog.class);

    private final String contact;
    private final Backlogs all;
    private final AtomicInteger length = new AtomicInteger();
    /** Of its copies, each counted in full. */
    private final AtomicLong bytes = new AtomicLong();
    /** The rooms that it holds up; guarded by this. */
    private final Set<SipAddress> rooms = new HashSet<>();
    /** When it grew too long, as {@link System#nanoTime()} and never 0; 0 while it is not. */
    private volatile long longSince;
    /** Patience is over: nothing more is taken. */
    private volatile boolean givenUp;
    /** It was given up, and nothing has been answered since: it gets no patience another time. */
    private volatile boolean silent;

    Backlog(String contact, Backlogs all) {
        this.contact = contact;
        this.all = all;
    }

    /**
     * One more copy of a room's.
     *
     * @param count how many bytes it has
     * @return false where there is no room for it, because the contact takes too long
     */
    boolean enter(SipAddress room, int count) {
        if (givenUp) {
            return false;
        }
        length.incrementAndGet();
        bytes.addAndGet(count);
        if (longSince != 0 || isLong()) {
            grown(room);
        }
        return true;
    }

    private boolean isLong() {
        return length.get() > all.limits().highMark() || bytes.get() > all.limits().highBytes();
    }

    private boolean isShort() {
        return length.get() < all.limits().lowMark() && bytes.get() <= all.limits().highBytes() / 2;
    }

    /**
     * A copy has come to an end.
     *
     * @param count as when it entered
     */
    void leave(Delivery delivery, int count) {
        length.decrementAndGet();
        bytes.addAndGet(-count);
        if (silent && delivery.result() == Delivery.Result.DELIVERED) {
            silent = false;
        }
        if (longSince != 0 && isShort()) {
            shrunk();
        }
    }

    private synchronized void grown(SipAddress room) {
        if (longSince == 0 && isLong()) {
            longSince = all.now() | 1;
            if (silent) {
                giveUp();
            }
        }
        if (longSince != 0 && !givenUp && rooms.add(room)) {
            all.holds(this, room);
        }
    }

    private synchronized void shrunk() {
        if (longSince != 0 && isShort()) {
            longSince = 0;
            release();
            if (givenUp) {
                givenUp = false;
                LOG.info("{} has worked off its copies and gets further ones", contact);
            }
        }
    }

    /** Whether it holds up its rooms now; one that has done so for too long does so no more. */
    boolean holdsUp() {
        long since = longSince;
        if (since == 0 || givenUp) {
            return false;
        }
        if (all.now() - since < all.limits().patience().toNanos()) {
            return true;
        }
        synchronized (this) {
            if (longSince == since && !givenUp) {
                giveUp();
            }
        }
        return false;
    }

    private void giveUp() {
        givenUp = true;
        silent = true;
        release();
        LOG.warn("{} takes too long: {} copies of {} bytes wait or are not answered. Until there are fewer than {} of "
                + "{} bytes, further ones are reported as unreachable", contact, length.get(), bytes.get(),
                all.limits().lowMark(), all.limits().highBytes() / 2);
    }

    private void release() {
        rooms.forEach(room -> all.releases(this, room));
        rooms.clear();
    }

    boolean isEmpty() {
        return length.get() == 0;
    }
}
