package imc.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.run.support.Distribution;
import imc.run.support.FelixServer;
import imc.run.support.RefusingStore;
import imc.run.support.Result;
import imc.run.support.TestBundle;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.util.tracker.ServiceTracker;

/** The store in the running server: what is answered is kept, whatever comes and goes around it. Killed: CrashIT. */
class StoreIT {

    private static final long DEADLINE_NANOS = 60_000_000_000L;

    @Test
    @DisplayName("twenty updates of the store leave no class loader behind, but the one that Derby saw first")
    void updatesLeaveNothing() throws Exception {
        try (FelixServer server = new FelixServer()) {
            Bundle store = server.bundle("imc.store.jpa");
            Class<?> row = store.loadClass("imc.store.jpa.internal.tables.RoomRow");
            assertEquals(0, row.getInterfaces().length, row + " is woven, and Aries keeps what weaves it");
            List<WeakReference<ClassLoader>> old = new ArrayList<>();
            row = null;
            for (int i = 0; i < 20; i++) {
                old.add(new WeakReference<>(store.adapt(BundleWiring.class).getClassLoader()));
                server.update(store);
                awaitStore(server);
            }
            long deadline = System.nanoTime() + DEADLINE_NANOS;
            // An exception that Derby keeps for when memory is short has the stack of its first connection in it.
            while (left(old) > 1) {
                assertTrue(System.nanoTime() < deadline, left(old) + " class loaders of 20 are kept");
                System.gc();
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
            }
        }
    }

    private static void awaitStore(FelixServer server) throws InterruptedException {
        ServiceTracker<Object, Object> stores =
                new ServiceTracker<>(server.context(), "imc.api.store.RoomStore", null);
        stores.open(true);
        assertNotNull(stores.waitForService(TimeUnit.NANOSECONDS.toMillis(DEADLINE_NANOS)), "there is no store");
        stores.close();
    }

    private static long left(List<WeakReference<ClassLoader>> loaders) {
        return loaders.stream().filter(loader -> loader.get() != null).count();
    }

    @Test
    @DisplayName("rooms are there after a restart, and after the store was stopped, updated and started")
    void restart() throws Exception {
        try (FelixServer server = new FelixServer()) {
            command(server.sipPort(), "chat-one", "#create");
            server.restart();
            assertRooms(server, "chat-one");

            Bundle store = server.bundle("imc.store.jpa");
            store.stop();
            assertTrue(Files.notExists(server.data().resolve("derby/imc/db.lck")), "others may open the database");
            Result status = server.status();
            assertEquals(5, status.code(), "a server that cannot change rooms is degraded");
            assertTrue(status.out().contains("no store is there that takes the rooms' changes"), status.out());
            store.update();
            store.start();
            command(server.sipPort(), "chat-two", "#create");
            server.restart();
            assertRooms(server, "chat-one", "chat-two");
        }
    }

    @Test
    @DisplayName("a store that refuses everything makes the server degraded and OPTIONS 503 until it takes something")
    void refusing() throws Exception {
        try (FelixServer server = new FelixServer()) {
            server.context().installBundle("test:refusing",
                    TestBundle.of("test.refusing", RefusingStore.class).content()).start();
            awaitStatus(server, status -> server.shell("imc:store").out().contains("serving          test.refusing"));
            Path refuse = Files.createFile(server.data().resolve(RefusingStore.FILE));
            String refused = answer(server.sipPort(), "chat-one", "#create");
            assertTrue(refused.startsWith("SIP/2.0 500"), refused);

            String warning = "warning: the store test.refusing takes no changes: there is no room; chat goes on, ";
            awaitStatus(server, status -> status.code() == 5 && status.out().contains(warning)
                    && status.out().startsWith("imc is degraded: no store is there that takes the rooms' changes\n"));
            String options = request(server.sipPort(), "OPTIONS", "chat-one", "");
            assertTrue(options.startsWith("SIP/2.0 503"), options);
            Files.delete(refuse);
            awaitStatus(server, status -> status.code() == 0 && !status.out().contains("warning"));
        }
    }

    private static void awaitStatus(FelixServer server, Predicate<Result> condition) {
        long deadline = System.nanoTime() + DEADLINE_NANOS;
        Result status = server.status();
        while (!condition.test(status)) {
            assertTrue(System.nanoTime() < deadline, status.toString());
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            status = server.status();
        }
    }

