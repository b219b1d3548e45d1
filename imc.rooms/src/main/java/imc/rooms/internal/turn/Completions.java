package imc.rooms.internal.turn;

import imc.rooms.internal.time.Timing;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/** The engine's own threads, for what follows a commit, and for what stripes have too much of. */
final class Completions implements Executor {

    private final Timing timing;
    private final ExecutorService threads = Executors.newFixedThreadPool(2, task -> new Thread(task, "imc-engine"));

    Completions(Timing timing) {
        this.timing = timing;
    }

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

    /** After so many nanoseconds, unless the end comes first; at once if there are none to wait for. */
    void after(long wait, Runnable task) {
        if (wait > 0) {
            CompletableFuture<Void> unused = timing.after(wait).thenRunAsync(task, threads);
        } else {
            task.run();
        }
    }

    void end() {
        threads.shutdown();
    }
}
