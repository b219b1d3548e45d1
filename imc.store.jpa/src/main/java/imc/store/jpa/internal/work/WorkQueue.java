package imc.store.jpa.internal.work;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The jobs that wait for the one thread that does them. Bounded by what they weigh, because a database may hang. Safe
 * for use by many threads.
 *
 * @param <J> what waits
 */
public final class WorkQueue<J extends WorkQueue.Job> {

    private static final Logger log = LoggerFactory.getLogger(WorkQueue.class);

    /** What waits to be done. */
    public interface Job {

        /** When it came, by {@link System#nanoTime}. */
        long since();

        /** How much it is of what may wait. */
        long weight();

        /** What its answer holds, until all are done that were handed out with it. */
        default long answer() {
            return 0;
        }

        /** Whether somebody waits for it and all before it: then nothing waits for others, and it is never too much. */
        default boolean isUrgent() {
            return false;
        }
    }

    private final int most;
    private final long mostWeight;
    private final long mostAnswers;
    private final Deque<J> queue = new ArrayDeque<>();
    private List<J> inWork = List.of();
    private long lingerNanos;
    private long weight;
    private int urgent;
    private boolean closed;
    private boolean abandoned;

    /**
     * @param most        how many jobs are handed out at once
     * @param mostWeight  what may wait and be in work; what is heavier by itself has its turn when nothing waits
     * @param mostAnswers what the answers of those may hold that are handed out at once
     */
    public WorkQueue(int most, long mostWeight, long mostAnswers) {
        this.most = most;
        this.mostWeight = mostWeight;
        this.mostAnswers = mostAnswers;
    }

    /** @param millis how long the first of those that wait waits for others; 0, as from the start, for not at all */
    public synchronized void linger(long millis) {
        lingerNanos = TimeUnit.MILLISECONDS.toNanos(millis);
        notifyAll();
    }

    /** @return why the job is not taken; empty where it is */
    public synchronized Optional<String> add(J job) {
        if (closed) {
            return Optional.of("the store is closed");
        }
        if (weight > 0 && weight + job.weight() > mostWeight && !job.isUrgent()) {
            return Optional.of("the database is too slow, " + queue.size() + " others wait for it");
        }
        queue.add(job);
        weight += job.weight();
        urgent += job.isUrgent() ? 1 : 0;
        notifyAll();
        return Optional.empty();
    }

    /** Waits for the jobs that are next; empty when closed and nothing is left. Those before are done. */
    public synchronized List<J> next() {
        inWork.forEach(job -> weight -= job.weight());
        inWork = List.of();
        while (queue.isEmpty() && !closed) {
            await(Long.MAX_VALUE);
        }
        linger();
        List<J> group = new ArrayList<>(Math.min(queue.size(), most));
        long answers = 0;
        while (!queue.isEmpty() && group.size() < most
                && (group.isEmpty() || answers + queue.element().answer() <= mostAnswers)) {
            J job = queue.remove();
            answers += job.answer();
            urgent -= job.isUrgent() ? 1 : 0;
            group.add(job);
        }
        inWork = group;
        return group;
    }

    private void linger() {
        while (!closed && urgent == 0 && queue.size() < most) {
            long left = queue.element().since() + lingerNanos - System.nanoTime();
            if (left <= 0) {
                return;
            }
            await(left);
        }
    }

    private void await(long nanos) {
        try {
            TimeUnit.NANOSECONDS.timedWait(this, nanos);
        } catch (InterruptedException e) {
            // Nobody but us knows the working thread; an interrupt would hurt Derby, and means nothing here.
            log.debug("Interrupted", e);
        }
    }

    /** Waits so long, unless the queue is closed. @return whether it is open still */
    public synchronized boolean pause(long millis) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        for (long left = deadline - System.nanoTime(); !closed && left > 0; left = deadline - System.nanoTime()) {
            await(left);
        }
        return !closed;
    }

    /** How many wait. */
    public synchronized int waiting() {
        return queue.size();
    }

    /** How many wait or are in work. */
    public synchronized int unfinished() {
        return queue.size() + inWork.size();
    }

    /** Takes nothing more; what waits is handed out still. */
    public synchronized void close() {
        closed = true;
        notifyAll();
    }

    /** Hands nothing more out. @return what waits and what is in work */
    public synchronized List<J> abandon() {
        abandoned = true;
        List<J> left = new ArrayList<>(inWork);
        left.addAll(queue);
        inWork = List.of();
        queue.clear();
        close();
        return left;
    }

    public synchronized boolean isAbandoned() {
        return abandoned;
    }
}
