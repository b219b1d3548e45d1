package imc.sip.internal.route;

import imc.sip.internal.net.Threads;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.Consumer;

/**
 * One lane for each next hop: what goes to one hop is done in the order in which it was handed over, and a hop that
 * takes its time (a connection that does not open, a name that is not found) holds up itself alone.
 * <p>
 * A task that will not wait runs at once on the caller's thread, as long as nothing is ahead of it in its lane.
 */
public final class Lanes implements AutoCloseable {

    private static final int USUAL_WORKERS = 16;

    private final ThreadGroup threads = new ThreadGroup("imc.transport.sip senders");
    private final Map<String, Queue<Task>> lanes = new ConcurrentHashMap<>();
    private final ThreadPoolExecutor workers;
    private volatile boolean closed;

    /** What is done in a lane: one step on the way of something that is sent. */
    public interface Step {

        void take() throws Exception;
    }

    private record Task(Step step, Consumer<Throwable> failed) {

        void run() {
            try {
                step.take();
            } catch (Throwable e) { // the lane goes on
                failed.accept(e);
            }
        }
    }

    /** Makes the lanes; threads come with the first task that may wait, and go when there are none. */
    public Lanes() {
        this(USUAL_WORKERS);
    }

    /** @param most so many tasks that wait for something do not keep others from being run */
    Lanes(int most) {
        workers = Threads.pool(most, Threads.numbered(threads, "imc-sip sender"));
    }

    /** As the other, with threads of somebody else's. */
    Lanes(int most, ThreadFactory factory) {
        workers = Threads.pool(most, factory);
    }

    /**
     * Takes a step when all earlier ones of its lane have been taken. Throws nothing.
     *
     * @param mayWait whether the step might wait for anything
     * @param failed  is told, now or later, where it cannot be taken, or what it has thrown; throws nothing
     */
    public void run(String lane, boolean mayWait, Step step, Consumer<Throwable> failed) {
        if (closed) {
            failed.accept(closed());
            return;
        }
        Task task = new Task(step, failed);
        if (!mayWait && !lanes.containsKey(lane)) {
            task.run();
            return;
        }
        try {
            boolean[] fresh = new boolean[1];
            lanes.compute(lane, (key, ahead) -> {
                Queue<Task> queue = ahead;
                if (queue == null) {
                    queue = new ArrayDeque<>();
                    fresh[0] = true;
                }
                queue.add(task);
                return queue;
            });
            if (fresh[0]) {
                begin(lane);
            }
        } catch (Throwable e) { // no memory to wait in
            failed.accept(e);
        }
    }

    private void begin(String lane) {
        try {
            workers.execute(() -> workOff(lane));
        } catch (Throwable e) { // everything is closed, or there is no thread to be had
            refuse(lane, e);
        }
    }

    private void refuse(String lane, Throwable why) {
        Queue<Task> waiting = lanes.remove(lane);
        if (waiting != null) {
            waiting.forEach(task -> task.failed().accept(why));
        }
    }

    private void workOff(String lane) {
        Task[] next = new Task[1];
        while (!closed && lanes.computeIfPresent(lane, (key, queue) -> {
            next[0] = queue.poll();
            return next[0] == null ? null : queue;
        }) != null) {
            next[0].run();
        }
    }

    /** Whether nothing is ahead of what is handed over next. */
    public boolean isFree(String lane) {
        return lanes.isEmpty() || !lanes.containsKey(lane);
    }

    /** Whether everything that was handed over has been run. */
    public boolean isIdle() {
        return lanes.isEmpty();
    }

    /** Takes nothing more and refuses all that waits; tasks that run go on. */
    @Override
    public void close() {
        closed = true;
        workers.shutdownNow();
        lanes.keySet().forEach(lane -> refuse(lane, closed()));
    }

    private static RejectedExecutionException closed() {
        return new RejectedExecutionException("everything is closed");
    }

    /** Waits for the threads to end; for after {@link #close}, when whatever a task may wait for is closed, too. */
    public void awaitEnd() {
        Threads.joinAll(threads);
    }
}
