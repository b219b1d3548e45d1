package imc.run.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * One instance of the distribution, run by its {@code bin/imc} as an operator runs it: in processes of its own, with
 * its own configuration and data directory and a free SIP port. Closing it stops the server and deletes both
 * directories.
 */
public final class Distribution implements AutoCloseable {

    private final Path home;
    private final Path directory = Directories.temporary();
    private final Conf conf = new Conf(directory.resolve("conf"));
    private final int sipPort = FreePort.next();
    /** It starts, does little and ends: what pays in a long run takes longer than that. */
    private String javaOptions = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC" + archive();

    /** The distribution as it was built. */
    public Distribution() {
        this(Directories.DISTRIBUTION);
    }

    /** @param home a copy of the distribution */
    public Distribution(Path home) {
        this.home = home;
        conf.listen(sipPort);
    }

    /** From now on, Java runs as it does for an operator who sets nothing. */
    public Distribution asDelivered() {
        javaOptions = "";
        return this;
    }

    public Conf conf() {
        return conf;
    }

    public Path data() {
        return directory.resolve("data");
    }

    /** The port of 127.0.0.1 on which the server listens for SIP, by UDP and TCP. */
    public int sipPort() {
        return sipPort;
    }

    /** Does for a {@link #run} or {@link #imc} what {@link #start} does by itself: see {@link Prepared}. */
    public Distribution prepare() {
        if (home.equals(Directories.DISTRIBUTION)) {
            Prepared.copyInto(data(), conf);
        }
        return this;
    }

    /** {@code bin/imc start}, which must succeed; the first one of what was built finds what is {@link Prepared}. */
    public Distribution start() {
        prepare();
        Result start = imc("start");
        if (start.code() != 0) {
            throw new AssertionError("bin/imc start: " + start);
        }
        return this;
    }

    /** {@code bin/imc stop}, which must succeed. */
    public Distribution stop() {
        Result stop = imc("stop");
        if (stop.code() != 0) {
            throw new AssertionError("bin/imc stop: " + stop);
        }
        return this;
    }

    /**
     * Waits until {@code bin/imc status} says that the server is ready, as after an update: its store opens by itself.
     */
    public void awaitReady() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        Result status = imc("status");
        while (status.code() != 0) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("The server is not ready again: " + status);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            status = imc("status");
        }
    }

    /** Runs a Gogo line by the control socket, as {@code bin/imc shell} does, which {@code ShellIT} is about. */
    public Result shell(String line) {
        return Control.line(data().resolve("control.sock"), line);
    }

    /** {@code bin/imc} with these arguments and this instance's {@code --conf} and {@code --data}. */
    public Result imc(String... arguments) {
        return Result.of(command(arguments), "");
    }

    /** {@code bin/imc run}, as a process that goes on. */
    public ForegroundServer run() {
        return new ForegroundServer(command("run"));
    }

    /** The process of the server, by the number that {@code bin/imc} keeps. */
    public ProcessHandle process() {
        try {
            long pid = Long.parseLong(Files.readString(data().resolve("imc.pid")).strip());
            return ProcessHandle.of(pid).orElseThrow(() -> new AssertionError("There is no process " + pid));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The command line, for what the methods above do not do. */
    public ProcessBuilder command(String... arguments) {
        List<String> command = new ArrayList<>(List.of(home.resolve("bin/imc").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--conf", conf.directory().toString(), "--data", data().toString()));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putIfAbsent("IMC_JAVA_OPTS", javaOptions);
        return builder;
    }

    /** Classes that the build has laid up; a copy of the distribution does without, and says nothing. */
    private static String archive() {
        String archive = System.getProperty("imc.classes", "");
        return archive.isEmpty() || archive.indexOf(' ') >= 0 ? ""
                : " -Xlog:disable -Xlog:all=error:stderr -XX:SharedArchiveFile=" + archive;
    }

    @Override
    public void close() {
        if (Files.exists(data())) {
            stop();
        }
        Directories.delete(directory);
    }
}
