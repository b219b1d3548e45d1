package imc.store.jpa.internal;

import static imc.store.kit.Changes.ROOM;
import static imc.store.kit.Changes.created;
import static imc.store.kit.Changes.durable;
import static imc.store.kit.Changes.refusal;
import static imc.store.kit.Changes.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.config.Settings;
import imc.api.store.RoomStore;
import imc.api.store.StoreException;
import imc.store.jpa.internal.connection.Drivers;
import imc.store.jpa.internal.store.StoreFigures;
import imc.store.jpa.internal.work.Timers;
import imc.store.kit.Loaded;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.service.jpa.EntityManagerFactoryBuilder;

/** Which database is open while the configuration and the drivers come and go. */
class StoreKeeperTest {

    @TempDir
    Path data;

    private final NoFramework framework = new NoFramework();
    private final Drivers drivers = new Drivers(framework);
    private ServiceRegistry services;
    private RoomStore published;
    private StoreKeeper keeper;

    @BeforeEach
    void create() {
        EmptyDerby.copyTo(data.resolve("derby/imc"));
        services = new ServiceRegistry(data);
        keeper = keeper(Derby.JPA);
        drivers.add(Derby.FACTORY, Derby.REFERENCE);
    }

    private StoreKeeper keeper(EntityManagerFactoryBuilder builder) {
        return new StoreKeeper(data, drivers, builder, new StoreFigures(), new Publication(services.context()),
                Timers.SYSTEM,
                new StoreKeeper.Owner() {
                    @Override
                    public boolean isActive() {
                        return true;
                    }

                    @Override
                    public void doubt(RoomStore store) {
                        throw new AssertionError("nothing is in doubt here");
                    }
                });
    }

    @AfterEach
    void close() {
        keeper.close();
    }

    private static Settings settings(String... keysAndValues) {
        Map<String, Object> configuration = new HashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            configuration.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return StoreSettings.read(StoreSettings.initial(), configuration, refusal -> {
            throw new AssertionError(refusal);
        });
    }

    private void follow(String... keysAndValues) throws Exception {
        try {
            keeper.follow(settings(keysAndValues));
            keeper.publish();
        } finally {
            published = services.current;
        }
    }

    private String refused(String... keysAndValues) {
        return assertThrows(StoreException.class, () -> follow(keysAndValues)).getMessage();
    }

    private String withoutDriver(String... keysAndValues) {
        return assertThrows(Drivers.MissingDriver.class, () -> follow(keysAndValues)).getMessage();
    }

    @Test
    void byDefaultTheDatabaseIsBelowTheDataDirectory() throws Exception {
        follow();
        durable(write(published, created(ROOM)));
        assertTrue(Files.exists(data.resolve("derby/imc/db.lck")));
    }

    @Test
    void aClosedDatabaseCanBeOpenedByOthers() throws Exception {
        follow();
        assertTrue(Files.exists(data.resolve("derby/imc/db.lck")));
        keeper.close();
        assertNull(services.current);
        assertFalse(Files.exists(data.resolve("derby/imc/db.lck")));
    }

    @Test
    void whateverFailsWhileItClosesTheNextDatabaseIsOpened() throws Exception {
        follow();
        services.failing = true;
        keeper.close();
        assertFalse(keeper.isOpen());
        assertFalse(Files.exists(data.resolve("derby/imc/db.lck")), "the database is closed all the same");
        services.failing = false;
        follow();
        durable(write(published, created(ROOM)));
    }

    @Test
    void aDatabaseWhoseConnectionsBreakIsReadAgainAtTheNextTry() throws Exception {
        follow();
        durable(write(published, created(ROOM)));
        assertThrows(SQLException.class, () -> Derby.FACTORY.createDriver(null)
                .connect("jdbc:derby:" + data.resolve("derby/imc") + ";shutdown=true", new Properties()));
        assertThrows(StoreException.class, () -> Loaded.from(published));
        assertEquals(1, Loaded.from(published).rooms.size());
        published.setLineage("ours");
        assertEquals(Optional.of("ours"), published.lineage());
    }

    @Test
    void theSameSettingsLeaveTheStoreAlone() throws Exception {
        follow();
        RoomStore store = published;
        follow();
        assertSame(store, published);
    }

    @Test
    void modeAndIntervalChangeWithoutReopening() throws Exception {
        follow();
        RoomStore store = published;
        follow("db_mode", "1", "flush_interval", "3600000");
        assertSame(store, published);
        assertTrue(write(store, created(ROOM)).isDone(), "written behind");
        follow("db_mode", "2");
        assertSame(store, published);
        assertEquals(1, Loaded.from(store).rooms.size());
    }

