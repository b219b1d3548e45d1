package imc.store.jpa.internal.store;

import imc.api.SipAddress;
import imc.api.store.Change;
import imc.api.store.StoreException;
import imc.store.jpa.internal.connection.Failures;
import imc.store.jpa.internal.database.CommitInDoubt;
import imc.store.jpa.internal.database.Database;
import imc.store.jpa.internal.work.Timers;
import imc.store.jpa.internal.work.WorkQueue;
import imc.store.jpa.internal.work.Worker;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes batches in groups: while one transaction is on its way to the disk the next batches gather, and all of them
 * share the next one. If a group fails, each of its batches is tried alone, so that a bad one fails alone.
 * <p>
 * Carrying a batch out twice is harmless: every change says what is there afterwards, not what is added. So a group
 * whose commit is in doubt is carried out once more as soon as the database answers, and then it is there, whatever
 * became of the commit. Its batches are answered when that is known.
 */
final class GroupWriter implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(GroupWriter.class);

    /** Enough to share the disk's sync, few enough to answer the first soon. */
    static final int GROUP = 512;
    /** So many batches may wait; the next one is refused. A command's batch takes about half a kilobyte. */
    static final int MOST = 50_000;
    /** While more than this wait, nothing is answered before it is written. */
    static final int MOST_UNANSWERED = 10_000;
    /** How long a batch whose commit is in doubt waits for a database that does not answer. */
    static final long DOUBT_MILLIS = 10_000;
    private static final long RETRY_MILLIS = 250;
    private static final long PATIENCE_MILLIS = 10_000;

    private final Database database;
    private final StoreFigures figures;
    private final Runnable doubt;
    private final Timers timers;
    private final WorkQueue<Pending> queue;
    private final Worker<Pending> worker;
    private volatile boolean isLate;

    /**
     * @param group how many batches may share a transaction
     * @param doubt is called when nobody knows what the database has of some batch, so that it must be read again
     */
    GroupWriter(Database database, StoreFigures figures, int group, Runnable doubt, Timers timers) {
        this.database = database;
        this.figures = figures;
        this.doubt = doubt;
        this.timers = timers;
        this.queue = new WorkQueue<>(group, MOST, 0);
        figures.pending(queue::waiting);
        this.worker = new Worker<>("imc.store.jpa writer", queue, this::writeAll, () -> { }, timers);
    }

    /**
     * How late a batch may be written.
     *
     * @param millis 0 to answer after the write; more to answer at once and write within this time
     */
    void late(long millis) {
        isLate = millis > 0;
        queue.linger(millis);
    }

    /** How many batches are not written yet, whether they were answered or not. */
    int unwritten() {
        return queue.unfinished();
    }

    /** @return completes when the batch may be answered */
    CompletableFuture<Void> add(List<Change> batch) {
        Pending pending = Pending.now(batch, false);
        Optional<String> refusal = queue.add(pending);
        if (refusal.isPresent()) {
            fail(pending, new StoreException(refusal.get()));
            return pending.durable();
        }
        return isLate && queue.waiting() <= MOST_UNANSWERED ? CompletableFuture.completedFuture(null)
                : pending.durable();
    }

    /** Waits until everything added before is written, or has failed. */
    void flush() {
        Pending all = Pending.now(List.of(), true);
        if (queue.add(all).isEmpty()) {
            all.durable().exceptionally(failure -> null).join();
        }
    }

    private void writeAll(List<Pending> group) {
        try {
            write(group);
        } catch (Throwable e) {
            // Whatever it is, the thread lives on, and nobody waits for ever.
            log.error("{} batches of changes were not written", group.size(), e);
            group.forEach(pending -> fail(pending, e));
        }
    }

    private void write(List<Pending> group) {
        Throwable failure = attempt(group);
        if (failure == null) {
            return;
        }
        if (failure instanceof CommitInDoubt) {
            settle(group, failure);
        } else if (!Failures.isReadOnly(failure) && database.isReachable()) {
            alone(group, failure);
        } else {
            log.error("The database {}: {} batches of changes were not written: {}",
                    Failures.isReadOnly(failure) ? "takes no changes" : "is away", group.size(),
                    Failures.sentence(failure));
            group.forEach(pending -> fail(pending, failure));
        }
    }

    private Throwable attempt(List<Pending> group) {
        long start = System.nanoTime();
        if (queue.isAbandoned()) {
            return new StoreException("the store is closed");
        }
        try {
            database.write(group.stream().map(Pending::batch).toList());
        } catch (Throwable e) {
            return e;
        }
        figures.wrote(group.stream().filter(pending -> !pending.isUrgent()).count(), System.nanoTime() - start);
        group.forEach(pending -> pending.durable().complete(null));
        return null;
    }

    /** Carries out once more what may be there, until it is known to be; gives up when the database stays away. */
    private void settle(List<Pending> group, Throwable doubtful) {
        figures.inDoubt();
        log.warn("The commit of {} batches of changes is in doubt ({}); they are carried out once more when "
                + "the database answers", group.size(), Failures.sentence(doubtful));
        long deadline = timers.nanoTime() + TimeUnit.MILLISECONDS.toNanos(DOUBT_MILLIS);
        Throwable last = doubtful;
        do {
            if (database.isReachable()) {
                last = attempt(group);
                if (last == null) {
                    log.info("The {} batches of changes whose commit was in doubt are written", group.size());
                    return;
                }
            }
        } while (queue.pause(RETRY_MILLIS) && timers.nanoTime() < deadline);
        StoreException unknown = new StoreException("nobody knows whether it was, since the commit was not answered ("
                + Failures.sentence(last) + "); the rooms are read again");
        log.error("Nobody knows whether {} batches of changes were written: {}", group.size(), Failures.sentence(last));
        doubt.run();
        group.forEach(pending -> fail(pending, unknown));
    }

    private void alone(List<Pending> group, Throwable together) {
        Set<SipAddress> failed = new HashSet<>();
        for (Pending pending : group) {
            boolean builtOnFailed = pending.batch().stream().map(Change::room).anyMatch(failed::contains);
            Throwable failure = builtOnFailed
                    ? new StoreException("an earlier change of the same room failed")
                    : attempt(List.of(pending));
            if (failure instanceof CommitInDoubt) {
                settle(List.of(pending), failure);
                if (pending.durable().isCompletedExceptionally()) {
                    pending.batch().forEach(change -> failed.add(change.room()));
                }
                continue;
            }
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
        worker.close(TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS));
        abandon();
    }

    /**
     * Completes every stage that is not complete, and begins no further write. Waits for nothing; any thread may call
     * it.
     */
    void abandon() {
        List<Pending> left = queue.abandon();
        left.removeIf(pending -> pending.durable().isDone());
        if (!left.isEmpty()) {
            StoreException late = new StoreException("the database did not take it in time");
            log.error("{} batches of changes were not written: {}", left.size(), late.getMessage());
            left.forEach(pending -> fail(pending, late));
        }
    }
}
