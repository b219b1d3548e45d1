package imc.sip.internal.udp;

import imc.sip.internal.net.Threads;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Work of one receiver, done in order for each key. The receiver does it itself as long as it can follow; of more,
 * helpers take their share. Waking one costs more than a small message does, and a machine with few cores has none to
 * spare.
 */
final class Stripes {

    /** With so much waiting, a helper is worth its waking. */
    static final int HELP_FROM = 32;
    /** With so much waiting, nothing more is to be received. */
    static final int FULL = 1024;
    /** As {@link #FULL}, in bytes: datagrams may be long. */
    static final int FULL_BYTES = 8 << 20;

    private static final int STRIPES = 256;
    private static final long WORK_NANOS = TimeUnit.MICROSECONDS.toNanos(100);

    private final Stripe[] stripes = new Stripe[STRIPES];
    private final Queue<Stripe> runnable = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicInteger bytes = new AtomicInteger();
    private final Thread[] helpers;
    private final AtomicInteger idle = new AtomicInteger();
    private volatile boolean closed;

    private static final class Stripe {

        private final Queue<Piece> queue = new ConcurrentLinkedQueue<>();
        /** Pieces of work that are queued or being done. */
        private final AtomicInteger due = new AtomicInteger();
    }

    private record Piece(int bytes, Runnable work) {
    }

    /** @param helpers how many threads may help */
    Stripes(String name, int helpers) {
        Arrays.setAll(stripes, i -> new Stripe());
        this.helpers = new Thread[helpers];
        Arrays.setAll(this.helpers, i -> Threads.daemon(name + " helper " + (i + 1), this::help));
    }

    void start() {
        for (Thread helper : helpers) {
            helper.start();
        }
    }

    /**
     * Leaves a piece of work to be done after those with the same key.
     *
     * @param count how many bytes it keeps
     * @param work  throws nothing
     */
    void add(int key, int count, Runnable work) {
        Stripe stripe = stripes[(key ^ key >>> 16) * 0x9E3779B1 >>> 24];
        stripe.queue.add(new Piece(count, work));
        bytes.addAndGet(count);
        waiting.incrementAndGet();
        if (stripe.due.getAndIncrement() == 0) {
            runnable.add(stripe);
        }
    }

    boolean isFull() {
        return waiting.get() >= FULL || bytes.get() >= FULL_BYTES;
    }

    /**
     * Does some of the work, and has helpers do some if there is much. Whether any was to be done. It does not take
     * long: what a fan-out is answered must be received before the socket's buffer is full.
     */
    boolean work() {
        if (waiting.get() > HELP_FROM && idle.get() > 0) {
            for (Thread helper : helpers) {
                LockSupport.unpark(helper);
            }
        }
        long end = System.nanoTime() + WORK_NANOS;
        boolean any = false;
        while (workOff(end)) {
            any = true;
            if (System.nanoTime() - end >= 0) {
                break;
            }
        }
        return any;
    }

    private boolean workOff(long end) {
        Stripe stripe = runnable.poll();
        if (stripe == null) {
            return false;
        }
        do {
            waiting.decrementAndGet();
            Piece piece = stripe.queue.poll();
            bytes.addAndGet(-piece.bytes());
            piece.work().run();
            if (stripe.due.decrementAndGet() == 0) {
                return true;
            }
        } while (System.nanoTime() - end < 0);
        runnable.add(stripe);
        return true;
    }

    private void help() {
        while (!closed) {
            idle.incrementAndGet();
            LockSupport.park(this);
            idle.decrementAndGet();
            if (waiting.get() > HELP_FROM / 2) {
                boolean more = true;
                while (more && !closed) {
                    // To the end: the receiver may be waiting for the next datagram by now.
                    more = workOff(System.nanoTime() + WORK_NANOS);
                }
            }
        }
    }

    /** Ends the helpers; what waits is forgotten. */
    void close() {
        closed = true;
        for (Thread helper : helpers) {
            LockSupport.unpark(helper);
        }
        for (Thread helper : helpers) {
            Threads.join(helper);
        }
    }
}
