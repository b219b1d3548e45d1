package imc.run.support;

import imc.run.docs.Pages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A real Kamailio on free ports of 127.0.0.1, as Debian has it: {@code apt install kamailio
 * kamailio-websocket-modules}. It runs with {@code docs/kamailio.cfg}, but for what that says is the operator's own.
 */
public final class Kamailio implements AutoCloseable {

    /** Environment variable: {@code true} where tests fail if there is no Kamailio, instead of being left out. */
    public static final String REQUIRED = "IMC_REQUIRE_KAMAILIO";

    public static final Path CONFIGURATION = Pages.ROOT.resolve("docs/kamailio.cfg");

    private static final Path PROGRAM = Path.of("/usr/sbin/kamailio");
    private static final String MODULE = "**/kamailio/modules/websocket.so";
    private static final long DEADLINE_SECONDS = 20;

    private final Path directory = Directories.temporary();
    private final int port = FreePort.next();
    private final int webSocketPort = FreePort.next();
    private final Process process;

    /**
     * Starts it; {@link #awaitReady} waits for it.
     *
     * @param rooms where it finds the rooms, as {@code sip:127.0.0.2:port;transport=tcp}
     * @param users who has a password, that of {@link ProxyUser}
     */
    public Kamailio(String rooms, List<String> users) {
        try {
            Path file = Files.writeString(directory.resolve("kamailio.cfg"), Files.readString(CONFIGURATION)
                    .replace("127.0.0.1:5060", "127.0.0.1:" + port)
                    .replace("127.0.0.1:8080", "127.0.0.1:" + webSocketPort)
                    .replace("sip:127.0.0.2:5060;transport=tcp", rooms)
                    .replace("/etc/kamailio/dbtext", directory.toString()));
            Files.writeString(directory.resolve("version"), "table_name(string) table_version(int)\nsubscriber:7\n");
            StringBuilder table = new StringBuilder("username(string) domain(string) ha1(string)\n");
            users.forEach(user -> table.append("%s:example.com:%s%n".formatted(user, ProxyUser.ha1(user))));
            Files.writeString(directory.resolve("subscriber"), table);
            process = new ProcessBuilder(PROGRAM.toString(), "-DD", "-E", "-f", file.toString(), "-Y",
                    directory.toString(), "-w", directory.toString(), "-m", "32", "-M", "4", "-n", "2", "-N", "2")
                    .redirectErrorStream(true).redirectOutput(directory.resolve("log").toFile()).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether it can be started. */
    public static boolean isThere() {
        try (var libraries = Files.find(Path.of("/usr/lib"), 4, (path, attributes) ->
                path.getFileSystem().getPathMatcher("glob:" + MODULE).matches(path))) {
            return Files.isExecutable(PROGRAM) && libraries.findFirst().isPresent();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it takes SIP, by UDP and TCP. */
    public int port() {
        return port;
    }

    /** Where it takes SIP over WebSocket. */
    public int webSocketPort() {
        return webSocketPort;
    }

    /** Waits until it takes connections, which it does last. */
    public Kamailio awaitReady() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
        while (true) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress("127.0.0.1", port));
                return this;
            } catch (IOException e) {
                if (!process.isAlive() || System.nanoTime() > deadline) {
                    throw new AssertionError("Kamailio does not run: " + log(), e);
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            }
        }
    }

    /** What it has said. */
    public String log() {
        try {
            return Files.readString(directory.resolve("log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Tells it to end, and does not wait: several end together. */
    public void end() {
        process.destroy();
    }

    @Override
    public void close() {
        end();
        try {
            if (!process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                throw new AssertionError("Kamailio has not ended: " + log());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Directories.delete(directory);
    }
}
