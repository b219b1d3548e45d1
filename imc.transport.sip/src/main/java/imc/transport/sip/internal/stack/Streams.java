package imc.transport.sip.internal.stack;

import imc.transport.sip.internal.tls.Tls;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/** What all streams share: the threads that serve them, and the bounds on their number and on the bytes they hold. */
final class Streams {

    private static final int IDLE_SECONDS = 10;
    private static final int LEAST_BYTES = 16 << 20;

    private final Consumer<Throwable> unexpected;
    private final IntSupplier maxConnections;
    private final Supplier<Tls> tls;
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicInteger turn = new AtomicInteger();
    private final long maxBytes = Math.max(LEAST_BYTES, Runtime.getRuntime().maxMemory() / 8);
    private final ThreadGroup threads = new ThreadGroup("imc.transport.sip handshakes");
    private final ThreadPoolExecutor workers;
    private SelectorLoop[] loops = {};

    /**
     * @param maxConnections how many connections there may be
     * @param tls            our keys; gives null for none
     * @param unexpected     is told of what should never be thrown
     */
    Streams(IntSupplier maxConnections, Supplier<Tls> tls, Consumer<Throwable> unexpected) {
        this.maxConnections = maxConnections;
        this.tls = tls;
        this.unexpected = unexpected;
        int processors = Runtime.getRuntime().availableProcessors();
        workers = new ThreadPoolExecutor(processors, processors, IDLE_SECONDS, TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(), task -> Threads.daemon(threads, "imc-sip handshake", task));
        workers.allowCoreThreadTimeOut(true);
    }

    /** One of as many loops as there are processors; the first call begins their threads. */
    synchronized SelectorLoop loop() {
        if (loops.length == 0) {
            loops = new SelectorLoop[Runtime.getRuntime().availableProcessors()];
            Arrays.setAll(loops, i -> new SelectorLoop("imc-sip streams " + i, unexpected));
        }
        return loops[Math.floorMod(turn.getAndIncrement(), loops.length)];
    }

    /** Our keys. */
    Tls tls() throws IOException {
        Tls keys = tls.get();
        if (keys == null) {
            throw new IOException("there are no keys for TLS (tls_key_store in imc.transport.sip)");
        }
        return keys;
    }

    /** Does what takes long, for connections that cannot go on without it. */
    void execute(Runnable task) {
        workers.execute(task);
    }

    /** Whether there may be one connection more; then it counts until {@link #disconnected}. */
    boolean connect() {
        if (connections.incrementAndGet() > maxConnections.getAsInt()) {
            connections.decrementAndGet();
            return false;
        }
        return true;
    }

    void disconnected() {
        connections.decrementAndGet();
    }

    /** Whether there is memory for so many bytes more; then they count until they are {@link #release released}. */
    boolean reserve(int count) {
        if (bytes.addAndGet(count) > maxBytes) {
            bytes.addAndGet(-count);
            return false;
        }
        return true;
    }

    void release(long count) {
        bytes.addAndGet(-count);
    }

    /** Ends the threads; for when all connections are closed. */
    synchronized void close() {
        for (SelectorLoop loop : loops) {
            loop.close();
        }
        loops = new SelectorLoop[0];
        workers.shutdownNow();
        Threads.joinAll(threads);
    }
}
