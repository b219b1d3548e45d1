package imc.timer.internal;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The threads that run tasks: {@value #MOST} at most, and none where there was nothing to do for a minute. What comes
 * while all have work waits for its turn; since a task is run once at a time, no more waits than there are tasks.
 */
final class Crew implements Executor {

    static final int MOST = 16;
    private static final int IDLE_SECONDS = 60;

    private final ThreadPoolExecutor threads;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int busy;
    private boolean closed;

    Crew() {
        AtomicInteger number = new AtomicInteger();
        threads = new ThreadPoolExecutor(0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(),
                task -> {
                    Thread thread = new Thread(task, "imc-timer-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /** Runs it, on another thread; never, where this is closed. */
    @Override
    public synchronized void execute(Runnable run) {
        if (closed) {
            return;
        }
        if (busy == MOST) {
            waiting.add(run);
            return;
        }
        threads.execute(() -> work(run));
        busy++;
    }

    private void work(Runnable first) {
        for (Runnable run = first; run != null; run = next()) {
            run.run();
        }
    }

    private synchronized @Nullable Runnable next() {
        Runnable next = waiting.poll();
        if (next == null) {
            busy--;
        }
        return next;
    }

    /** Interrupts what runs, forgets what waits, and waits for nobody. */
    synchronized void close() {
        closed = true;
        waiting.clear();
        threads.shutdownNow();
    }
}
