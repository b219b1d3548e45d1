package imc.store.jpa.internal.connection;

import imc.api.store.StoreException;
import imc.store.jpa.internal.tables.Schema;
import imc.store.jpa.internal.tables.TableNames;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLNonTransientConnectionException;
import java.util.Optional;
import java.util.Properties;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.service.jdbc.DataSourceFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connections to one database, by the driver that a {@link DataSourceFactory} makes. Never by DriverManager, which
 * would go on holding the classes of a bundle that was stopped.
 */
public final class Connections implements DataSource {

    private static final Logger log = LoggerFactory.getLogger(Connections.class);

    private final DatabaseUrl url;
    private final DataSourceFactory factory;
    private final BooleanSupplier usable;
    private final Discretion discretion;

    /**
     * @param url    with an absolute directory, where it is one of the embedded Derby
     * @param usable whether the driver may be used now: one whose bundle was stopped would be there still, and an
     *               embedded engine that was shut down with it would come to life again, with the database's lock
     */
    public Connections(DatabaseUrl url, DataSourceFactory factory, BooleanSupplier usable) {
        this.url = url;
        this.factory = factory;
        this.usable = usable;
        this.discretion = url.discretion();
    }

    /**
     * Finds out whether the database can be used, makes what is missing of the tables and checks what is there.
     *
     * @throws StoreException saying in one sentence what to do
     */
    public void prepare(TableNames tables) throws StoreException {
        Optional<Path> directory = url.embeddedDirectory();
        if (directory.isPresent()) {
            makeParent(directory.get());
        }
        boolean isReadOnly;
        try (Connection connection = getConnection()) {
            isReadOnly = connection.isReadOnly();
            if (!isReadOnly) {
                new Schema(connection).prepare(tables);
            }
        } catch (SQLException e) {
            throw new StoreException(fullDisk().or(() -> directory.map(d -> explain(e, d)))
                    .orElseGet(() -> "the database " + url + " cannot be used: " + Failures.sentence(e)), e);
        }
        if (isReadOnly) {
            // Derby opens for reading alone what it cannot write at that moment; the next try looks again.
            shutDown();
            throw new StoreException(fullDisk().orElse("the database "
                    + directory.map(Path::toString).orElse(url.toString()) + " cannot be written; give the server's "
                    + "user the right to write there, and make sure that its disk is not full"));
        }
    }

    /** That the disk of an embedded database is full, where it is: so it is told, whatever the database makes of it. */
    public Optional<String> fullDisk() {
        return url.embeddedDirectory().flatMap(DiskFull::sentence);
    }

    private static void makeParent(Path directory) throws StoreException {
        Path parent = directory.toAbsolutePath().getParent();
        try {
            Files.createDirectories(parent);
        } catch (IOException e) {
            throw new StoreException("the directory " + parent + " for the database cannot be made ("
                    + e.getClass().getSimpleName() + ": " + e.getMessage() + "); make it writable for the server's "
                    + "user, or choose another data directory or db_url", e);
        }
    }

    private static String explain(SQLException failure, Path directory) {
        if (Failures.isSqlState(failure, "XSDB6")) {
            return "the database directory " + directory + " is in use by another process; stop that process, or "
                    + "choose another data directory or db_url";
        }
        return "the database directory " + directory + " cannot be opened (" + Failures.sentence(failure)
                + "); mend it, or choose another data directory or db_url";
    }

    public boolean isMySql() {
        return url.jdbc().startsWith("jdbc:mariadb:") || url.jdbc().startsWith("jdbc:mysql:");
    }

    /** Whether the database answers now. */
    public boolean isReachable() {
        try (Connection connection = getConnection()) {
            return connection.isValid(5);
        } catch (SQLException | RuntimeException e) {
            return false;
        }
    }

    /**
     * Shuts an embedded Derby database down, so that its lock is gone and another process may open it. All its
     * connections must be closed. Does nothing for any other database.
     */
    public void shutDown() {
        url.embeddedDirectory().ifPresent(directory -> {
            try {
                Driver driver = factory.createDriver(null);
                if (!isRunning(driver)) {
                    return;
                }
                driver.connect("jdbc:derby:" + directory + ";shutdown=true", url.login());
            } catch (SQLException | RuntimeException | LinkageError e) {
                // Derby reports a shutdown as an error: 08006 for one database, XJ015 for the engine. XJ004 and
                // others say that there is nothing left to shut down, and no class that its bundle has gone.
                log.debug("Derby: {}", discretion.of(Failures.words(e)));
            }
        });
    }

    /** A bundle that stops shuts its engine down; whoever called it then would start that again. */
    private static boolean isRunning(Driver driver) {
        Bundle bundle = FrameworkUtil.getBundle(driver.getClass());
        if (bundle == null) {
            return true;
        }
        BundleWiring wiring = bundle.adapt(BundleWiring.class);
        return bundle.getState() == Bundle.ACTIVE && wiring != null
                && wiring.getClassLoader() == driver.getClass().getClassLoader();
    }

    public boolean isSameDatabaseAs(Connections other) {
        return url.embeddedDirectory().isPresent() && url.embeddedDirectory().equals(other.url.embeddedDirectory());
    }

    @Override
    public Connection getConnection() throws SQLException {
        return connect(url.login());
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        Properties login = url.login();
        login.setProperty("user", user);
        login.setProperty("password", password);
        return connect(login);
    }

    private Connection connect(Properties login) throws SQLException {
        if (!usable.getAsBoolean()) {
            throw new SQLNonTransientConnectionException("the bundle of the JDBC driver stops or is replaced", "08003");
        }
        try {
            Driver driver = factory.createDriver(null);
            Connection connection = driver.connect(url.jdbc(), login);
            if (connection == null) {
                throw new SQLException("the driver " + driver.getClass().getName() + " does not take this URL");
            }
            return connection;
        } catch (SQLException e) {
            throw discreet(e, e.getSQLState());
        } catch (RuntimeException | LinkageError e) {
            // Of a bundle that was refreshed meanwhile, classes cannot be had any more.
            throw discreet(e, "08001");
        }
    }

    /** What the driver says, and where; but not how it says it itself, since it may show what it was given. */
    private SQLException discreet(Throwable failure, String sqlState) {
        SQLException discreet = new SQLException(discretion.of(Failures.words(failure)),
                Failures.sqlState(failure).orElse(sqlState));
        discreet.setStackTrace(failure.getStackTrace());
        return discreet;
    }

    @Override
    public PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(PrintWriter out) {
        // Nothing is logged here.
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        throw new SQLFeatureNotSupportedException("the URL says how long to wait");
    }

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public java.util.logging.Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLException("not a wrapper for " + type.getName());
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
