package imc.timer.internal;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A clock that the test turns; what is due is done by whoever turns it. */
final class Turned extends ScheduledThreadPoolExecutor {

    /** As {@link System#nanoTime()} it may begin anywhere, and overflow. */
    private static final long BEGIN = Long.MAX_VALUE - TimeUnit.SECONDS.toNanos(90);

    private final PriorityQueue<Due> waiting = new PriorityQueue<>(Comparator.comparingLong((Due due) -> due.at));
    private volatile long passed;

    Turned() {
        super(0);
    }

    private static final class Due extends FutureTask<Void> implements ScheduledFuture<Void> {

        private final long at;

        Due(Runnable task, long at) {
            super(task, null);
            this.at = at;
        }

        @Override
        public long getDelay(TimeUnit unit) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int compareTo(Delayed other) {
            throw new UnsupportedOperationException();
        }
    }

    long nanoTime() {
        return BEGIN + passed;
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
        Due due = new Due(task, passed + unit.toNanos(delay));
        synchronized (waiting) {
            waiting.add(due);
        }
        return due;
    }

    void turn(long millis) {
        long end = passed + TimeUnit.MILLISECONDS.toNanos(millis);
        for (Due due = poll(end); due != null; due = poll(end)) {
            passed = Math.max(passed, due.at);
            due.run();
        }
        passed = end;
    }

    private Due poll(long end) {
        synchronized (waiting) {
            waiting.removeIf(Due::isCancelled);
            return waiting.isEmpty() || waiting.peek().at > end ? null : waiting.poll();
        }
    }

    /** How much waits for its moment. */
    int waiting() {
        synchronized (waiting) {
            waiting.removeIf(Due::isCancelled);
            return waiting.size();
        }
    }
}
