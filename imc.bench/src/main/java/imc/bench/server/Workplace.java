package imc.bench.server;

import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** A temporary directory and the process that runs in it. */
final class Workplace {

    private static final int START_SECONDS = 60;
    private static final int STOP_SECONDS = 20;
    private static final int ATTEMPTS = 100;

    private final Path directory;
    private Process process;
    private boolean closed;

    Workplace(String name) throws IOException {
        directory = Files.createTempDirectory("imc.bench-" + name);
        // Whoever ends the benchmark early leaves no server behind.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                close();
            } catch (IOException e) {
                System.err.println(directory + " is left behind: " + e.getMessage());
            }
        }));
    }

    Path directory() {
        return directory;
    }

    /** Where the process writes its console output. */
    Path console() {
        return directory.resolve("console.log");
    }

    /** Starts a process and waits until it is ready. */
    ProcessHandle start(ProcessBuilder builder, BooleanSupplier ready) throws IOException {
        process = builder.directory(directory.toFile()).redirectErrorStream(true).redirectOutput(console().toFile())
                .start();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (!ready.getAsBoolean()) {
            if (!process.isAlive() || System.nanoTime() > end) {
                String said = Files.readString(console());
                close();
                throw new IOException("the server did not start: " + String.join(" ", builder.command()) + "\n" + said);
            }
            pause();
        }
        return process.toHandle();
    }

    boolean consoleSays(String text) {
        try {
            return Files.exists(console()) && Files.readString(console()).contains(text);
        } catch (IOException e) {
            return false;
        }
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** An address of the loopback interface whose port is free for UDP and for TCP. */
    static InetSocketAddress freeAddress() throws IOException {
        InetAddress loopback = InetAddress.getByName("127.0.0.1");
        for (int i = 0; i < ATTEMPTS; i++) {
            try (ServerSocket tcp = new ServerSocket(0, 1, loopback)) {
                InetSocketAddress address = new InetSocketAddress(loopback, tcp.getLocalPort());
                try (DatagramSocket udp = new DatagramSocket(null)) {
                    udp.bind(address);
                    return address;
                }
            } catch (BindException e) {
                // Taken for UDP; another one.
                continue;
            }
        }
        throw new IOException("no port is free for both UDP and TCP");
    }

    /** Ends the process and its children, and removes the directory. */
    synchronized void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        if (process != null) {
            List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
            process.destroy();
            try {
                if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                    all.forEach(ProcessHandle::destroyForcibly);
                    process.waitFor();
                }
            } catch (InterruptedException e) {
                all.forEach(ProcessHandle::destroyForcibly);
                Thread.currentThread().interrupt();
            }
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
