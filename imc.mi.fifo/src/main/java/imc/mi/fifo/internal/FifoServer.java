package imc.mi.fifo.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the pipe, reads it, and has requests answered, until it is stopped. A pipe that is taken away, or that could
 * not be made, is made as soon as that can be done. Whatever may wait is done on threads of its own.
 */
final class FifoServer {

    private static final Logger LOG = LoggerFactory.getLogger(FifoServer.class);
    private static final int CHUNK = 8192;

    private final FifoSettings settings;
    private final Told told;
    private final Bounds bounds;
    private final CountDownLatch before;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread reader = new Numbered("imc-mi-fifo reader").newThread(this::serve);
    private final ScheduledThreadPoolExecutor timer =
            new ScheduledThreadPoolExecutor(1, new Numbered("imc-mi-fifo timer"));
    private final Queue queue;
    /** Guards what is between one byte and the next. */
    private final Object reading = new Object();
    private final List<Request> found = new ArrayList<>();
    private final Framing framing;
    private @Nullable Future<?> expiry;
    private volatile boolean stopped;
    private volatile @Nullable RequestPipe open;
    private String trouble = "";

    /** @param before opened when the one before this has ended, which may have a pipe of the same name */
    FifoServer(FifoSettings settings, Requests requests, Told told, Bounds bounds, CountDownLatch before) {
        this.settings = settings;
        this.told = told;
        this.bounds = bounds;
        this.before = before;
        this.queue = new Queue(requests, timer);
        this.framing = new Framing(bounds, System::nanoTime, found::add);
        timer.setRemoveOnCancelPolicy(true);
    }

    void start() {
        reader.start();
    }

    /** Returns at once. */
    void stop() {
        stopped = true;
        try {
            timer.execute(this::leave);
        } catch (RejectedExecutionException e) {
            // It has ended by itself.
            reader.interrupt();
        }
    }

    /** Opened when the pipe has been taken away, and all threads have ended or been told to. */
    CountDownLatch ended() {
        return ended;
    }

    private void serve() {
        try {
            before.await();
            timer.scheduleWithFixedDelay(this::look, bounds.look().toNanos(), bounds.look().toNanos(),
                    TimeUnit.NANOSECONDS);
            while (!stopped) {
                serveOne();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            LOG.error("The FIFO {} is no longer served", settings.name(), e);
        } finally {
            end();
        }
    }

    private void serveOne() throws InterruptedException {
        try (RequestPipe pipe = RequestPipe.open(settings)) {
            open = pipe;
            trouble = "";
            LOG.info("Management commands are taken by {}", pipe.path());
            told.listening("management commands by " + pipe.path());
            try {
                read(pipe);
            } finally {
                if (stopped) {
                    pipe.delete();
                }
            }
        } catch (IOException e) {
            if (!stopped && open == null) {
                refused(e);
                TimeUnit.NANOSECONDS.sleep(bounds.look().toNanos());
            }
        } finally {
            open = null;
        }
    }

    private void refused(IOException e) {
        String sentence = FifoSettings.PID + ": fifo_name = '" + settings.name() + "' cannot be used: "
                + e.getMessage();
        if (!sentence.equals(trouble)) {
            trouble = sentence;
            LOG.error("{}; it is tried again", sentence);
            told.warning(sentence);
        }
    }

    private void read(RequestPipe pipe) throws IOException, InterruptedException {
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
        while (!stopped) {
            chunk.clear();
            int count = pipe.read(chunk);
            for (Request request : framed(chunk.array(), count)) {
                queue.put(request);
            }
        }
    }

    private List<Request> framed(byte[] chunk, int count) {
        synchronized (reading) {
            framing.take(chunk, count);
            watchEnd();
            return taken();
        }
    }

    private List<Request> taken() {
        List<Request> taken = List.copyOf(found);
        found.clear();
        return taken;
    }

    /** One look at a time, however many pieces a request comes in. */
    private void watchEnd() {
        if (framing.isUnfinished() && (expiry == null || expiry.isDone())) {
            expiry = timer.schedule(this::expire, bounds.pause().toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private void expire() {
        List<Request> expired;
        synchronized (reading) {
            framing.expire();
            expiry = null;
            watchEnd();
            expired = taken();
        }
        expired.forEach(queue::offer);
    }

    /** Somebody may have taken the pipe away, or put another one there. */
    private void look() {
        RequestPipe pipe = open;
        if (pipe != null && !stopped && !pipe.isThere()) {
            LOG.warn("{} has been taken away; it is made again", pipe.path());
            close(pipe);
        }
    }

    /** First it is taken away: whoever opens it would wait for a reader for ever. */
    private void leave() {
        RequestPipe pipe = open;
        if (pipe != null) {
            pipe.delete();
        }
        reader.interrupt();
    }

    private static void close(RequestPipe pipe) {
        try {
            pipe.close();
        } catch (IOException e) {
            LOG.debug("{} is closed all the same", pipe.path(), e);
        }
    }

    private void end() {
        boolean interrupted = Thread.interrupted();
        told.nothing();
        try {
            queue.end(bounds.stop());
        } catch (InterruptedException e) {
            interrupted = true;
        }
        timer.shutdownNow();
        ended.countDown();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
