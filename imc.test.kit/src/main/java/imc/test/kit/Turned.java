package imc.test.kit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A clock that the test turns, and an executor without a thread: what is due is done by whoever turns it, in the order
 * of time, and of what is due at once that first which was given first. What a task throws, the turner gets. Tasks may
 * be given by any thread; one turns.
 */
public final class Turned extends ScheduledThreadPoolExecutor implements InstantSource {

    /** As {@link System#nanoTime()} it may begin anywhere, and overflow. */
    private static final long BEGIN = Long.MAX_VALUE - TimeUnit.SECONDS.toNanos(90);
    /** What is later, as for ever is, does not overflow. */
    private static final long FOREVER = Long.MAX_VALUE / 2;

    private final PriorityQueue<Due> waiting = new PriorityQueue<>(Comparator.comparingLong((Due due) -> due.at)
            .thenComparingLong(due -> due.place));
    private Instant begin = Instant.parse("2026-11-26T14:05:00Z");
    private volatile long passed;
    private long given;

    /** It is five past two in the afternoon of 26 November 2026, UTC. */
    public Turned() {
        super(0);
    }

    /** A task, for a moment. */
    private static final class Due extends FutureTask<Void> implements ScheduledFuture<Void> {

        private final Runnable work;
        private final long at;
        private final long place;

        Due(Runnable work, long at, long place) {
            super(work, null);
            this.work = work;
            this.at = at;
            this.place = place;
        }

        @Override
        public void run() {
            work.run();
            set(null);
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

    @Override
    public Instant instant() {
        return begin.plusNanos(passed);
    }

    /** As {@link System#nanoTime()}. */
    public long nanoTime() {
        return BEGIN + passed;
    }

    /** Somebody sets the clock; no time passes. */
    public void set(Duration forward) {
        begin = begin.plus(forward);
    }

    /** Time passes, and what is due in it is done. */
    public void turn(Duration time) {
        long end = passed + time.toNanos();
        for (Due due = poll(end); due != null; due = poll(end)) {
            passed = Math.max(passed, due.at);
            due.run();
        }
        passed = end;
    }

    /** What is due now is done. */
    public void work() {
        turn(Duration.ZERO);
    }

    private @Nullable Due poll(long end) {
        synchronized (waiting) {
            waiting.removeIf(Due::isCancelled);
            Due next = waiting.peek();
            return next == null || next.at > end ? null : waiting.poll();
        }
    }

    /** How much waits for its moment. */
    public int waiting() {
        synchronized (waiting) {
            waiting.removeIf(Due::isCancelled);
            return waiting.size();
        }
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
        synchronized (waiting) {
            Due due = new Due(task, passed + Math.min(unit.toNanos(delay), FOREVER), given++);
            waiting.add(due);
            return due;
        }
    }

    /** Until {@link #shutdownNow}: what is returned cancels the first time alone. */
    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable task, long first, long delay, TimeUnit unit) {
        return schedule(() -> {
            scheduleWithFixedDelay(task, delay, delay, unit);
            task.run();
        }, first, unit);
    }

    @Override
    public void execute(Runnable task) {
        schedule(task, 0, TimeUnit.NANOSECONDS);
    }

    /** What waits is not done any more; what is given after it is. */
    @Override
    public List<Runnable> shutdownNow() {
        synchronized (waiting) {
            waiting.clear();
            return List.of();
        }
    }
}
