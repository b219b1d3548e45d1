package imc.store.jpa.internal;

import static imc.store.kit.Changes.ROOM;
import static imc.store.kit.Changes.created;
import static imc.store.kit.Changes.durable;
import static imc.store.kit.Changes.put;
import static imc.store.kit.Changes.refusal;
import static imc.store.kit.Changes.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.Role;
import imc.api.store.RoomStore;
import imc.store.kit.DatabaseServer;
import imc.store.kit.Loaded;
import imc.store.kit.Servers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.osgi.service.jdbc.DataSourceFactory;

/** The component with a database server that fails and comes back. */
@ExtendWith(Servers.class)
abstract class ServerFaults {

    private final DatabaseServer server;
    private final DataSourceFactory factory;
    /** What the server says of a wrong password. */
    private final String wrongPassword;
    private String database;
    private final HeldTimers timers = new HeldTimers();
    private ServiceRegistry services;
    private LogLines log;
    private StoreComponent component;

    @TempDir
    Path data;

    ServerFaults(DatabaseServer server, String wrongPassword) {
        this.server = server;
        this.factory = new DriverFactory(server::driver);
        this.wrongPassword = wrongPassword;
    }

    @BeforeEach
    void createDatabase() throws Exception {
        database = server.createDatabase();
        services = new ServiceRegistry(data);
        log = new LogLines();
    }

    @AfterEach
    void deactivate() throws Exception {
        component.deactivate();
        log.close();
        server.start();
        assertFalse(log.toString().contains(DatabaseServer.PASSWORD), "the password is in the log");
    }

    private void activate(String url) {
        component = new StoreComponent(services.context(), Map.of("db_url", url), Derby.JPA, new NoFramework(),
                timers, fault -> { });
        component.addDriver(factory, NoFramework.reference(server.driver().getClass()));
        component.activate();
    }

    @Test
    void aServerThatIsDownAtTheStartIsSaidToBeAndTriedAgainUntilItIsThere() throws Exception {
        server.kill();
        activate(server.url(database));
        timers.untilSo("it is tried again", () -> log.toString().contains("until that is mended; next try in 2 s"));
        assertTrue(log.toString().contains("imc:***@127.0.0.1"), log.toString());
        assertNull(services.registered.poll());

        server.start();

        RoomStore store = timers.until("a store is registered", () -> services.registered.poll());
        durable(write(store, created(ROOM)));
        assertEquals(1, Loaded.from(store).rooms.size());
    }

    @Test
    void aWrongPasswordIsSaidToBeWithoutShowingItAndTheRightOneIsTaken() throws Exception {
        activate(server.url(database, "wr0ng"));
        log.await("next try in 1 s");
        assertTrue(log.toString().contains(wrongPassword), log.toString());
        assertFalse(log.toString().contains("wr0ng"), log.toString());
        assertNull(services.registered.poll());

        component.modified(Map.of("db_url", server.url(database)));

        durable(write(services.next(), created(ROOM)));
    }

    @Test
    void aDatabaseThatIsNotThereIsNamed() throws Exception {
        activate(server.url("nowhere"));
        log.await("next try in 1 s");
        assertTrue(log.toString().contains("nowhere"), log.toString());
    }

    @Test
    void aServerThatGoesDownIsFoundAgainAndNothingThatWasAnsweredIsLost() throws Exception {
        activate(server.url(database));
        RoomStore store = services.next();
        durable(write(store, created(ROOM), put(ROOM, "sip:a@x", Role.OWNER)));

        server.kill();
        String why = refusal(write(store, put(ROOM, "sip:b@x", Role.MEMBER)));
        assertTrue(why.startsWith("a change of [" + ROOM + "] was not written: "), why);
        log.await("The database is away: 1 batches of changes were not written");
        server.start();

        durable(write(store, put(ROOM, "sip:c@x", Role.MEMBER)));
        assertEquals("sip:a@x OWNER, sip:c@x MEMBER", Loaded.from(store).members(ROOM));
    }

