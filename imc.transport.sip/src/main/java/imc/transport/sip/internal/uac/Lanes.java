package imc.transport.sip.internal.uac;

import imc.transport.sip.internal.stack.Threads;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One lane for each next hop: what goes to one hop is done in the order in which it was handed over, and a hop that
 * takes its time (a connection that does not open, a name that is not found) holds up itself alone.
 * <p>
 * A task that will not wait runs at once on the caller's thread, as long as nothing is ahead of it in its lane.
 */
public final class Lanes implements AutoCloseable {

    private static final int USUAL_WORKERS = 16;
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final ThreadGroup threads = new ThreadGroup("imc.transport.sip senders");
    private final Map<String, Queue<Runnable>> lanes = new ConcurrentHashMap<>();
    private final ThreadPoolExecutor workers;

    /** Makes the lanes; threads come with the first task that may wait, and go when there are none. */
    public Lanes() {
        this(USUAL_WORKERS);
    }

    /** @param most so many tasks that wait for something do not keep others from being run */
    Lanes(int most) {
        workers = new ThreadPoolExecutor(most, most, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
            Thread thread = new Thread(threads, task, "imc-sip sender " + NUMBER.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        workers.allowCoreThreadTimeOut(true);
    }

    /**
     * Runs a task when all earlier ones of its lane have run.
     *
     * @param mayWait whether the task might wait for anything
     * @param most    how many may be ahead of it
     * @param task    throws nothing
     * @throws RejectedExecutionException where more are ahead of it, or everything is closed
     */
    public void run(String lane, boolean mayWait, int most, Runnable task) {
        if (!mayWait && !lanes.containsKey(lane)) {
            task.run();
            return;
        }
        boolean[] fresh = new boolean[1];
        lanes.compute(lane, (key, ahead) -> {
            Queue<Runnable> queue = ahead;
            if (queue == null) {
                queue = new ArrayDeque<>();
                fresh[0] = true;
            }
            if (queue.size() >= most) {
                throw new RejectedExecutionException(most + " messages wait for " + lane.replace(' ', ':'));
            }
            queue.add(task);
            return queue;
        });
        if (fresh[0]) {
            begin(lane);
        }
    }

    private void begin(String lane) {
        try {
            workers.execute(() -> workOff(lane));
        } catch (RejectedExecutionException e) {
            lanes.remove(lane);
            throw e;
        }
    }

    private void workOff(String lane) {
        Runnable[] next = new Runnable[1];
        while (lanes.computeIfPresent(lane, (key, queue) -> {
            next[0] = queue.poll();
            return next[0] == null ? null : queue;
        }) != null) {
            next[0].run();
        }
    }

    /** Whether nothing is ahead of what is handed over next. */
    boolean isFree(String lane) {
        return lanes.isEmpty() || !lanes.containsKey(lane);
    }

    /** Whether everything that was handed over has been run. */
    public boolean isIdle() {
        return lanes.isEmpty();
    }

    /** Takes nothing more and lets go of all that waits; tasks that run go on. */
    @Override
    public void close() {
        workers.shutdownNow();
        lanes.clear();
    }

    /** Waits for the threads to end; for after {@link #close}, when whatever a task may wait for is closed, too. */
    public void awaitEnd() {
        Threads.joinAll(threads);
    }
}
