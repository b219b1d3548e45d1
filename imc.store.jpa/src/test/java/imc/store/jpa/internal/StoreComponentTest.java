package imc.store.jpa.internal;

import static imc.store.kit.Changes.ROOM;
import static imc.store.kit.Changes.created;
import static imc.store.kit.Changes.durable;
import static imc.store.kit.Changes.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.store.RoomStore;
import imc.store.kit.Loaded;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import javax.sql.ConnectionPoolDataSource;
import javax.sql.DataSource;
import javax.sql.XADataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.service.jdbc.DataSourceFactory;

/** The component between its activation and its end, with the service registry played by a queue. */
class StoreComponentTest {

    @TempDir
    Path data;

    private ServiceRegistry services;
    private StoreComponent component;

    private void create(Map<String, Object> configuration) {
        component = new StoreComponent(services.context(), configuration, Derby.JPA);
        component.addDriver(Derby.FACTORY, Derby.DRIVER_CLASS);
    }

    @BeforeEach
    void empty() {
        services = new ServiceRegistry(data);
    }

    @AfterEach
    void deactivate() {
        component.deactivate();
    }

    @Test
    void theStoreIsRegisteredAfterTheActivationAndGoneAfterTheDeactivation() throws Exception {
        create(Map.of());
        component.activate();
        RoomStore store = services.next();
        durable(write(store, created(ROOM)));
        assertEquals(1, services.figure("store_open"));
        assertEquals(1, services.figure("store_batches"));

        component.deactivate();

        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("imc.store.jpa")) {
                thread.join(30_000);
                assertFalse(thread.isAlive(), thread + " goes on");
            }
        }
        assertSame(store, services.unregistered.poll());
        assertNull(services.statistics);
        assertFalse(Files.exists(data.resolve("derby/imc/db.lck")));
    }

    @Test
    void aDatabaseThatAnotherProcessHasOpenMakesTheActivationFail() throws Exception {
        Files.createDirectories(data.resolve("derby"));
        create(Map.of());
        try (LockHolder other = new LockHolder(data.resolve("derby/imc"))) {
            String why = assertThrows(IllegalStateException.class, component::activate).getMessage();
            assertTrue(why.startsWith("imc.store.jpa: the database directory " + data.resolve("derby/imc")
                    + " is in use by another process; "), why);
        }
        assertTrue(services.registered.isEmpty());
    }

    @Test
    void aDatabaseElsewhereThatIsDownIsTriedAgainUntilItIsThere() throws Exception {
        DownAtFirst driver = new DownAtFirst();
        component = new StoreComponent(services.context(), Map.of("db_url", "jdbc:derby:memory:down;create=true"), Derby.JPA);
        component.addDriver(driver, Derby.DRIVER_CLASS);
        component.activate();
        durable(write(services.next(), created(ROOM)));
        assertTrue(driver.attempts > 1);
    }

    @Test
    void aStoreWhoseDriverGoesGoesAndComesBackWithIt() throws Exception {
        create(Map.of());
        component.activate();
        RoomStore first = services.next();
        durable(write(first, created(ROOM)));

        component.removeDriver(Derby.FACTORY);
        assertSame(first, services.unregistered.poll(), "closed before the driver is gone");

        component.addDriver(Derby.FACTORY, Derby.DRIVER_CLASS);
        assertEquals(1, Loaded.from(services.next()).rooms.size());
    }

    @Test
    void aConfigurationThatCannotBeOpenedIsRefusedAndTheNextOneIsTaken() throws Exception {
        create(Map.of());
        component.activate();
        RoomStore store = services.next();
        Files.writeString(data.resolve("file"), "no directory");

        component.modified(Map.of("db_url", "jdbc:derby:file/imc;create=true"));
        component.modified(Map.of("db_url", "jdbc:derby:other;create=true"));

        RoomStore other = services.next();
        assertNotSame(store, other);
        assertSame(store, services.unregistered.poll());
        assertNull(services.unregistered.poll(), "the refused one was never registered");
    }

    /** A driver whose database answers at the third attempt. */
    private static final class DownAtFirst implements DataSourceFactory {

        private volatile int attempts;

        @Override
        public Driver createDriver(Properties properties) throws SQLException {
            attempts++;
            if (attempts < 3) {
                throw new SQLException("Connection refused", "08001");
            }
            return Derby.FACTORY.createDriver(properties);
        }

        @Override
        public DataSource createDataSource(Properties properties) {
            throw new UnsupportedOperationException();
        }

        @Override
        public ConnectionPoolDataSource createConnectionPoolDataSource(Properties properties) {
            throw new UnsupportedOperationException();
        }

        @Override
        public XADataSource createXADataSource(Properties properties) {
            throw new UnsupportedOperationException();
        }
    }
}
