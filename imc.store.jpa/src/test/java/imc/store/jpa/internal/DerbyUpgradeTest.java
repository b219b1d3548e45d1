package imc.store.jpa.internal;

import static imc.store.kit.Changes.ROOM;
import static imc.store.kit.Changes.created;
import static imc.store.kit.Changes.createdPrivate;
import static imc.store.kit.Changes.durable;
import static imc.store.kit.Changes.invited;
import static imc.store.kit.Changes.property;
import static imc.store.kit.Changes.put;
import static imc.store.kit.Changes.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.Role;
import imc.api.store.StoreException;
import imc.store.jpa.internal.connection.Connections;
import imc.store.jpa.internal.connection.DatabaseUrl;
import imc.store.jpa.internal.database.Database;
import imc.store.jpa.internal.store.JpaRoomStore;
import imc.store.jpa.internal.store.StoreFigures;
import imc.store.jpa.internal.work.Timers;
import imc.store.kit.Loaded;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.sql.Driver;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.service.jdbc.DataSourceFactory;

/** A database that Derby 10.14 made, which servers had before, and what becomes of it. */
class DerbyUpgradeTest {

    private static final String OTHER = "sip:chat-001@example.com";

    /** The engine of 10.14, beside ours in this process. */
    private static URLClassLoader oldClasses;
    private static DataSourceFactory old;

    @TempDir
    Path data;

    @BeforeAll
    static void loadOldEngine() throws Exception {
        oldClasses = new URLClassLoader(new URL[] {Path.of(System.getProperty("imc.derby.old")).toUri().toURL()},
                ClassLoader.getPlatformClassLoader());
        Driver driver = (Driver) oldClasses.loadClass("org.apache.derby.jdbc.EmbeddedDriver").getConstructor()
                .newInstance();
        assertEquals("10.14", driver.getMajorVersion() + "." + driver.getMinorVersion());
        old = new DriverFactory(() -> driver);
    }

    @AfterAll
    static void unloadOldEngine() throws IOException {
        oldClasses.close();
    }

    /** Something that is done with the open store. */
    @FunctionalInterface
    private interface Work {
        void with(JpaRoomStore store) throws Exception;
    }

    private void open(DataSourceFactory engine, String attributes, Work work) throws Exception {
        Connections connections = new Connections(
                DatabaseUrl.parse("jdbc:derby:" + data.resolve("imc") + attributes), engine, () -> true);
        try {
            connections.prepare(Derby.TABLES);
            try (JpaRoomStore store = new JpaRoomStore(new Database(connections, Derby.TABLES, Derby.JPA),
                    new StoreFigures(), () -> { }, Timers.SYSTEM)) {
                work.with(store);
            }
        } finally {
            connections.shutDown();
        }
    }

    @BeforeEach
    void makeOldDatabase() throws Exception {
        open(old, ";create=true", store -> {
            store.setLineage("since 10.14");
            durable(write(store, created(ROOM), put(ROOM, "sip:a@x", Role.OWNER), put(ROOM, "sip:b@x", Role.MEMBER),
                    property(ROOM, "topic", "Friday"), property(ROOM, "sip:b@x", "mute", "yes")));
            durable(write(store, createdPrivate(OTHER), put(OTHER, "sip:b@x", Role.OWNER),
                    invited(OTHER, "sip:c@x", "sip:b@x")));
        });
    }

    private static void assertAllIsThere(JpaRoomStore store) throws StoreException {
        Loaded loaded = Loaded.from(store);
        assertEquals(List.of(), loaded.damages);
        assertEquals(Optional.of("since 10.14"), store.lineage());
        assertEquals("sip:a@x OWNER, sip:b@x MEMBER", loaded.members(ROOM));
        assertEquals(Map.of("topic", "Friday"), loaded.properties(ROOM));
        assertEquals(Map.of("mute", "yes"), loaded.properties(ROOM, "sip:b@x"));
        assertEquals("sip:b@x OWNER, sip:c@x INVITED", loaded.members(OTHER));
        assertTrue(loaded.room(OTHER).isPrivate());
    }

    @Test
    @DisplayName("it is used as it is: all is there, what is written is kept, and the old Derby can go on with it")
    void asItIs() throws Exception {
        open(Derby.FACTORY, ";create=true", store -> {
            assertAllIsThere(store);
            durable(write(store, created("sip:chat-new@example.com"),
                    put("sip:chat-new@example.com", "sip:d@x", Role.OWNER)));
        });
        open(old, ";create=true", store -> {
            assertAllIsThere(store);
            assertEquals("sip:d@x OWNER", Loaded.from(store).members("sip:chat-new@example.com"));
        });
    }

    @Test
    @DisplayName("with upgrade=true it gets the new format: all is there, and the old Derby refuses it by name")
    void upgraded() throws Exception {
        open(Derby.FACTORY, ";upgrade=true", DerbyUpgradeTest::assertAllIsThere);
        open(Derby.FACTORY, ";create=true", DerbyUpgradeTest::assertAllIsThere);
        String why = assertThrows(StoreException.class, () -> open(old, ";create=true", store -> { })).getMessage();
        assertTrue(why.startsWith("the database directory " + data.resolve("imc") + " cannot be opened"), why);
        assertTrue(why.contains("10.16"), why);
    }
}
