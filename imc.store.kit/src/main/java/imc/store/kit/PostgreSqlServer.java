package imc.store.kit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.List;

/** A PostgreSQL server. */
public final class PostgreSqlServer extends DatabaseServer {

    private static final String ACCOUNT = "postgres";
    private static final String PACKAGE = "postgresql";

    private final Path data;

    /** Makes the server's files and starts it. */
    public PostgreSqlServer() throws IOException, InterruptedException {
        super(ACCOUNT, ServerProgram.find("postgres", PACKAGE));
        data = directory().resolve("data");
        Path password = Files.createTempFile("imc", null);
        try {
            Files.writeString(password, PASSWORD);
            if (isRoot()) {
                run(List.of("chown", ACCOUNT, password.toString()));
            }
            run(as(ACCOUNT, List.of(ServerProgram.find("initdb", PACKAGE), "-D", data.toString(), "-U", USER,
                    "-A", "scram-sha-256", "--pwfile=" + password, "-E", "UTF8", "--locale=C", "--no-sync")));
            Files.writeString(data.resolve("postgresql.conf"), "fsync = off\n", StandardOpenOption.APPEND);
        } finally {
            Files.delete(password);
        }
        start();
    }

    @Override
    public String name() {
        return "PostgreSQL";
    }

    @Override
    public Driver driver() {
        return new org.postgresql.Driver();
    }

    @Override
    public void sync() throws SQLException {
        execute(firstDatabase(), "ALTER SYSTEM SET fsync = on", "SELECT pg_reload_conf()");
    }

    @Override
    String scheme() {
        return "postgres";
    }

    @Override
    String jdbcScheme() {
        return "jdbc:postgresql:";
    }

    @Override
    String firstDatabase() {
        return "postgres";
    }

    @Override
    List<String> command() {
        return as(ACCOUNT, List.of(program(), "-D", data.toString(), "-p", Integer.toString(port()),
                "-h", "127.0.0.1", "-k", ""));
    }
}
