package imc.conference.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A clock that the test turns: what is due is run then, on the thread of the test. */
final class Clock extends ScheduledThreadPoolExecutor {

    private final List<Due> all = new ArrayList<>();
    private long now;

    Clock() {
        super(0);
    }

    /** One of them. */
    private static final class Due extends FutureTask<Void> implements ScheduledFuture<Void> {

        private final long at;

        Due(Runnable task, long at) {
            super(task, null);
            this.at = at;
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return at;
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(at, ((Due) other).at);
        }
    }

    long now() {
        return now;
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
        Due due = new Due(task, now + unit.toNanos(delay));
        all.add(due);
        return due;
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> task, long delay, TimeUnit unit) {
        throw new UnsupportedOperationException();
    }

    void forward(long nanos) {
        now += nanos;
        List<Due> due = all.stream().filter(task -> task.at <= now).sorted().toList();
        all.removeAll(due);
        due.forEach(FutureTask::run);
    }
}
