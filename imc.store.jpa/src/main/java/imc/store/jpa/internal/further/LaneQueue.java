package imc.store.jpa.internal.further;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The jobs that wait for a lane's thread. Bounded by what they hold, because a database may hang. */
final class LaneQueue {

    private static final Logger log = LoggerFactory.getLogger(LaneQueue.class);

    private final int most;
    private final long mostBytes;
    private final long mostAnswers;
    private final long lingerNanos;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<LaneJob<?>> queue = new ArrayDeque<>();
    private List<LaneJob<?>> inWork = List.of();
    private long bytes;
    private boolean closed;
    private boolean abandoned;

    /**
     * @param most         how many jobs are handed out at once
     * @param mostBytes    what may wait and be in work
     * @param mostAnswers  what the answers of those may hold that are handed out at once
     * @param lingerMillis how long the first of them waits for others
     */
    LaneQueue(int most, long mostBytes, long mostAnswers, long lingerMillis) {
        this.most = most;
        this.mostBytes = mostBytes;
        this.mostAnswers = mostAnswers;
        this.lingerNanos = TimeUnit.MILLISECONDS.toNanos(lingerMillis);
    }

    /** Takes a job, or fails it. */
    void add(LaneJob<?> job) {
        String refusal;
        lock.lock();
        try {
            refusal = closed ? "the store is closed" : isFull(job)
                    ? "the database is too slow, " + queue.size() + " others wait for it" : null;
            if (refusal == null) {
                queue.add(job);
                bytes += job.bytes();
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
        if (refusal != null) {
            job.fail(refusal, null);
        }
    }

    /** What is larger than all that may wait has its turn when nothing waits. */
    private boolean isFull(LaneJob<?> job) {
        return bytes > 0 && bytes + job.bytes() > mostBytes;
    }

    /** Waits for the jobs that are next; empty when closed and nothing is left. Those before are done. */
    List<LaneJob<?>> next() {
        lock.lock();
        try {
            inWork.forEach(job -> bytes -= job.bytes());
            inWork = List.of();
            while (queue.isEmpty() && !closed) {
                changed.awaitUninterruptibly();
            }
            linger();
            List<LaneJob<?>> group = new ArrayList<>(Math.min(queue.size(), most));
            long answers = 0;
            while (!queue.isEmpty() && group.size() < most
                    && (group.isEmpty() || answers + queue.element().answer() <= mostAnswers)) {
                answers += queue.element().answer();
                group.add(queue.remove());
            }
            inWork = group;
            return group;
        } finally {
            lock.unlock();
        }
    }

    private void linger() {
        while (!closed && queue.size() < most) {
            long left = queue.element().since() + lingerNanos - System.nanoTime();
            if (left <= 0) {
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

    /** How many wait or are in work. */
    int size() {
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
    List<LaneJob<?>> abandon() {
        lock.lock();
        try {
            closed = true;
            abandoned = true;
            List<LaneJob<?>> left = new ArrayList<>(inWork);
            left.addAll(queue);
            queue.clear();
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
