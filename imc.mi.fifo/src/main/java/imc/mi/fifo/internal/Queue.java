package imc.mi.fifo.internal;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Requests on their way to their replies: a bounded number of them, on a bounded number of threads. */
final class Queue {

    private final Requests requests;
    private final ScheduledExecutorService timer;
    private final Semaphore places = new Semaphore(Bounds.WAITING);
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(Bounds.REPLIES, Bounds.REPLIES, 10,
            TimeUnit.SECONDS, new LinkedBlockingQueue<>(), new Numbered("imc-mi-fifo reply"));
    private CountDownLatch last = new CountDownLatch(0);

    Queue(Requests requests, ScheduledExecutorService timer) {
        this.requests = requests;
        this.timer = timer;
        threads.allowCoreThreadTimeOut(true);
    }

    /** Waits for a place: meanwhile nothing more is read, and whoever writes has to wait, too. */
    void put(Request request) throws InterruptedException {
        places.acquire();
        begin(request);
    }

    /** Does not wait; if there is no place, it is lost. */
    void offer(Request request) {
        if (places.tryAcquire()) {
            begin(request);
        }
    }

    private synchronized void begin(Request request) {
        Requests.Turn turn = requests.new Turn(request, last);
        last = turn.done();
        threads.execute(() -> {
            try {
                turn.take(timer);
            } finally {
                places.release();
            }
        });
    }

    /** Takes no more, and waits for those that are there; then they are broken off. */
    void end(Duration patience) throws InterruptedException {
        threads.shutdown();
        if (!threads.awaitTermination(patience.toNanos(), TimeUnit.NANOSECONDS)) {
            threads.shutdownNow();
        }
    }
}
