package imc.store.jpa.internal;

import imc.api.store.StoreException;
import imc.store.jpa.internal.connection.Connections;
import imc.store.jpa.internal.connection.DatabaseUrl;
import imc.store.jpa.internal.database.Database;
import imc.store.jpa.internal.store.JpaRoomStore;
import imc.store.jpa.internal.store.StoreFigures;
import imc.store.jpa.internal.tables.TableNames;
import imc.store.jpa.internal.work.Timers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import javax.persistence.EntityManagerFactory;
import org.apache.derby.jdbc.EmbeddedDriver;
import org.eclipse.persistence.jpa.PersistenceProvider;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.osgi.service.jdbc.DataSourceFactory;
import org.osgi.service.jpa.EntityManagerFactoryBuilder;

/** An embedded Derby database in a directory, and the two services that the store wants, without a framework. */
public final class Derby {

    public static final TableNames TABLES = new TableNames(TableNames.ROOMS, TableNames.MEMBERS);

    /** Makes Derby's driver, as the factory that a driver's bundle registers does. */
    static final DataSourceFactory FACTORY = new DriverFactory(EmbeddedDriver::new);

    public static final EntityManagerFactoryBuilder JPA = new EntityManagerFactoryBuilder() {
        @Override
        public EntityManagerFactory createEntityManagerFactory(Map<String, Object> properties) {
            return new PersistenceProvider().createEntityManagerFactory("imc", new HashMap<>(properties));
        }

        @Override
        public String getPersistenceProviderName() {
            return PersistenceProvider.class.getName();
        }

        @Override
        public Bundle getPersistenceProviderBundle() {
            throw new UnsupportedOperationException();
        }
    };

    static final ServiceReference<DataSourceFactory> REFERENCE = NoFramework.reference(EmbeddedDriver.class);

    private final Path directory;

    public Derby(Path directory) {
        this.directory = directory;
    }

    Path directory() {
        return directory;
    }

    String url() {
        return "jdbc:derby:" + directory + ";create=true";
    }

    public Connections connections() {
        return new Connections(DatabaseUrl.parse(url()), FACTORY, () -> true);
    }

    JpaRoomStore open() throws StoreException {
        return open(TABLES);
    }

    JpaRoomStore open(TableNames tables) throws StoreException {
        EmptyDerby.copyTo(directory);
        connections().prepare(tables);
        return new JpaRoomStore(new Database(connections(), tables, JPA), new StoreFigures(), () -> { }, Timers.SYSTEM);
    }

    void execute(String... statements) throws SQLException {
        EmptyDerby.copyTo(directory);
        try (Connection connection = connections().getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** The first column of the first row. */
    int number(String query) throws SQLException {
        try (Connection connection = connections().getConnection();
                Statement statement = connection.createStatement();
                var result = statement.executeQuery(query)) {
            result.next();
            return result.getInt(1);
        }
    }

    public void shutDown() {
        connections().shutDown();
    }
}
