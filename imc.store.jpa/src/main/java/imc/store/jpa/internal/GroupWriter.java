package imc.store.jpa.internal;

import imc.api.SipAddress;
import imc.api.store.Change;
import imc.api.store.StoreException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes batches in groups: while one transaction is on its way to the disk the next batches gather, and all of them
 * share the next one. If a group fails, each of its batches is tried alone, so that a bad one fails alone.
 * <p>
 * Carrying a batch out twice is harmless: every change says what is there afterwards, not what is added.
 */
final class GroupWriter implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(GroupWriter.class);

    /** Enough to share the disk's sync, few enough to answer the first soon. */
    static final int GROUP = 512;
    private static final long PATIENCE_MILLIS = 10_000;

    private record Pending(List<Change> batch, CompletableFuture<Void> durable, long since, boolean urgent) {
    }

    private final Database database;
    private final StoreFigures figures;
    private final int most;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Pending> queue = new ArrayDeque<>();
    private final Thread thread = new Thread(this::run, "imc.store.jpa writer");
    private List<Pending> inWork = List.of();
    private long lateNanos;
    private int urgent;
    private boolean closed;

    /** @param most how many batches may share a transaction */
    GroupWriter(Database database, StoreFigures figures, int most) {
        this.most = most;
        this.database = database;
        this.figures = figures;
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * How late a batch may be written.
     *
     * @param millis 0 to answer after the write; more to answer at once and write within this time
     */
    void late(long millis) {
        lock.lock();
        try {
            lateNanos = TimeUnit.MILLISECONDS.toNanos(millis);
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** @return completes when the batch may be answered */
    CompletableFuture<Void> add(List<Change> batch) {
        return add(batch, false);
    }

    /** Waits until everything added before is written, or has failed. */
    void flush() {
        add(List.of(), true).exceptionally(failure -> null).join();
    }

    private CompletableFuture<Void> add(List<Change> batch, boolean isUrgent) {
        CompletableFuture<Void> durable = new CompletableFuture<>();
        lock.lock();
        try {
            if (closed) {
                return CompletableFuture.failedFuture(new StoreException("the store is closed"));
            }
            queue.add(new Pending(batch, durable, System.nanoTime(), isUrgent));
            urgent += isUrgent ? 1 : 0;
            figures.pending(queue.size());
            changed.signal();
            return lateNanos > 0 && !isUrgent ? CompletableFuture.completedFuture(null) : durable;
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        for (List<Pending> group = next(); !group.isEmpty(); group = next()) {
            try {
                write(group);
            } catch (Throwable e) {
                // Whatever it is, the thread lives on, and nobody waits for ever.
                log.error("{} batches of changes were not written", group.size(), e);
                group.forEach(pending -> fail(pending, e));
            }
        }
    }

    /** The batches that wait; empty when closed and nothing is left. */
    private List<Pending> next() {
        lock.lock();
        try {
            inWork = List.of();
            while (queue.isEmpty() && !closed) {
                changed.awaitUninterruptibly();
            }
            awaitLate();
            List<Pending> group = new ArrayList<>(Math.min(queue.size(), most));
            while (!queue.isEmpty() && group.size() < most) {
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
        while (!closed && urgent == 0 && queue.size() < most) {
            long left = queue.element().since() + lateNanos - System.nanoTime();
            if (lateNanos == 0 || left <= 0) {
                return;
            }
            try {
                changed.awaitNanos(left);
            } catch (InterruptedException e) {
                // Nobody but us knows this thread; an interrupt would hurt Derby, and means nothing here.
                log.debug("Interrupted", e);
            }
        }
    }

    private void write(List<Pending> group) {
        Throwable failure = attempt(group);
        if (failure != null) {
            if (database.isReachable()) {
                alone(group, failure);
            } else {
                log.error("The database is away: {} batches of changes were not written: {}", group.size(),
                        Failures.sentence(failure));
                group.forEach(pending -> fail(pending, failure));
            }
        }
    }

    private Throwable attempt(List<Pending> group) {
        long start = System.nanoTime();
        try {
            database.write(group.stream().map(Pending::batch).toList());
        } catch (Throwable e) {
            return e;
        }
        figures.wrote(group.stream().filter(pending -> !pending.urgent()).count(), System.nanoTime() - start);
        group.forEach(pending -> pending.durable().complete(null));
        return null;
    }

    private void alone(List<Pending> group, Throwable together) {
        Set<SipAddress> failed = new HashSet<>();
        for (Pending pending : group) {
            boolean builtOnFailed = pending.batch().stream().map(Change::room).anyMatch(failed::contains);
            Throwable failure = builtOnFailed
                    ? new StoreException("an earlier change of the same room failed")
                    : attempt(List.of(pending));
            if (Failures.isConnectionLost(failure) && !Failures.isConnectionLost(together)) {
                // Derby closes itself when something is badly wrong, such as a full disk; that is the reason to tell.
                failure = together;
            }
            if (failure != null) {
                pending.batch().forEach(change -> failed.add(change.room()));
                log.error("{}", fail(pending, failure));
            }
        }
    }

    /** @return the sentence that the caller is given */
    private String fail(Pending pending, Throwable failure) {
        List<SipAddress> rooms = pending.batch().stream().map(Change::room).distinct().toList();
        String sentence = "a change of " + rooms + " was not written: " + Failures.sentence(failure);
        if (pending.durable().completeExceptionally(new StoreException(sentence, failure))) {
            figures.failed();
        }
        return sentence;
    }

    /** Writes what waits, completes every stage, and ends the thread. Waits at most ten seconds. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
        if (!ended()) {
            lock.lock();
            try {
                StoreException late = new StoreException("the database did not take it in time");
                log.error("{} batches of changes were not written: {}", inWork.size() + queue.size(),
                        late.getMessage());
                inWork.forEach(pending -> fail(pending, late));
                queue.forEach(pending -> fail(pending, late));
                queue.clear();
            } finally {
                lock.unlock();
            }
        }
    }

    private boolean ended() {
        try {
            thread.join(PATIENCE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return !thread.isAlive();
    }
}
