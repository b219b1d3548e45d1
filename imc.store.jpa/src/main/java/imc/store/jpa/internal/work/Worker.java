package imc.store.jpa.internal.work;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/**
 * The one thread that does what waits in a queue. While one group is on its way to the disk the next jobs gather, and
 * are done together.
 *
 * @param <J> what waits
 */
public final class Worker<J extends WorkQueue.Job> {

    private final WorkQueue<J> queue;
    private final Consumer<List<J>> work;
    private final Runnable end;
    private final Timers timers;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread thread;

    /**
     * Begins at once.
     *
     * @param name of the thread
     * @param work does a group, and throws nothing
     * @param end  is called on the thread when the queue was closed and all is done
     */
    public Worker(String name, WorkQueue<J> queue, Consumer<List<J>> work, Runnable end, Timers timers) {
        this.queue = queue;
        this.work = work;
        this.end = end;
        this.timers = timers;
        this.thread = new Thread(this::run, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        try {
            boolean more;
            do {
                more = didNext();
            } while (more);
        } finally {
            try {
                end.run();
            } finally {
                ended.countDown();
            }
        }
    }

    /** Whoever waits for the next ones holds nothing of those before. */
    private boolean didNext() {
        List<J> group = queue.next();
        if (group.isEmpty()) {
            return false;
        }
        work.accept(group);
        return true;
    }

    /** Closes the queue, and waits until all in it is done, at most so long. */
    public void close(long nanos) {
        queue.close();
        try {
            if (timers.await(ended, nanos)) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