    @Test
    @DisplayName("the database, its driver, JPA and EclipseLink can be stopped and started while rooms change")
    void everyServiceComesAndGoes() throws Exception {
        try (FelixServer server = new FelixServer()) {
            String[] bundles = {"derby", "org.ops4j.pax.jdbc.derby", "org.apache.aries.jpa.container",
                "org.apache.aries.jpa.eclipselink.adapter", "org.eclipse.persistence.jpa"};
            for (int i = 0; i < bundles.length; i++) {
                Bundle bundle = server.bundle(bundles[i]);
                bundle.stop();
                bundle.start();
                server.awaitReady();
                command(server.sipPort(), "chat-" + i, "#create");
            }
            server.restart();
            assertRooms(server, "chat-0", "chat-1", "chat-2", "chat-3", "chat-4");
        }
    }

    @Test
    @DisplayName("another database is opened while the server runs, and a bad one is refused")
    void anotherDatabase() throws Exception {
        try (FelixServer server = new FelixServer()) {
            server.conf().write("imc.store.jpa", Map.of("db_url", "sqlite:///nowhere"));
            server.conf().write("imc.store.jpa", Map.of("db_url", "jdbc:derby:second;create=true"));
            long deadline = System.nanoTime() + DEADLINE_NANOS;
            while (Files.exists(server.data().resolve("derby/imc/db.lck"))) {
                assertTrue(System.nanoTime() < deadline, "the first database is not closed");
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
            }
            command(server.sipPort(), "chat-one", "#create");
            server.restart();
            assertRooms(server, "chat-one");
        }
    }

    @Test
    @DisplayName("a driver that is missing ends run within seconds, and is named with where to have it from")
    void missingDriver() {
        try (Distribution server = new Distribution()) {
            server.conf().write("imc.store.jpa", Map.of("db_url", "postgres://imc:s3cret@127.0.0.1:1/imc"));
            long start = System.nanoTime();

            Result run = server.prepare().imc("run");

            long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
            assertEquals(1, run.code(), run.toString());
            assertTrue(seconds < 60, "it took " + seconds + " s");
            assertTrue(run.err().contains("needs the JDBC driver org.postgresql.Driver, which no started bundle has: "
                    + "copy optional/postgresql-*.jar to bundle/"), run.err());
            assertFalse(run.toString().contains("s3cret"), run.toString());
        }
    }

    @Test
    @DisplayName("a database directory that another server has open ends run with exit code 1 and is named")
    void lockedDirectory() {
        try (FelixServer first = new FelixServer(); Distribution second = new Distribution()) {
            String directory = first.data().resolve("derby/imc").toString();
            second.conf().write("imc.store.jpa", Map.of("db_url", "jdbc:derby:" + directory));

            Result run = second.prepare().imc("run");

            assertEquals(1, run.code(), run.toString());
            assertTrue(run.err().contains("the database directory " + directory + " is in use by another process"),
                    run.err());
        }
    }

    private static void assertRooms(FelixServer server, String... rooms) {
        String listed = server.shell("imc:listRooms").out();
        for (String room : rooms) {
            assertTrue(listed.contains(room), room + " is not listed: " + listed);
        }
    }

    /** Sends a command as a MESSAGE until it is answered 200, since a store that has just come may not serve yet. */
    private static void command(int port, String room, String command) throws IOException {
        long deadline = System.nanoTime() + DEADLINE_NANOS;
        String answer = answer(port, room, command);
        while (!answer.startsWith("SIP/2.0 200")) {
            assertTrue(answer.startsWith("SIP/2.0 5") && System.nanoTime() < deadline,
                    command + " is answered " + answer);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            answer = answer(port, room, command);
        }
    }

    private static String answer(int port, String room, String command) throws IOException {
        return request(port, "MESSAGE", room, command);
    }

    private static String request(int port, String method, String room, String command) throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            // longer than a command may wait for the store: who gave up before would not know that it was done
            socket.setSoTimeout(30_000);
            String id = UUID.randomUUID().toString();
            byte[] request = """
                    %7$s sip:%1$s@127.0.0.1:%2$d SIP/2.0
                    Via: SIP/2.0/UDP 127.0.0.1:%3$d;branch=z9hG4bK%4$s
                    Max-Forwards: 70
                    From: <sip:alice@127.0.0.1:%3$d>;tag=%4$s
                    To: <sip:%1$s@127.0.0.1>
                    Call-ID: %4$s
                    CSeq: 1 %7$s
                    Content-Type: text/plain
                    Content-Length: %5$d

                    %6$s""".formatted(room, port, socket.getLocalPort(), id, command.length(), command, method)
                    .replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
            socket.send(new DatagramPacket(request, request.length, InetAddress.getLoopbackAddress(), port));
            DatagramPacket answer = new DatagramPacket(new byte[65_536], 65_536);
            do {
                socket.receive(answer);
            } while (!text(answer).startsWith("SIP/2.0") || text(answer).startsWith("SIP/2.0 1"));
            return text(answer);
        } catch (SocketTimeoutException e) {
            return "no answer";
        }
    }

    private static String text(DatagramPacket packet) {
        return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
    }
}