    @Test
    void anotherUrlOpensAnotherDatabaseAndTheWayBackFindsTheFirst() throws Exception {
        follow();
        RoomStore first = published;
        durable(write(first, created(ROOM)));

        follow("db_url", "jdbc:derby:other;create=true");
        assertNotSame(first, published);
        assertEquals(0, Loaded.from(published).rooms.size());
        assertTrue(refusal(write(first, created(ROOM))).endsWith("the store is closed"));
        assertFalse(Files.exists(data.resolve("derby/imc/db.lck")), "the first one is shut down");

        follow();
        assertEquals(1, Loaded.from(published).rooms.size());
    }

    @Test
    void otherTablesAreOpenedInTheSameDatabase() throws Exception {
        follow();
        durable(write(published, created(ROOM)));
        follow("rooms_table", "conf_rooms", "members_table", "conf_members");
        assertEquals(0, Loaded.from(published).rooms.size());
        durable(write(published, created(ROOM), created("sip:b@x")));
        follow();
        assertEquals(1, Loaded.from(published).rooms.size());
    }

    @Test
    void aDatabaseThatCannotBeOpenedLeavesTheOldOneInForce() throws Exception {
        follow();
        RoomStore store = published;
        Derby bad = new Derby(data.resolve("bad"));
        bad.execute("CREATE TABLE imc_rooms (id INTEGER)");

        assertTrue(refused("db_url", bad.url()).contains("no column"));

        assertSame(store, published);
        durable(write(store, created(ROOM)));
        bad.shutDown();
    }

    @Test
    void ifJpaFailsTheOldDatabaseIsOpenAgain() throws Exception {
        boolean[] broken = {false};
        StoreKeeper breaking = keeper(new BuilderThatCanBreak(broken));
        breaking.follow(settings());
        breaking.publish();
        published = services.current;
        durable(write(published, created(ROOM)));
        broken[0] = true;

        assertThrows(StoreException.class, () -> breaking.follow(settings("db_url", "jdbc:derby:other;create=true")));
        breaking.publish();
        published = services.current;

        assertEquals(1, Loaded.from(published).rooms.size());
        breaking.close();
        new Derby(data.resolve("other")).shutDown();
    }

    @Test
    void aDirectoryThatAnotherProcessHasOpenIsRefusedAndNamed() throws Exception {
        Path directory = data.resolve("derby/imc");
        try (LockHolder other = new LockHolder(directory)) {
            assertEquals("the database directory " + directory + " is in use by another process; stop that process, "
                    + "or choose another data directory or db_url", refused());
            assertFalse(keeper.isOpen());
        }
        follow();
        assertTrue(keeper.isOpen());
    }

    @Test
    void aDirectoryThatCannotBeMadeIsRefusedAndNamed() throws Exception {
        Files.writeString(data.resolve("file"), "a file where a directory should be");
        String sentence = refused("db_url", "jdbc:derby:file/imc;create=true");
        assertTrue(sentence.contains(data.resolve("file").toString()), sentence);
        assertTrue(sentence.contains("cannot be made"), sentence);
    }

    @Test
    void withoutItsDriverADatabaseWaits() throws Exception {
        follow();
        drivers.remove(Derby.FACTORY);
        assertTrue(withoutDriver().contains("org.apache.derby.jdbc.EmbeddedDriver"));
        assertNull(published);
        assertFalse(keeper.isOpen());

        drivers.add(Derby.FACTORY, Derby.REFERENCE);
        follow();
        durable(write(published, created(ROOM)));
    }

    @Test
    void aDriverWhoseBundleIsNotStartedIsNotTouchedAndTheBundleIsNamed() throws Exception {
        follow();
        framework.hindrance = "the bundle derby is not started";
        assertTrue(keeper.hasLostItsDriver());
        String sentence = withoutDriver();
        assertTrue(sentence.endsWith("and the bundle derby is not started"), sentence);
        assertNull(published);

        framework.hindrance = null;
        follow();
        durable(write(published, created(ROOM)));
    }

    @Test
    void aUrlWithoutADriverIsRefusedWithoutItsPassword() throws Exception {
        follow();
        RoomStore store = published;
        String sentence = withoutDriver("db_url", "postgres://imc:secret@db.example.com/imc");
        assertTrue(sentence.contains("org.postgresql.Driver"), sentence);
        assertTrue(sentence.contains("copy optional/postgresql-*.jar to bundle/"), sentence);
        assertFalse(sentence.contains("secret"), sentence);
        assertSame(store, published);
    }

    @Test
    void inMemoryOnlyNothingIsReadOrWritten() throws Exception {
        follow();
        durable(write(published, created(ROOM)));
        follow("db_mode", "0");
        durable(write(published, created("sip:b@x")));
        assertEquals(0, Loaded.from(published).rooms.size());
        assertFalse(Files.exists(data.resolve("derby/imc/db.lck")), "the database is closed");
        follow();
        assertEquals(1, Loaded.from(published).rooms.size());
    }
}
