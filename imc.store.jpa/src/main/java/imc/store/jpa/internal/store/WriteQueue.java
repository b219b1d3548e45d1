package imc.store.jpa.internal.store;

import imc.api.store.Change;
import imc.api.store.StoreException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The batches that wait for the one thread that writes them. Bounded, because a database may hang. */
final class WriteQueue {

    private static final Logger log = LoggerFactory.getLogger(WriteQueue.class);

    /** So many batches may wait; the next one is refused. A command's batch takes about half a kilobyte. */
    static final int MOST = 50_000;
    /** While more than this wait, nothing is answered before it is written. */
    static final int MOST_UNANSWERED = 10_000;

    private final int groupSize;
    private final StoreFigures figures;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Pending> queue = new ArrayDeque<>();
    private List<Pending> inWork = List.of();
    private long lateNanos;
    private int urgent;
    private boolean closed;
    private boolean abandoned;

    /** @param groupSize how many batches are handed out at once */
    WriteQueue(int groupSize, StoreFigures figures) {
        this.groupSize = groupSize;
        this.figures = figures;
    }

    /** @param millis how long a batch may wait for others; 0 for not at all, and then it is answered when it is written */
    void late(long millis) {
        lock.lock();
        try {
            lateNanos = TimeUnit.MILLISECONDS.toNanos(millis);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** @return completes when the batch may be answered */
    CompletableFuture<Void> add(List<Change> batch, boolean isUrgent) {
        CompletableFuture<Void> durable = new CompletableFuture<>();
        lock.lock();
        try {
            if (closed) {
                return CompletableFuture.failedFuture(new StoreException("the store is closed"));
            }
            if (queue.size() >= MOST && !isUrgent) {
                figures.failed();
                return CompletableFuture.failedFuture(new StoreException("a change of ["
                        + (batch.isEmpty() ? "" : batch.get(0).room()) + "] was not written: the database is too slow, "
                        + MOST + " others wait for it"));
            }
            queue.add(new Pending(batch, durable, System.nanoTime(), isUrgent));
            urgent += isUrgent ? 1 : 0;
            figures.pending(queue.size());
            changed.signalAll();
            return lateNanos > 0 && !isUrgent && queue.size() <= MOST_UNANSWERED
                    ? CompletableFuture.completedFuture(null) : durable;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the batches that are next; empty when closed and nothing is left. */
    List<Pending> next() {
        lock.lock();
        try {
            inWork = List.of();
            while (queue.isEmpty() && !closed) {
                changed.awaitUninterruptibly();
            }
            awaitLate();
            List<Pending> group = new ArrayList<>(Math.min(queue.size(), groupSize));
            while (!queue.isEmpty() && group.size() < groupSize) {
                Pending pending = queue.remove();
                urgent -= pending.urgent() ? 1 : 0;
                group.add(pending);
            }
            figures.pending(queue.size());
            inWork = group;
            return group;
        } finally {
            lock.unlock();
        }
    }

    private void awaitLate() {
        while (!closed && urgent == 0 && queue.size() < groupSize) {
            long left = queue.element().since() + lateNanos - System.nanoTime();
            if (lateNanos == 0 || left <= 0) {
                return;
            }
            await(left);
        }
    }

    private void await(long nanos) {
        try {
            changed.awaitNanos(nanos);
        } catch (InterruptedException e) {
            // Nobody but us knows the writing thread; an interrupt would hurt Derby, and means nothing here.
            log.debug("Interrupted", e);
        }
    }

    /** Waits so long, unless the queue is closed. @return whether it is open still */
    boolean pause(long millis) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        lock.lock();
        try {
            for (long left = deadline - System.nanoTime(); !closed && left > 0; left = deadline - System.nanoTime()) {
                await(left);
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    /** How many wait or are in work, whether they were answered or not. */
    int unwritten() {
        lock.lock();
        try {
            return queue.size() + inWork.size();
        } finally {
            lock.unlock();
        }
    }

    /** Takes nothing more; what waits is handed out still. */
    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Hands nothing more out. @return what waits and what is in work */
    List<Pending> abandon() {
        lock.lock();
        try {
            closed = true;
            abandoned = true;
            List<Pending> left = new ArrayList<>(inWork);
            left.addAll(queue);
            left.removeIf(pending -> pending.durable().isDone());
            inWork = List.of();
            queue.clear();
            urgent = 0;
            figures.pending(0);
            changed.signalAll();
            return left;
        } finally {
            lock.unlock();
        }
    }

    boolean isAbandoned() {
        lock.lock();
        try {
            return abandoned;
        } finally {
            lock.unlock();
        }
    }
}
