package imc.store.jpa.internal;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** What is logged, which in tests goes to standard error. */
final class LogLines implements AutoCloseable {

    private final PrintStream before = System.err;
    private final ByteArrayOutputStream lines = new ByteArrayOutputStream();

    LogLines() {
        System.setErr(new PrintStream(lines, true, StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return lines.toString(StandardCharsets.UTF_8);
    }

    /** Waits until something is logged, but not for ever. */
    void await(String part) throws InterruptedException {
        long deadline = System.nanoTime() + 30_000_000_000L;
        while (!toString().contains(part)) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("'" + part + "' is not in the log:\n" + this);
            }
            Thread.sleep(5);
        }
    }

    @Override
    public void close() {
        System.setErr(before);
        before.print(this);
    }
}
