package imc.rooms.internal.store;

import imc.rooms.internal.report.Failures;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A thread for the gate's transitions, one for what takes time, and one for each trial of a store. */
final class GateThreads implements GateWorker {

    private final ScheduledThreadPoolExecutor turns =
            new ScheduledThreadPoolExecutor(1, task -> new Thread(task, "imc-store-gate"));
    private final ExecutorService slow =
            Executors.newSingleThreadExecutor(task -> new Thread(task, "imc-store-takeover"));
    private final ExecutorService trials =
            Executors.newCachedThreadPool(task -> new Thread(task, "imc-store-trial"));
    private final Failures failures;

    GateThreads(Failures failures) {
        this.failures = failures;
        turns.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    private void run(Runnable task) {
        try {
            task.run();
        } catch (Throwable e) {
            failures.report("a transition from store to store failed", e);
        }
    }

    @Override
    public boolean turn(Runnable transition) {
        return execute(turns, transition);
    }

    @Override
    public void turnAfter(Duration wait, Runnable transition) {
        try {
            turns.schedule(() -> run(transition), wait.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            // the end has come before
        }
    }

    @Override
    public void aside(Runnable task) {
        execute(slow, task);
    }

    /** @return false where the end has come, and with it that of whatever this was for */
    private boolean execute(Executor threads, Runnable task) {
        try {
            threads.execute(() -> run(task));
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    @Override
    public void beside(Slow task, Consumer<Throwable> then) {
        execute(trials, () -> finish(task, then));
    }

    @Override
    public void end() {
        turns.shutdown();
        slow.shutdownNow();
        trials.shutdownNow();
    }
}
