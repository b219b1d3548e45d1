package imc.sip.internal.stream;

import imc.api.sip.Flow;
import imc.sip.internal.net.Threads;
import imc.sip.internal.tls.Tls;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What all streams share: the threads that serve them, and the bounds on their number and on the bytes they hold. */
public final class Streams {

    private static final int LEAST_BYTES = 16 << 20;

    private final Consumer<Throwable> unexpected;
    private final ConnectionLimits limits;
    private final Connections connections;
    private final Supplier<Tls> tls;
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicInteger turn = new AtomicInteger();
    private final long maxBytes = Math.max(LEAST_BYTES, Runtime.getRuntime().maxMemory() / 8);
    private final ThreadGroup threads = new ThreadGroup("imc.transport.sip handshakes");
    private final ThreadPoolExecutor workers = Threads.pool(Runtime.getRuntime().availableProcessors(),
            Threads.numbered(threads, "imc-sip handshake"));
    /** From anywhere, so that none comes again after an update of the bundle. */
    private final AtomicLong flows = new AtomicLong(new SecureRandom().nextLong() >>> 2);
    private volatile Consumer<Flow> flowEnded = flow -> { };
    private SelectorLoop[] loops = {};

    /**
     * @param limits     how many connections there may be
     * @param tls        our keys; gives null for none
     * @param unexpected is told of what should never be thrown
     */
    public Streams(ConnectionLimits limits, Supplier<Tls> tls, Consumer<Throwable> unexpected) {
        this.limits = limits;
        this.connections = new Connections(limits);
        this.tls = tls;
        this.unexpected = unexpected;
    }

    /**
     * Of as many loops as there are processors the first one that has time, or in turn: threads that sleep most of the
     * time cost more than one that is half busy. The first call begins their threads.
     */
    synchronized SelectorLoop loop() {
        if (loops.length == 0) {
            loops = new SelectorLoop[Runtime.getRuntime().availableProcessors()];
            Arrays.setAll(loops, i -> new SelectorLoop("imc-sip streams " + i, unexpected));
        }
        return Stream.of(loops).filter(SelectorLoop::takesOneMore).findFirst()
                .orElseGet(() -> loops[Math.floorMod(turn.getAndIncrement(), loops.length)]);
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

    /** The connections that there are. */
    Connections connections() {
        return connections;
    }

    /** The time, as {@link System#nanoTime()}. */
    long now() {
        return limits.nanoTime().getAsLong();
    }

    /** How long a connection may be idle. */
    long lifetimeNanos() {
        return limits.lifetime().get().toNanos();
    }

    /** The identity of one more connection. */
    long nextFlowId() {
        return flows.incrementAndGet();
    }

    /** From now on, each connection's end is told there. */
    public void tellEnded(Consumer<Flow> listener) {
        flowEnded = listener;
    }

    void ended(Flow flow) {
        flowEnded.accept(flow);
    }

    /**
     * Whether there is memory for so many bytes more; then they count until they are {@link #release released}. One
     * connection gets a quarter of what is left, so that however many take all they can get, others get something.
     *
     * @param own how many bytes the connection has already for this
     */
    boolean reserve(int count, long own) {
        long free = maxBytes - bytes.get();
        if (own + count > free / 4) {
            return false;
        }
        bytes.addAndGet(count);
        return true;
    }

    /** So many bytes more, or less, count: what is kept because there is no other way. */
    void hold(int count) {
        bytes.addAndGet(count);
    }

    /** Whether more is kept than there should be. */
    boolean isOver() {
        return bytes.get() > maxBytes;
    }

    void release(long count) {
        bytes.addAndGet(-count);
    }

    /** Ends the threads; for when all connections are closed. */
    public synchronized void close() {
        for (SelectorLoop loop : loops) {
            loop.close();
        }
        loops = new SelectorLoop[0];
        workers.shutdownNow();
        Threads.joinAll(threads);
    }
}
