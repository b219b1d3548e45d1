package imc.room.archive.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A clock that the test turns, and a thread of which it does the work. */
final class Turned extends ScheduledThreadPoolExecutor implements InstantSource {

    private record Task(Instant when, Runnable task) {
    }

    private final List<Task> due = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-26T14:05:00Z");

    Turned() {
        super(0);
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
        due.add(new Task(now.plus(Duration.of(delay, unit.toChronoUnit())), task));
        return null;
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable task, long initial, long delay, TimeUnit unit) {
        return schedule(() -> {
            task.run();
            scheduleWithFixedDelay(task, delay, delay, unit);
        }, initial, unit);
    }

    void turn(Duration time) {
        Instant end = now.plus(time);
        while (true) {
            Task next = due.stream().min(Comparator.comparing(Task::when)).filter(task -> !task.when().isAfter(end))
                    .orElse(null);
            if (next == null) {
                now = end;
                return;
            }
            due.remove(next);
            now = next.when();
            next.task().run();
        }
    }
}
