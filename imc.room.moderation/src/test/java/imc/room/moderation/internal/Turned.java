package imc.room.moderation.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A clock and an executor of a thread that does nothing by itself: the test turns both. */
final class Turned extends ScheduledThreadPoolExecutor implements InstantSource {

    private record Task(Runnable work, long at, long again) {
    }

    private Instant now = Instant.parse("2026-11-26T14:20:00Z");
    private long elapsed;
    private final List<Task> tasks = new ArrayList<>();

    Turned() {
        super(0);
    }

    @Override
    public Instant instant() {
        return now;
    }

    /** Somebody sets the clock; no time passes. */
    void set(Duration forward) {
        now = now.plus(forward);
    }

    /** Time passes, and what is due is done in its order. */
    void turn(Duration forward) {
        long until = elapsed + forward.toMillis();
        while (true) {
            Task next = tasks.stream().filter(task -> task.at <= until)
                    .min((one, other) -> Long.compare(one.at, other.at)).orElse(null);
            if (next == null) {
                break;
            }
            tasks.remove(next);
            pass(Math.max(0, next.at - elapsed));
            if (next.again > 0) {
                tasks.add(new Task(next.work, elapsed + next.again, next.again));
            }
            next.work.run();
        }
        pass(until - elapsed);
    }

    private void pass(long millis) {
        now = now.plusMillis(millis);
        elapsed += millis;
    }

    int waiting() {
        return tasks.size();
    }

    /** What waits is not done any more; whoever has a new schedule begins anew. */
    @Override
    public List<Runnable> shutdownNow() {
        tasks.clear();
        return List.of();
    }

    @Override
    public void execute(Runnable work) {
        tasks.add(new Task(work, elapsed, 0));
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable work, long delay, TimeUnit unit) {
        tasks.add(new Task(work, elapsed + unit.toMillis(delay), 0));
        return new Given(work);
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable work, long first, long delay, TimeUnit unit) {
        tasks.add(new Task(work, elapsed + unit.toMillis(first), unit.toMillis(delay)));
        return new Given(work);
    }

    private static final class Given extends FutureTask<Void> implements ScheduledFuture<Void> {

        Given(Runnable work) {
            super(work, null);
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return 0;
        }

        @Override
        public int compareTo(Delayed other) {
            return 0;
        }
    }
}
