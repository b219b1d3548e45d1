package imc.store.kit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Driver;
import java.util.ArrayList;
import java.util.List;

/** A MariaDB server, with Debian's default: a collation that takes upper and lower case for the same. */
public final class MariaDbServer extends DatabaseServer {

    private static final String ACCOUNT = "mysql";
    private static final String PACKAGE = "mariadb-server";

    private final Path data;
    private final Path accounts;
    /** Whether what is written is on the disk before it is answered; slow disks would have tests wait for minutes. */
    private volatile boolean synced;

    /** Makes the server's files and starts it. */
    public MariaDbServer() throws IOException, InterruptedException {
        super(ACCOUNT, ServerProgram.find("mariadbd", PACKAGE));
        data = directory().resolve("data");
        accounts = directory().resolve("accounts.sql");
        List<String> command = new ArrayList<>(List.of(ServerProgram.find("mariadb-install-db", PACKAGE),
                "--no-defaults", "--datadir=" + data, "--auth-root-authentication-method=normal", "--skip-test-db",
                "--skip-name-resolve"));
        run(as(ACCOUNT, command));
        // The server runs this file at each start.
        Files.writeString(accounts, """
                CREATE USER IF NOT EXISTS '%1$s'@'%%' IDENTIFIED BY '%2$s';
                GRANT ALL ON *.* TO '%1$s'@'%%' WITH GRANT OPTION;
                """.formatted(USER, PASSWORD));
        start();
    }

    @Override
    public String name() {
        return "MariaDB";
    }

    @Override
    public Driver driver() {
        return new org.mariadb.jdbc.Driver();
    }

    @Override
    public void sync() throws IOException, InterruptedException {
        synced = true;
        kill();
        start();
    }

    @Override
    String scheme() {
        return "mysql";
    }

    @Override
    String jdbcScheme() {
        return "jdbc:mariadb:";
    }

    @Override
    String firstDatabase() {
        return "mysql";
    }

    @Override
    List<String> command() {
        List<String> command = new ArrayList<>(List.of(program(), "--no-defaults", "--datadir=" + data,
                "--port=" + port(), "--bind-address=127.0.0.1", "--socket=" + directory().resolve("socket"),
                "--pid-file=" + directory().resolve("pid"), "--init-file=" + accounts, "--skip-name-resolve",
                "--character-set-server=utf8mb4", "--collation-server=utf8mb4_general_ci"));
        command.addAll(synced ? List.of("--innodb-flush-log-at-trx-commit=1")
                : List.of("--innodb-flush-log-at-trx-commit=2", "--innodb-flush-method=nosync", "--debug-no-sync"));
        return as(ACCOUNT, command);
    }
}
