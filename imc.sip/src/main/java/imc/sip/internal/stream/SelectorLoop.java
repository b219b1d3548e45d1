package imc.sip.internal.stream;

import imc.sip.internal.net.Threads;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** One thread that serves many sockets, each when it is ready, and never waits for one of them. */
final class SelectorLoop {

    /** Bytes that are read, or written, at a time. */
    static final int BUFFER = 128 << 10;
    static final int MANY = 1000;
    static final int FEW = 256;
    private static final long SWEEP_MS = 500;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long SWEEP_NANOS = TimeUnit.MILLISECONDS.toNanos(SWEEP_MS);

    /** Whoever a socket belongs to. What it throws is reported, and ends it. */
    interface Served {

        /** The socket is ready for something. */
        void ready(SelectionKey key) throws IOException;

        /** Comes about every {@value #SWEEP_MS} ms: a look at the clock. */
        void sweep(long nanoTime);

        /** Serving it failed. */
        void failed(Throwable e);
    }

    private final Selector selector;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean asleep = new AtomicBoolean();
    private final Consumer<Throwable> unexpected;
    private final LongSupplier spent;
    private final Thread thread;
    private final ByteBuffer in = ByteBuffer.allocate(BUFFER);
    private final ByteBuffer out = ByteBuffer.allocateDirect(BUFFER);
    private final byte[] scratch = new byte[BUFFER];
    private final Packets packets = new Packets();
    private volatile boolean closed;
    private final AtomicInteger asked = new AtomicInteger();
    private volatile boolean hasTime = true;

    /** @param unexpected is told of what a task throws */
    SelectorLoop(String name, Consumer<Throwable> unexpected) {
        this(name, unexpected, clock(ManagementFactory.getThreadMXBean()));
    }

    /** @param spent the processor time that the calling thread has taken, in nanoseconds */
    SelectorLoop(String name, Consumer<Throwable> unexpected, LongSupplier spent) {
        this.unexpected = unexpected;
        this.spent = spent;
        try {
            selector = Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        thread = Threads.daemon(name, this::run);
        thread.start();
    }

    /**
     * Whether one more socket is best served here: when it looked last, it took less than half of a processor and had
     * less than {@value #MANY} sockets; and few have been asked for since, for all may come at once.
     */
    boolean takesOneMore() {
        return hasTime && asked.incrementAndGet() <= FEW;
    }

    /** Where nobody can say what a thread has taken, all that there is. */
    private static LongSupplier clock(ThreadMXBean threads) {
        return threads.isCurrentThreadCpuTimeSupported() && threads.isThreadCpuTimeEnabled()
                ? threads::getCurrentThreadCpuTime : System::nanoTime;
    }

    /** Runs a task on this loop's thread, soon. It must not wait. */
    void execute(Runnable task) {
        tasks.add(task);
        if (asleep.get() && asleep.compareAndSet(true, false)) {
            selector.wakeup();
        }
    }

    /** Serves a socket from now on; called on this loop's thread. */
    SelectionKey register(SelectableChannel socket, int interest, Served served) throws IOException {
        socket.configureBlocking(false);
        return socket.register(selector, interest, served);
    }

    boolean isCurrent() {
        return Thread.currentThread() == thread;
    }

    /** What is read into; on this loop's thread alone, until it returns to the loop, as the others. */
    ByteBuffer in() {
        return in;
    }

    ByteBuffer out() {
        return out;
    }

    Packets packets() {
        return packets;
    }

    byte[] scratch() {
        return scratch;
    }

    private void run() {
        long swept = System.nanoTime();
        long spentThen = spent.getAsLong();
        while (!closed) {
            try {
                select();
                runTasks();
                long now = System.nanoTime();
                if (now - swept >= SWEEP_NANOS) {
                    long spentNow = spent.getAsLong();
                    hasTime = spentNow - spentThen < (now - swept) / 2 && selector.keys().size() < MANY;
                    asked.set(0);
                    spentThen = spentNow;
                    swept = now;
                    selector.keys().forEach(key -> serve(key, served -> served.sweep(now)));
                }
            } catch (ClosedSelectorException e) {
                return;
            } catch (Throwable e) { // this thread serves everybody's sockets
                unexpected.accept(e);
                // It will most likely fail again at once.
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
        runTasks();
    }

    private void select() throws IOException {
        asleep.set(true);
        if (tasks.isEmpty()) {
            selector.select(this::serve, SWEEP_MS);
        } else {
            selector.selectNow(this::serve);
        }
        asleep.set(false);
    }

    private void serve(SelectionKey key) {
        serve(key, served -> served.ready(key));
    }

    private void serve(SelectionKey key, Turn turn) {
        asleep.set(false);
        Served served = (Served) key.attachment();
        try {
            turn.of(served);
        } catch (CancelledKeyException e) {
            // closed by somebody else in between
        } catch (Throwable e) { // this one ends, the others go on
            served.failed(e);
        }
    }

    private void runTasks() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            try {
                task.run();
            } catch (Throwable e) { // this thread serves everybody's sockets
                unexpected.accept(e);
            }
        }
    }

    /** Lets go of sockets that were closed on this thread just now, or their ports would stay taken for a while. */
    void forgetClosed() {
        try {
            selector.selectNow(this::serve);
        } catch (IOException e) {
            unexpected.accept(e);
        }
    }

    /** Runs what has been handed over, and ends. Sockets are closed by those to whom they belong. */
    void close() {
        closed = true;
        selector.wakeup();
        Threads.join(thread);
        try {
            selector.close();
        } catch (IOException e) {
            unexpected.accept(e);
        }
    }

    /** What is done with one socket. */
    private interface Turn {
        void of(Served served) throws IOException;
    }
}
