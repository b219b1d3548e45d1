package imc.store.jpa.internal;

import static imc.store.kit.Changes.ROOM;
import static imc.store.kit.Changes.created;
import static imc.store.kit.Changes.durable;
import static imc.store.kit.Changes.put;
import static imc.store.kit.Changes.refusal;
import static imc.store.kit.Changes.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.Role;
import imc.api.store.RoomStore;
import imc.store.jpa.internal.connection.Connections;
import imc.store.jpa.internal.connection.DatabaseUrl;
import imc.store.jpa.internal.database.Database;
import imc.store.jpa.internal.store.JpaRoomStore;
import imc.store.jpa.internal.store.StoreFigures;
import imc.store.kit.Loaded;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.derby.jdbc.EmbeddedDriver;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The end of a store whose database has hung since some commit: it comes in time, and nobody waits for ever. */
class HangingDatabaseTest {

    private static final String LATE = " was not written: the database did not take it in time";

    @TempDir
    Path data;

    private final HangingDriver driver = new HangingDriver();
    private final DriverFactory factory = new DriverFactory(() -> driver);
    private final HeldTimers timers = new HeldTimers();

    /** One batch that is being committed, and two behind it. */
    private List<CompletableFuture<Void>> written(RoomStore store) throws Exception {
        driver.hang();
        CompletableFuture<Void> first = write(store, put(ROOM, "sip:a@x", Role.OWNER));
        driver.awaitHanging();
        return List.of(first, write(store, put(ROOM, "sip:b@x", Role.MEMBER)), write(store, created("sip:second@x")));
    }

    private static void assertRefused(List<CompletableFuture<Void>> stages) throws Exception {
        assertEquals("a change of [" + ROOM + "]" + LATE, refusal(stages.get(0)));
        assertEquals("a change of [" + ROOM + "]" + LATE, refusal(stages.get(1)));
        assertEquals("a change of [sip:second@x]" + LATE, refusal(stages.get(2)));
    }

    private static boolean areDone(List<CompletableFuture<Void>> stages) {
        return stages.stream().allMatch(CompletableFuture::isDone);
    }

    /** The commit that hung is there, what waited behind it is not, and that is what is served. */
    private static void assertServed(RoomStore store, Derby derby) throws Exception {
        Loaded loaded = Loaded.from(store);
        assertEquals("sip:a@x OWNER", loaded.members(ROOM));
        assertEquals(1, loaded.rooms.size());
        assertEquals("1 1", derby.number("SELECT COUNT(*) FROM imc_rooms") + " "
                + derby.number("SELECT COUNT(*) FROM imc_members"));
    }

    @Test
    @DisplayName("the writer is waited for so long; then each stage fails, and what hung is in the table or not")
    void store() throws Exception {
        Derby derby = new Derby(data.resolve("imc"));
        EmptyDerby.copyTo(derby.directory());
        Connections connections = new Connections(DatabaseUrl.parse(derby.url()), factory, () -> true);
        connections.prepare(Derby.TABLES);
        JpaRoomStore store = new JpaRoomStore(new Database(connections, Derby.TABLES, Derby.JPA), new StoreFigures(),
                () -> { }, timers);
        durable(write(store, created(ROOM)));
        List<CompletableFuture<Void>> stages = written(store);

        CompletableFuture<Void> closed = CompletableFuture.runAsync(store::close);
        timers.untilAwaited(1);
        timers.pass(10);
        assertRefused(stages);
        assertFalse(closed.isDone(), "the database is closed when it goes on, or after a moment");
        driver.goOn();
        closed.get(30, TimeUnit.SECONDS);
        assertTrue(refusal(write(store, created("sip:third@x"))).endsWith("the store is closed"));

        connections.shutDown();
        try (JpaRoomStore again = derby.open()) {
            assertServed(again, derby);
        } finally {
            derby.shutDown();
        }
    }

    @Test
    @DisplayName("the component is gone in time, each stage has failed by then, and the next one serves what is there")
    void component() throws Exception {
        Derby derby = new Derby(data.resolve("derby/imc"));
        EmptyDerby.copyTo(derby.directory());
        ServiceRegistry services = new ServiceRegistry(data);
        StoreComponent component = component(services);
        RoomStore store = services.next();
        durable(write(store, created(ROOM)));
        List<CompletableFuture<Void>> stages = written(store);

        CompletableFuture<Boolean> gone = CompletableFuture.supplyAsync(() -> {
            component.deactivate();
            return areDone(stages);
        });
        timers.untilAwaited(2);
        timers.pass(5);
        assertTrue(gone.get(30, TimeUnit.SECONDS), "each stage is complete when the component is gone");
        assertRefused(stages);
        driver.goOn();

        StoreComponent next = component(services);
        try {
            // the first one, whose end comes behind our back, leaves the database to us
            assertServed(timers.until("the store is open again", services.registered::poll), derby);
        } finally {
            next.deactivate();
        }
    }

    private StoreComponent component(ServiceRegistry services) {
        StoreComponent component = new StoreComponent(services.context(), Map.of(), Derby.JPA, new NoFramework(),
                timers, fault -> { });
        component.addDriver(factory, NoFramework.reference(EmbeddedDriver.class));
        component.activate();
        return component;
    }
}
