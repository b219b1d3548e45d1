package imc.run.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * An Apache Karaf as it is downloaded, with directories of its own for all that it writes. Only its ports are others
 * than those that it comes with, and its user may log in.
 */
public final class Karaf implements AutoCloseable {

    private static final Path HOME = Path.of(System.getProperty("imc.karaf")).toAbsolutePath();
    private static final long DEADLINE_SECONDS = 60;

    private final Path base = Directories.temporary();
    private final int sshPort = FreePort.next();
    private final ForegroundServer server;

    /** @param conf files of {@code etc}, by name, that are there before anything of ours is installed */
    public Karaf(Map<String, String> conf) {
        try {
            Directories.copy(HOME.resolve("etc"), etc());
            append("org.apache.karaf.shell.cfg", "sshHost = 127.0.0.1\nsshPort = " + sshPort);
            append("org.apache.karaf.management.cfg",
                    "rmiRegistryPort = " + FreePort.next() + "\nrmiServerPort = " + FreePort.next());
            append("users.properties", """
                    karaf = karaf,_g_:admingroup
                    _g_\\:admingroup = group,admin,manager,viewer,systembundles,ssh
                    """);
            for (Map.Entry<String, String> file : conf.entrySet()) {
                Files.writeString(etc().resolve(file.getKey()), file.getValue());
            }
            Files.createDirectory(base.resolve("deploy"));
            Files.createDirectory(data());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server = new ForegroundServer(command("karaf", "server"));
    }

    private void append(String file, String lines) throws IOException {
        Files.writeString(etc().resolve(file), "\n" + lines + "\n", StandardOpenOption.APPEND);
    }

    public Path etc() {
        return base.resolve("etc");
    }

    public Path data() {
        return base.resolve("data");
    }

    /** What Karaf watches: an archive that is put there is installed. */
    public Karaf deploy(Path archive) {
        try {
            Path copy = Files.copy(archive, base.resolve(archive.getFileName()));
            Files.move(copy, base.resolve("deploy").resolve(archive.getFileName()));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until its console shows this. */
    public Karaf await(String text) {
        server.await(text);
        return this;
    }

    public String log() {
        try {
            return Files.readString(data().resolve("log/karaf.log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a line of its shell writes. */
    public String shell(String line) {
        Path out = base.resolve("shell.out");
        try {
            // Its standard input stays open meanwhile: at its end the client hangs up, whatever runs.
            Process client = command("client", "-h", "127.0.0.1", "-a", String.valueOf(sshPort), "-u", "karaf",
                    "-p", "karaf", line).redirectErrorStream(true).redirectOutput(out.toFile()).start();
            boolean ended = client.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS);
            client.destroyForcibly();
            String written = Files.readString(out);
            if (!ended || client.exitValue() != 0) {
                throw new AssertionError(line + ": " + written);
            }
            return written;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private ProcessBuilder command(String program, String... arguments) {
        ProcessBuilder builder = new ProcessBuilder(HOME.resolve("bin").resolve(program).toString());
        builder.command().addAll(List.of(arguments));
        builder.environment().putAll(Map.of("KARAF_BASE", base.toString(),
                "KARAF_ETC", etc().toString(), "KARAF_DATA", data().toString(),
                "KARAF_EXEC", "exec", "EXTRA_JAVA_OPTS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"));
        return builder.directory(base.toFile());
    }

    @Override
    public void close() {
        server.close();
        Directories.delete(base);
    }
}
