package imc.commands.internal;

import imc.api.SipAddress;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sends what goes to many receivers on threads of its own, so that neither the rooms of the same stripe nor whoever
 * brought the message are held up. A room's order is kept: while something of it waits here, all that it sends does.
 * Large rooms take turns.
 */
final class LargeRooms implements AutoCloseable {

    /** What goes to more receivers is sent here; fewer take no longer than it takes to wake a thread. */
    static final int AT_ONCE = 200;

    private static final int THREADS = 2;
    private static final int CLOSING_SECONDS = 2;

    private final Failures failures;
    private final int most;
    /** One thread looks at a queue while others add to it. */
    private final Map<SipAddress, Queue<Sending>> rooms = new ConcurrentHashMap<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(THREADS, THREADS, 10, TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(), task -> new Thread(task, "imc-large-rooms"));

    private record Sending(int copies, Runnable task) {
    }

    /** @param most so many copies may wait before {@link #isFull} */
    LargeRooms(Failures failures, int most) {
        this.failures = failures;
        this.most = most;
        threads.allowCoreThreadTimeOut(true);
    }

    /** Sends so many copies, now or when the room's turn comes. */
    void send(SipAddress room, int copies, Runnable task) {
        if (!waits(room, copies)) {
            task.run();
            return;
        }
        waiting.addAndGet(copies);
        Sending sending = new Sending(copies, task);
        boolean[] isFirst = {false};
        rooms.compute(room, (address, queue) -> {
            isFirst[0] = queue == null;
            Queue<Sending> longer = queue == null ? new ConcurrentLinkedQueue<>() : queue;
            longer.add(sending);
            return longer;
        });
        if (isFirst[0]) {
            next(room);
        }
    }

    private boolean waits(SipAddress room, int copies) {
        return copies > AT_ONCE || !rooms.isEmpty() && rooms.containsKey(room);
    }

    private void next(SipAddress room) {
        try {
            threads.execute(() -> work(room));
        } catch (RejectedExecutionException e) {
            work(room);
        }
    }

    private void work(SipAddress room) {
        Sending sending = rooms.get(room).peek();
        try {
            sending.task().run();
        } catch (Throwable e) { // the others go on
            failures.report("a large room could not send", e);
        }
        waiting.addAndGet(-sending.copies());
        boolean isMore = rooms.computeIfPresent(room, (address, queue) -> {
            queue.remove();
            return queue.isEmpty() ? null : queue;
        }) != null;
        if (isMore) {
            next(room);
        }
    }

    /** Whether these copies would have to wait behind so much that they had better come later. */
    boolean isFull(SipAddress room, int copies) {
        return waiting.get() >= most && waits(room, copies);
    }

    /** Lets what waits be sent, but not for ever. */
    @Override
    public void close() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(CLOSING_SECONDS);
        try {
            while (!rooms.isEmpty() && System.nanoTime() < deadline) {
                TimeUnit.MILLISECONDS.sleep(1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        threads.shutdownNow();
    }
}
