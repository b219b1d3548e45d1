package imc.sip.internal.net;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** How threads begin and end. */
public final class Threads {

    private static final long PATIENCE_MS = 2000;
    private static final long IDLE_SECONDS = 10;

    private Threads() {
    }

    /** A thread that does not keep the process alive. */
    public static Thread daemon(String name, Runnable task) {
        return daemon(null, name, task);
    }

    public static Thread daemon(ThreadGroup group, String name, Runnable task) {
        Thread thread = new Thread(group, task, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Makes threads of a group that do not keep the process alive, numbered as they come. */
    public static ThreadFactory numbered(ThreadGroup group, String name) {
        AtomicInteger number = new AtomicInteger();
        return task -> daemon(group, name + ' ' + number.incrementAndGet(), task);
    }

    /** So many threads, which come with the tasks and go when there are none. */
    public static ThreadPoolExecutor pool(int size, ThreadFactory factory) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(size, size, IDLE_SECONDS, TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(), factory);
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** Waits a little for a thread whose socket has been closed, so that nothing of it is left afterwards. */
    public static void join(Thread thread) {
        if (thread == Thread.currentThread()) {
            return;
        }
        try {
            thread.join(PATIENCE_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** As {@link #join} for all threads of a group; a pool calls itself terminated a little before its threads end. */
    public static void joinAll(ThreadGroup group) {
        Thread[] left = new Thread[group.activeCount() + 4];
        for (int i = group.enumerate(left) - 1; i >= 0; i--) {
            join(left[i]);
        }
    }
}
