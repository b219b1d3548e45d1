package imc.transport.sip.internal.uac;

import imc.transport.sip.internal.stack.Threads;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** Gives each copy back when its tick has come: a list for each tick, one thread, and no timer object. */
final class TimerWheel implements AutoCloseable {

    private static final int BUCKETS = 1024;
    private static final int AGING = 256;

    private final AtomicReferenceArray<SentCopy> buckets = new AtomicReferenceArray<>(BUCKETS);
    private final long start = System.nanoTime();
    private final long tickNanos;
    private final Consumer<SentCopy> action;
    private final Runnable aging;
    private final Thread thread;
    /** The tick whose list has been emptied last. */
    private volatile long current;
    private volatile boolean closed;

    /**
     * @param action what is done with a copy whose tick has come; throws nothing
     * @param aging  is run every {@value #AGING} ticks; throws nothing
     */
    TimerWheel(int tickMs, Consumer<SentCopy> action, Runnable aging) {
        this.tickNanos = TimeUnit.MILLISECONDS.toNanos(tickMs);
        this.action = action;
        this.aging = aging;
        this.thread = Threads.daemon("imc-sip retransmissions", this::turn);
        thread.start();
    }

    /** The tick that it is now. */
    long now() {
        return (System.nanoTime() - start) / tickNanos;
    }

    /** Gives a copy back at its {@code due}, or soon where that is over. */
    void add(SentCopy copy) {
        long tick = Math.max(copy.due, current + 1);
        int bucket = (int) (tick & BUCKETS - 1);
        SentCopy first;
        do {
            first = buckets.get(bucket);
            copy.next = first;
        } while (!buckets.compareAndSet(bucket, first, copy));
        if (current >= tick) {
            // The list was emptied in between, perhaps without this copy, which would wait for a whole turn.
            addAll(buckets.getAndSet(bucket, null));
        }
    }

    private void addAll(SentCopy list) {
        SentCopy copy = list;
        while (copy != null) {
            SentCopy next = copy.next;
            add(copy);
            copy = next;
        }
    }

    private void turn() {
        for (long tick = 1; !closed; tick++) {
            // A tick is over when the next one begins, so that nothing comes early.
            long wait;
            while ((wait = start + (tick + 1) * tickNanos - System.nanoTime()) > 0 && !closed) {
                LockSupport.parkNanos(wait);
            }
            current = tick;
            if (tick % AGING == 0) {
                aging.run();
            }
            SentCopy copy = buckets.getAndSet((int) (tick & BUCKETS - 1), null);
            while (copy != null && !closed) {
                SentCopy next = copy.next;
                copy.next = null;
                if (copy.due > tick) {
                    add(copy);
                } else {
                    action.accept(copy);
                }
                copy = next;
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        Threads.join(thread);
    }
}
