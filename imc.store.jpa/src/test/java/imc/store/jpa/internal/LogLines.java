package imc.store.jpa.internal;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** What is logged, which in tests goes to standard error. */
final class LogLines implements AutoCloseable {

    private final PrintStream before = System.err;
    private final ByteArrayOutputStream lines = new ByteArrayOutputStream() {
        @Override
        public synchronized void write(byte[] bytes, int from, int length) {
            super.write(bytes, from, length);
            notifyAll();
        }
    };

    LogLines() {
        System.setErr(new PrintStream(lines, true, StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return lines.toString(StandardCharsets.UTF_8);
    }

    /** Waits until something is logged, but not for ever. */
    void await(String part) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        synchronized (lines) {
            while (!toString().contains(part)) {
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (left <= 0) {
                    throw new AssertionError("'" + part + "' is not in the log:\n" + this);
                }
                lines.wait(left);
            }
        }
    }

    @Override
    public void close() {
        System.setErr(before);
        before.print(this);
    }
}
