package imc.rooms.internal.turn;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/** The engine's own threads, for what follows a commit, and for what stripes have too much of. */
final class Completions implements Executor {

    private final ExecutorService threads = Executors.newFixedThreadPool(2, task -> new Thread(task, "imc-engine"));

    @Override
    public void execute(Runnable task) {
        threads.execute(task);
    }

    /** As soon as may be; at the end, on the caller's thread. */
    void later(Runnable task) {
        try {
            threads.execute(task);
        } catch (RejectedExecutionException e) {
            task.run();
        }
    }

    /** After so many nanoseconds; at once if there are none to wait for. */
    void after(long wait, Runnable task) {
        if (wait > 0) {
            CompletableFuture.delayedExecutor(wait, TimeUnit.NANOSECONDS, threads).execute(task);
        } else {
            task.run();
        }
    }

    void end() {
        threads.shutdown();
    }
}
