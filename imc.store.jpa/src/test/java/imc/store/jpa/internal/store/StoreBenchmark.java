package imc.store.jpa.internal.store;

import static imc.store.kit.Changes.created;
import static imc.store.kit.Changes.durable;
import static imc.store.kit.Changes.put;
import static imc.store.kit.Changes.removed;

import imc.api.Role;
import imc.api.Room;
import imc.api.store.Change;
import imc.api.store.RoomReceiver;
import imc.store.jpa.internal.Amount;
import imc.store.jpa.internal.Derby;
import imc.store.jpa.internal.OnServer;
import imc.store.jpa.internal.connection.Connections;
import imc.store.jpa.internal.database.Database;
import imc.store.jpa.internal.work.Timers;
import imc.store.kit.DatabaseServer;
import imc.store.kit.MariaDbServer;
import imc.store.kit.PostgreSqlServer;
import imc.store.kit.Servers;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Figures, none of which is asserted. Not run with the tests; README.md says how to run it. */
@ExtendWith(Servers.class)
class StoreBenchmark {

    private static final int SECONDS = Amount.of("imc.benchmark.seconds", 5);
    private static final int ROOMS = Amount.of("imc.benchmark.rooms", 100_000);
    private static final int MEMBERS = 10;

    @TempDir
    Path data;

    private final PostgreSqlServer postgreSql;
    private final MariaDbServer mariaDb;

    StoreBenchmark(PostgreSqlServer postgreSql, MariaDbServer mariaDb) throws Exception {
        postgreSql.sync();
        mariaDb.sync();
        this.postgreSql = postgreSql;
        this.mariaDb = mariaDb;
    }

    @Test
    void durableCommandsPerSecond() throws Exception {
        for (int group : new int[] {1, GroupWriter.GROUP}) {
            Derby derby = new Derby(data.resolve("commands" + group));
            run("Derby", derby.connections(), group);
            derby.shutDown();
            for (DatabaseServer server : List.of(postgreSql, mariaDb)) {
                run(server.name(), OnServer.connections(server, server.url(server.createDatabase())), group);
            }
        }
    }

    private static void run(String name, Connections connections, int group) throws Exception {
        connections.prepare(Derby.TABLES);
        StoreFigures figures = new StoreFigures();
        try (JpaRoomStore store = new JpaRoomStore(new Database(connections, Derby.TABLES, Derby.JPA), figures, group,
                () -> { }, Timers.SYSTEM)) {
            // Once to warm up.
            for (int senders : new int[] {16, 1, 16, 256}) {
                double perSecond = commandsPerSecond(store, senders);
                System.out.printf("%-10s %-22s %3d senders: %,8.0f durable commands/s%n", name,
                        group == 1 ? "one commit per command" : "group commit", senders, perSecond);
            }
        }
    }

    /** Each sender has a room of its own, in which somebody joins and leaves, each as soon as the last is durable. */
    private static double commandsPerSecond(JpaRoomStore store, int senders) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        AtomicLong commands = new AtomicLong();
        CountDownLatch ended = new CountDownLatch(senders);
        long start = System.nanoTime();
        long end = start + TimeUnit.SECONDS.toNanos(SECONDS);
        for (int i = 0; i < senders; i++) {
            String room = "sip:chat-" + i + "@example.com";
            durable(store.write(List.of(created(room), put(room, "sip:alice@example.com", Role.OWNER)))
                    .toCompletableFuture());
            step(store, room, true, threads, commands, end, ended);
        }
        ended.await();
        threads.shutdown();
        return commands.get() / ((System.nanoTime() - start) / 1e9);
    }

    private static void step(JpaRoomStore store, String room, boolean joins, ExecutorService threads,
            AtomicLong commands, long end, CountDownLatch ended) {
        Change change = joins ? put(room, "sip:bob@example.com", Role.MEMBER) : removed(room, "sip:bob@example.com");
        store.write(List.of(change)).thenRunAsync(() -> {
            commands.incrementAndGet();
            if (System.nanoTime() < end) {
                step(store, room, !joins, threads, commands, end, ended);
            } else {
                ended.countDown();
            }
        }, threads);
    }

    @Test
    void loadOfManyRooms() throws Exception {
        Derby derby = new Derby(data.resolve("load"));
        load("Derby", derby.connections());
        derby.shutDown();
        load("PostgreSQL", OnServer.connections(postgreSql, postgreSql.url(postgreSql.createDatabase())));
        load("MariaDB", OnServer.connections(mariaDb, mariaDb.url(mariaDb.createDatabase())));
    }

    private static void load(String name, Connections connections) throws Exception {
        connections.prepare(Derby.TABLES);
        try (JpaRoomStore store = new JpaRoomStore(new Database(connections, Derby.TABLES, Derby.JPA),
                new StoreFigures(), () -> { }, Timers.SYSTEM)) {
            long start = System.nanoTime();
            fill(store);
            double filled = (System.nanoTime() - start) / 1e9;
            long before = usedHeap();
            List<Room> rooms = new ArrayList<>(ROOMS);
            start = System.nanoTime();
            store.load(new RoomReceiver() {
                @Override
                public void room(Room room) {
                    rooms.add(room);
                }

                @Override
                public void damaged(String where, String why) {
                    throw new AssertionError(where + ": " + why);
                }
            });
            double loaded = (System.nanoTime() - start) / 1e9;
            System.out.printf("%-10s %,d rooms of %d members: written in %.1f s, loaded in %.1f s (%,.0f rooms/s), "
                    + "%,d MB of heap%n", name, rooms.size(), MEMBERS, filled, loaded, rooms.size() / loaded,
                    (usedHeap() - before) >> 20);
        }
    }

    private static void fill(JpaRoomStore store) throws Exception {
        Deque<CompletableFuture<Void>> underWay = new ArrayDeque<>();
        for (int r = 0; r < ROOMS; r++) {
            String room = "sip:chat-" + r + "@example.com";
            List<Change> batch = new ArrayList<>(List.of(created(room)));
            for (int m = 0; m < MEMBERS; m++) {
                batch.add(put(room, "sip:user-" + (r * 7 + m) + "@example.com", m == 0 ? Role.OWNER : Role.MEMBER));
            }
            underWay.add(store.write(batch).toCompletableFuture());
            if (underWay.size() > 2000) {
                durable(underWay.remove());
            }
        }
        for (CompletableFuture<Void> last : underWay) {
            durable(last);
        }
    }

    private static long usedHeap() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