    @Test
    void whatWasAnsweredWhileTheServerWasKilledIsThere() throws Exception {
        activate(server.url(database));
        RoomStore store = services.next();
        List<String> answered = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch underWay = new CountDownLatch(200);
        AtomicBoolean killed = new AtomicBoolean();
        List<Thread> writers = new ArrayList<>();
        for (int w = 0; w < 8; w++) {
            String prefix = "sip:w" + w + "-";
            writers.add(new Thread(() -> {
                try {
                    for (int i = 0; !killed.get(); i++) {
                        String room = prefix + i + "@x";
                        durable(write(store, created(room), put(room, "sip:a@x", Role.OWNER),
                                put(room, "sip:b@x", Role.MEMBER)));
                        answered.add(room);
                        underWay.countDown();
                    }
                } catch (ExecutionException e) {
                    // The server was killed, as it should be.
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
            }));
        }
        writers.forEach(Thread::start);
        underWay.await();
        server.kill();
        killed.set(true);
        server.start();
        for (Thread writer : writers) {
            writer.join();
        }

        Loaded loaded = Loaded.from(store);
        for (String room : answered) {
            assertTrue(loaded.has(room), room + " was answered and is gone");
        }
        loaded.rooms.forEach((room, kept) -> assertEquals(2, kept.members().size(), room + " is half there"));
        assertEquals(List.of(), loaded.damages);
    }

    @ParameterizedTest
    @EnumSource(value = CommitCutter.Cut.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void aCommitThatIsNotAnsweredIsAnsweredWhenItIsKnown(CommitCutter.Cut cut) throws Exception {
        try (CommitCutter cutter = new CommitCutter(server.url(database))) {
            activate(cutter.url());
            RoomStore store = services.next();
            durable(write(store, created(ROOM), put(ROOM, "sip:a@x", Role.OWNER)));

            cutter.cut(cut);
            CompletableFuture<Void> inDoubt = write(store, put(ROOM, "sip:b@x", Role.MEMBER));
            log.await("The commit of 1 batches of changes is in doubt");
            CompletableFuture<Void> behind = write(store, put(ROOM, "sip:c@x", Role.MEMBER));
            assertFalse(inDoubt.isDone(), "nobody knows yet");
            assertEquals(cut == CommitCutter.Cut.BEFORE_ITS_ANSWER ? 2 : 1,
                    server.number(database, "SELECT COUNT(*) FROM imc_members"));
            cutter.back();

            durable(inDoubt);
            durable(behind);
            assertEquals("sip:a@x OWNER, sip:b@x MEMBER, sip:c@x MEMBER", Loaded.from(store).members(ROOM));
            assertEquals(1, services.figure("store_in_doubt"));
            assertNull(services.unregistered.poll());
        }
    }

    @Test
    void aCommitThatNobodyEverHearsOfMakesTheStoreGoAndComeBackToBeReadAgain() throws Exception {
        try (CommitCutter cutter = new CommitCutter(server.url(database))) {
            activate(cutter.url());
            RoomStore store = services.next();
            durable(write(store, created(ROOM), put(ROOM, "sip:a@x", Role.OWNER)));

            cutter.cut(CommitCutter.Cut.BEFORE_ITS_ANSWER);
            CompletableFuture<Void> lost = write(store, put(ROOM, "sip:b@x", Role.MEMBER));
            timers.untilSo("it is given up", lost::isDone);

            String why = refusal(lost);
            assertTrue(why.contains("nobody knows whether it was"), why);
            assertSame(store, services.unregistered.poll(30, TimeUnit.SECONDS));
            cutter.back();
            RoomStore back = timers.until("the store is back", () -> services.registered.poll());
            assertEquals("sip:a@x OWNER, sip:b@x MEMBER", Loaded.from(back).members(ROOM));
        }
    }
}
