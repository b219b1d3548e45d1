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
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.store.RoomStore;
import imc.store.kit.Loaded;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apache.derby.jdbc.EmbeddedDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The component between its activation and its end, with the service registry played by a queue. */
class StoreComponentTest {

    @TempDir
    Path data;

    private final Faults faults = new Faults();
    private final HeldTimers timers = new HeldTimers();
    private ServiceRegistry services;
    private StoreComponent component;

    private void create(Map<String, Object> configuration) {
        EmptyDerby.copyTo(data.resolve("derby/imc"));
        createWithoutDatabase(configuration);
    }

    private void createWithoutDatabase(Map<String, Object> configuration) {
        component = new StoreComponent(services.context(), configuration, Derby.JPA, new NoFramework(), timers,
                faults::add);
        component.addDriver(Derby.FACTORY, Derby.REFERENCE);
    }

    @BeforeEach
    void empty() {
        EmptyDerby.copyTo(data.resolve("other"));
        services = new ServiceRegistry(data);
    }

    @AfterEach
    void deactivate() {
        component.deactivate();
    }

    @Test
    void whatIsWrittenBehindIsInFlightAndWrittenAtOnceWhenTheEndIsNear() throws Exception {
        create(Map.of("db_mode", "1", "flush_interval", "3600000"));
        component.activate();
        RoomStore store = services.next();
        durable(write(store, created(ROOM)));
        assertEquals(Map.of("changes", 1L, "records", 0L), services.drainable.inFlight());

        services.drainable.drain();

        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (services.drainable.inFlight().get("changes") > 0) {
            assertTrue(System.nanoTime() < deadline, "not written");
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
        assertEquals(1, services.figure("store_batches"));
        durable(write(store, created("sip:b@x")));
        assertEquals(2, services.figure("store_batches"), "from now on it is written before it is answered");
    }

    @Test
    void theStoreIsRegisteredAfterTheActivationAndGoneAfterTheDeactivation() throws Exception {
        createWithoutDatabase(Map.of());
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
    void aDatabaseThatAnotherProcessHasOpenIsReportedAndOpenedWhenThatHasEnded() throws Exception {
        Files.createDirectories(data.resolve("derby"));
        create(Map.of());
        try (LockHolder other = new LockHolder(data.resolve("derby/imc"))) {
            component.activate();
            String why = faults.next();
            assertTrue(why.startsWith("the database directory " + data.resolve("derby/imc")
                    + " is in use by another process; "), why);
            assertTrue(services.registered.isEmpty());
        }
        durable(write(timers.until("a store is registered", () -> services.registered.poll()), created(ROOM)));
        assertNull(faults.last(), "nothing is wrong any more");
    }

    @Test
    void aDatabaseElsewhereThatIsDownIsTriedAgainUntilItIsThere() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        DriverFactory driver = new DriverFactory(() -> {
            if (attempts.incrementAndGet() < 3) {
                throw new SQLException("Connection refused", "08001");
            }
            return new EmbeddedDriver();
        });
        component = new StoreComponent(services.context(), Map.of("db_url", "jdbc:derby:memory:down;create=true"),
                Derby.JPA, new NoFramework(), timers, faults::add);
        component.addDriver(driver, Derby.REFERENCE);
        component.activate();
        durable(write(timers.until("a store is registered", () -> services.registered.poll()), created(ROOM)));
        assertTrue(attempts.get() > 1);
    }

    @Test
    void aStoreWhoseDriverGoesGoesAndComesBackWithIt() throws Exception {
        create(Map.of());
        component.activate();
        RoomStore first = services.next();
        durable(write(first, created(ROOM)));

        component.removeDriver(Derby.FACTORY);
        assertSame(first, services.unregistered.poll(30, TimeUnit.SECONDS));

        component.addDriver(Derby.FACTORY, Derby.REFERENCE);
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
        assertSame(store, services.unregistered.poll(30, TimeUnit.SECONDS));
        assertNull(services.unregistered.poll(), "the refused one was never registered");
    }

    @Test
    void anEditedConfigurationWhoseDriverIsMissingComesIntoForceWhenTheDriverComes() throws Exception {
        create(Map.of());
        component.activate();
        RoomStore store = services.next();
        component.modified(Map.of("db_url", "jdbc:other:rooms"));
        component.addDriver(new DriverFactory(EmbeddedDriver::new), NoFramework.reference(EmbeddedDriver.class));
        durable(write(store, created(ROOM)));
        assertNull(services.unregistered.poll(), "it is not the driver that is waited for");

        component.addDriver(new DriverFactory(OtherDriver::new), NoFramework.reference(OtherDriver.class));

        assertSame(store, services.unregistered.poll(30, TimeUnit.SECONDS));
        assertEquals(0, Loaded.from(services.next()).rooms.size());
    }

    @Test
    void anEditedConfigurationWaitsForItsDriverOnlyUntilItIsEditedAgain() throws Exception {
        create(Map.of());
        component.activate();
        RoomStore store = services.next();
        component.modified(Map.of("db_url", "jdbc:other:rooms"));
        component.modified(Map.of("db_url", "jdbc:derby:derby/imc;create=true"));
        component.addDriver(new DriverFactory(OtherDriver::new), NoFramework.reference(OtherDriver.class));
        component.modified(Map.of("db_url", "jdbc:derby:other;create=true"));

        assertSame(store, services.unregistered.poll(30, TimeUnit.SECONDS));
        services.next();
        assertNull(services.registered.poll(), "the database that was given up is not opened");
    }

    /** Derby by another name. */
    private static final class OtherDriver extends EmbeddedDriver {

        @Override
        public boolean acceptsURL(String url) throws SQLException {
            return url.startsWith("jdbc:other:");
        }

        @Override
        public Connection connect(String url, Properties properties) throws SQLException {
            return super.connect(url.replace("jdbc:other:", "jdbc:derby:memory:other-") + ";create=true", properties);
        }
    }
}
