package imc.rooms.internal.time;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/** The time that rooms wait by. Safe for use by many threads. */
@Component(service = Timing.class)
public final class Timing {

    private final LongSupplier nanoTime;
    private final ScheduledThreadPoolExecutor thread;

    @Activate
    public Timing() {
        this(System::nanoTime, new ScheduledThreadPoolExecutor(1, task -> new Thread(task, "imc-rooms-clock")));
        thread.setRemoveOnCancelPolicy(true);
    }

    /** @param thread goes by the same time */
    public Timing(LongSupplier nanoTime, ScheduledThreadPoolExecutor thread) {
        this.nanoTime = nanoTime;
        this.thread = thread;
    }

    /** What waits is not done any more. */
    @Deactivate
    public void end() {
        thread.shutdownNow();
    }

    /** As {@link System#nanoTime()}. */
    public long nanoTime() {
        return nanoTime.getAsLong();
    }

    /** Does something later; it must not take long, since others wait for the same thread. At the end, at once. */
    public void after(long nanos, Runnable task) {
        try {
            thread.schedule(task, nanos, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            task.run();
        }
    }

    /**
     * Has a future fail that takes longer than that, with {@link TimeoutException}.
     *
     * @return the same
     */
    public <T> CompletableFuture<T> within(CompletableFuture<T> future, long nanos) {
        if (future.isDone()) {
            return future;
        }
        try {
            Future<?> late = thread.schedule(() -> future.completeExceptionally(new TimeoutException()), nanos,
                    TimeUnit.NANOSECONDS);
            future.whenComplete((result, failure) -> late.cancel(false));
        } catch (RejectedExecutionException e) {
            future.completeExceptionally(new TimeoutException());
        }
        return future;
    }
}
