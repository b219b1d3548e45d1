package imc.run.support;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** A server that runs in the foreground, with everything that it writes on its console. */
public final class ForegroundServer implements AutoCloseable {

    private static final Duration DEADLINE = Duration.ofSeconds(120);

    private final Process process;
    private final StringBuffer out = new StringBuffer();
    private final StringBuffer err = new StringBuffer();
    private final Thread outReader;
    private final Thread errReader;

    public ForegroundServer(ProcessBuilder command) {
        try {
            process = command.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        outReader = reader(process.getInputStream(), out);
        errReader = reader(process.getErrorStream(), err);
    }

    /** Waits until standard output has this text. */
    public ForegroundServer await(String text) {
        Instant deadline = Instant.now().plus(DEADLINE);
        synchronized (out) {
            while (!out.toString().contains(text)) {
                if (!outReader.isAlive() || Instant.now().isAfter(deadline)) {
                    throw new AssertionError("'" + text + "' was not written, but: " + out + err);
                }
                try {
                    out.wait(100);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IllegalStateException(e);
                }
            }
        }
        return this;
    }

    public ProcessHandle process() {
        return process.toHandle();
    }

    /** Sends TERM. */
    public ForegroundServer terminate() {
        process.destroy();
        return this;
    }

    /** Waits until the process has ended. */
    public Result end() {
        try {
            if (!process.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("The server has not ended; it wrote " + out + err);
            }
            outReader.join();
            errReader.join();
            return new Result(process.exitValue(), out.toString(), err.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        terminate().end();
    }

    private static Thread reader(InputStream stream, StringBuffer into) {
        Thread reader = new Thread(() -> {
            try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    synchronized (into) {
                        into.append(line).append('\n');
                        into.notifyAll();
                    }
                }
            } catch (IOException e) {
                into.append(e);
            }
        }, "console of the server");
        reader.setDaemon(true);
        reader.start();
        return reader;
    }
}
