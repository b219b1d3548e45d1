package imc.transport.sip.internal.uac;

import imc.api.sip.SipHeaders;
import imc.api.transport.Delivery;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One non-INVITE client transaction for each copy (RFC 3261 §17.1.2): each stands in a slot that its branch names, so
 * that matching a response (§17.1.3) is an index and a comparison. A slot that is taken is never given to another.
 */
final class SentCopies implements AutoCloseable {

    static final int SLOTS = 1 << 18;

    private static final Logger LOG = LoggerFactory.getLogger(SentCopies.class);
    /** Well above the longest copy that goes by UDP where it can go by a stream. */
    private static final int BUFFER = 4096;
    private static final int MAX_PROBES = 4096;
    private static final int TICKS_OF_T1 = 10;
    private static final int TICKS_OF_T2 = 8 * TICKS_OF_T1;
    private static final int TICKS_OF_TIMER_F = 64 * TICKS_OF_T1;

    private final AtomicReferenceArray<SentCopy> slots = new AtomicReferenceArray<>(SLOTS);
    private final AtomicInteger nextSlot = new AtomicInteger();
    private final AtomicLong nextNumber = new AtomicLong();
    private final long secret;
    private final long factor;
    private final Faults faults;
    private final TimerWheel timers;
    private final ThreadLocal<ByteBuffer> buffers = ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(BUFFER));
    private volatile boolean closed;

    /**
     * @param t1    Timer T1 in milliseconds
     * @param aging is run every 13 seconds or so
     */
    SentCopies(int t1, Faults faults, Runnable aging) {
        SecureRandom random = new SecureRandom();
        this.secret = random.nextLong();
        this.factor = random.nextLong() | 1;
        this.faults = faults;
        this.timers = new TimerWheel(Math.max(1, t1 / TICKS_OF_T1), this::due, () -> age(aging));
    }

    private void age(Runnable aging) {
        try {
            aging.run();
        } catch (Throwable e) { // all timers run on this thread
            faults.add("What nobody has used for a while was not forgotten{}", "", e);
        }
    }

    /**
     * Sends a copy, and sends it again as need be. Never waits.
     *
     * @throws IOException where it could not be sent; then, and whatever else is thrown, its end is not told
     */
    void send(Copy what, Destination.Way way) throws IOException {
        SentCopy copy = new SentCopy(what, way, this::lost);
        copy.number = number();
        long now = timers.now();
        copy.interval = TICKS_OF_T1;
        copy.end = now + TICKS_OF_TIMER_F;
        keep(copy);
        if (closed) {
            abandon(copy, Delivery.TRANSPORT_ERROR.shared());
            return;
        }
        try {
            copy.transmit(buffers.get());
            timers.add(copy.slot, now + TICKS_OF_T1, copy);
        } catch (Throwable e) { // the slot is free again, and nobody writes it
            copy.settled();
            if (slots.compareAndSet(copy.slot, copy, null)) {
                throw e;
            }
        }
    }

    /** Never twice the same, and not to be guessed from others: an odd factor is a permutation, and so are shifts. */
    private long number() {
        long x = (nextNumber.getAndIncrement() ^ secret) * factor;
        x = (x ^ x >>> 32) * 0xD6E8FEB86659FD93L;
        return (x ^ x >>> 32) & (1L << Branch.NUMBER_BITS) - 1;
    }

    private void keep(SentCopy copy) throws IOException {
        for (int probe = 0; probe < MAX_PROBES; probe++) {
            copy.slot = nextSlot.getAndIncrement() & SLOTS - 1;
            if (slots.get(copy.slot) == null && slots.compareAndSet(copy.slot, null, copy)) {
                return;
            }
        }
        throw new NoRouteException(Delivery.TRANSPORT_ERROR.shared(), "too many messages wait for their answers");
    }

    /**
     * A response came in whose branch was made here. What is over, or never was, takes no notice.
     *
     * @param headers those of the answer, as far as they are of any use
     */
    void answered(int slot, long number, int status, SipHeaders headers) {
        SentCopy copy = slot < SLOTS ? slots.get(slot) : null;
        if (copy == null || copy.number != number) {
            return;
        }
        copy.heard();
        if (status < 200) {
            copy.proceeding = true;
        } else if (slots.compareAndSet(slot, copy, null)) {
            copy.settled();
            copy.ending().answered(status, headers);
        }
    }

    /** A connection ended before the answer came: another one may do, once. */
    private void lost(SentCopy copy) {
        if (slots.get(copy.slot) != copy) {
            return;
        }
        if (!copy.again) {
            copy.again = true;
            try {
                copy.transmit(buffers.get());
                return;
            } catch (IOException e) {
                LOG.debug("A copy could not be sent again: {}", e.getMessage());
            } catch (Throwable e) { // others are lost, too, and want to be told
                fail(copy, e);
            }
        }
        abandon(copy, Delivery.TRANSPORT_ERROR);
    }

    /** Timer E or Timer F. */
    private void due(int slot, long tick) {
        SentCopy copy = slots.get(slot);
        if (copy == null || copy.due != tick) {
            return; // Another one has the place by now.
        }
        try {
            long now = timers.now();
            if (now >= copy.end) {
                if (slots.compareAndSet(copy.slot, copy, null)) {
                    copy.settled();
                    copy.ending().ended(Delivery.TIMED_OUT);
                }
                return;
            }
            copy.interval = copy.proceeding ? TICKS_OF_T2 : Math.min(2 * copy.interval, TICKS_OF_T2);
            try {
                copy.retransmit(buffers.get());
            } catch (IOException e) {
                LOG.debug("A copy could not be sent again; it will be tried once more", e);
            }
            timers.add(slot, Math.min(now + copy.interval, copy.end), copy);
        } catch (Throwable e) { // the timers of all others run on this thread
            fail(copy, e);
        }
    }

    private void fail(SentCopy copy, Throwable e) {
        copy.settled();
        if (slots.compareAndSet(copy.slot, copy, null)) {
            copy.ending().failed(e);
        }
    }

    private void abandon(SentCopy copy, Delivery how) {
        copy.settled();
        if (slots.compareAndSet(copy.slot, copy, null)) {
            copy.ending().ended(how);
        }
    }

    /** Tells all that is open as a transport error, and so whatever is sent from now on. */
    @Override
    public void close() {
        closed = true;
        timers.close();
        for (int slot = 0; slot < SLOTS; slot++) {
            SentCopy copy = slots.get(slot);
            if (copy != null) {
                abandon(copy, Delivery.TRANSPORT_ERROR.shared());
            }
        }
    }
}
