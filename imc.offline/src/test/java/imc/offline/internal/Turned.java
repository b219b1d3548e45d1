package imc.offline.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A clock that the test turns, and a thread of which it does the work. */
final class Turned extends ScheduledThreadPoolExecutor implements InstantSource {

    private final Queue<Runnable> due = new ArrayDeque<>();
    private Instant now = Instant.parse("2026-11-26T14:05:00Z");
    private Runnable periodic = () -> { };
    private Duration period = Duration.ofDays(1);
    private Instant next = now;

    Turned() {
        super(0);
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public void execute(Runnable task) {
        due.add(task);
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable task, long initial, long delay, TimeUnit unit) {
        periodic = task;
        period = Duration.of(delay, unit.toChronoUnit());
        next = now.plus(period);
        return null;
    }

    /** Does all that is due now. */
    void work() {
        for (Runnable task = due.poll(); task != null; task = due.poll()) {
            task.run();
        }
    }

    void turn(Duration time) {
        Instant end = now.plus(time);
        while (!next.isAfter(end)) {
            now = next;
            next = next.plus(period);
            periodic.run();
            work();
        }
        now = end;
        work();
    }
}
