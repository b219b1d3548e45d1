package imc.store.kit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A real database server of its own, in a temporary directory and on a free port of the loopback interface. It can be
 * killed and started again, as a machine that fails and comes back.
 */
public abstract class DatabaseServer implements AutoCloseable {

    /** Who may do everything in every database. */
    public static final String USER = "imc";
    /** As awkward as passwords are. */
    public static final String PASSWORD = "s3cr:t@w/rd";

    private static final long PATIENCE_SECONDS = 60;

    private final String program;
    private final Path directory;
    private final int port;
    private final AtomicInteger databases = new AtomicInteger();
    private final Thread atExit = new Thread(this::kill, "kill database server");
    private volatile @Nullable Process process;

    /**
     * @param account the account of the operating system that the server runs as where we are root
     * @param program the server's program
     */
    DatabaseServer(String account, String program) throws IOException, InterruptedException {
        this.program = program;
        directory = Files.createTempDirectory("imc-db");
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        if (isRoot()) {
            run(List.of("chown", account, directory.toString()));
        }
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /** Product and version. */
    public abstract String name();

    /** The driver that the server's URLs are for. */
    public abstract Driver driver();

    /** From now on, as a server usually does, has each commit on the disk before it answers it. */
    public abstract void sync() throws IOException, InterruptedException, SQLException;

    /** The first part of the URLs that Kamailio uses for such a server. */
    abstract String scheme();

    /** What the driver takes before host and port. */
    abstract String jdbcScheme();

    /** The command that runs the server in the foreground. */
    abstract List<String> command();

    final Path directory() {
        return directory;
    }

    final String program() {
        return program;
    }

    final int port() {
        return port;
    }

    static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    /** Kamailio's URL of a database of this server, with {@link #USER} and {@link #PASSWORD}. */
    public final String url(String database) {
        return url(database, PASSWORD);
    }

    /** Kamailio's URL of a database of this server, with some password. */
    public final String url(String database, String password) {
        return scheme() + "://" + USER + ":" + password + "@127.0.0.1:" + port + "/" + database;
    }

    /** A connection for a test's own questions. */
    public final Connection connect(String database) throws SQLException {
        Properties login = new Properties();
        login.setProperty("user", USER);
        login.setProperty("password", PASSWORD);
        return driver().connect(jdbcScheme() + "//127.0.0.1:" + port + "/" + database, login);
    }

    /** Runs statements in a database, each committed. */
    public final void execute(String database, String... statements) throws SQLException {
        try (Connection connection = connect(database); Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** The first column of the first row. */
    public final long number(String database, String query) throws SQLException {
        try (Connection connection = connect(database); Statement statement = connection.createStatement();
                var result = statement.executeQuery(query)) {
            result.next();
            return result.getLong(1);
        }
    }

    /** The database that is there from the start. */
    abstract String firstDatabase();

    /** Makes an empty database and returns its name. */
    public final String createDatabase() throws SQLException {
        String name = "imc" + databases.incrementAndGet();
        execute(firstDatabase(), "CREATE DATABASE " + name);
        return name;
    }

    /** Starts the server and waits until it answers. */
    public final void start() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        Path log = Path.of(directory + ".log");
        while (true) {
            Process running = process;
            if (running == null || !running.isAlive()) {
                // A server that was killed may leave something behind that the next one has to wait for.
                running = new ProcessBuilder(command()).redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile())).start();
                process = running;
            }
            try (Connection connection = connect(firstDatabase())) {
                if (connection.isValid(5)) {
                    return;
                }
            } catch (SQLException e) {
                if (System.nanoTime() > deadline) {
                    throw new IOException(name() + " does not answer: " + e.getMessage() + "\n"
                            + Files.readString(log), e);
                }
                running.waitFor(50, TimeUnit.MILLISECONDS);
            }
        }
    }

    /** Kills the server, which has no time to say good-bye to anybody. */
    public final void kill() {
        Process running = process;
        if (running == null) {
            return;
        }
        List<ProcessHandle> family = new ArrayList<>(running.descendants().toList());
        family.add(running.toHandle());
        family.forEach(ProcessHandle::destroyForcibly);
        family.forEach(one -> one.onExit().join());
        process = null;
    }

    /** Stops the server and deletes its directory. */
    @Override
    public final void close() throws IOException {
        kill();
        Runtime.getRuntime().removeShutdownHook(atExit);
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(Path.of(directory + ".log"));
    }

    /** Runs a program to its end. */
    static void run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes());
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + " failed: " + output);
        }
    }

    /** The command, run by the account if we are root: the servers refuse to be. */
    static List<String> as(String account, List<String> command) {
        if (!isRoot()) {
            return command;
        }
        List<String> whole = new ArrayList<>(
                List.of("setpriv", "--reuid=" + account, "--regid=" + account, "--clear-groups"));
        whole.addAll(command);
        return whole;
    }
}
