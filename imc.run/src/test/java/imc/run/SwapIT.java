package imc.run;

import static imc.run.support.Clients.hears;
import static imc.run.support.Clients.phone;
import static imc.run.support.Clients.say;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import imc.check.Phone;
import imc.check.SipText;
import imc.run.support.Amount;
import imc.run.support.Curator;
import imc.run.support.Directories;
import imc.run.support.FelixServer;
import imc.run.support.Result;
import imc.store.kit.PostgreSqlServer;
import imc.store.kit.Servers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

/**
 * The store is swapped while people chat and rooms change. The number of rounds, of up to six swaps each, is the
 * system property {@code imc.swap.rounds}; 17 make a hundred swaps.
 */
class SwapIT {

    private static final int ROUNDS = Amount.of("imc.swap.rounds", 3);
    private static final String JPA = "imc.store.jpa";
    private static final String MEMORY = "imc.store.memory";
    private static final Map<String, String> DERBY = Map.of();

    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    @Test
    @DisplayName("every message reaches every member once and in order while the store is swapped, and no change is "
            + "lost")
    void swaps() throws Exception {
        try (FelixServer server = new FelixServer();
                DatabaseOrNone postgres = DatabaseOrNone.start();
                Phone alice = phone("alice", "udp", server.sipPort());
                Phone bob = phone("bob", "udp", server.sipPort());
                Phone carol = phone("carol", "tcp", server.sipPort());
                Phone dave = phone("dave", "udp", server.sipPort());
                Phone erin = phone("erin", "udp", server.sipPort());
                Phone frank = phone("frank", "udp", server.sipPort())) {
            optional(server);
            Curator curator = new Curator("chat-4");
            curator.begin(frank);
            say(alice, "chat-1", "#create private");
            say(alice, "chat-1", "#add bob");
            say(alice, "chat-1", "#add carol");
            say(alice, "chat-2", "#create");
            forget(alice, bob, carol);

            int[] sent = {0};
            Thread messages = loading(() -> chat(alice, ++sent[0], bob, carol));
            boolean[] joined = {false};
            Thread changes = loading(() -> {
                if (dave.message("chat-2", joined[0] ? "#leave" : "#join").status() == 200) {
                    joined[0] = !joined[0];
                }
            });
            Thread features = loading(() -> {
                curator.once(frank);
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
            });
            int swaps = 0;
            for (int round = 0; round < ROUNDS && failure.get() == null; round++) {
                swaps += round(server, postgres);
            }
            ended.set(true);
            messages.join();
            changes.join();
            features.join();
            if (failure.get() != null) {
                throw new AssertionError("the load failed", failure.get());
            }
            System.out.println(swaps + " swaps, " + sent[0] + " messages, " + curator.number() + " uses of features"
                    + (postgres.url().isEmpty()
                    ? ", without PostgreSQL, which is not installed" : ""));
            nothingElse(bob, carol);
            String room = listed(server, "chat-2");
            assertEquals(joined[0], room.contains("sip:dave@127.0.0.1"), room);
            curator.compare(server.shell("imc:room chat-4"));
            say(alice, "chat-2", "#add erin");
            hears(erin, "*** [erin] has joined the room");
            assertTrue(listed(server, "chat-2").contains("sip:erin@127.0.0.1"));
            List<String> rooms = Stream.of("chat-1", "chat-2").map(name -> listed(server, name)).toList();
            server.restart();
            assertEquals(rooms, Stream.of("chat-1", "chat-2").map(name -> listed(server, name)).toList());
            curator.compare(server.shell("imc:room chat-4"));
        }
    }

    /** Says something and waits until both members have it: the load is as high as everybody can follow. */
    private static void chat(Phone speaker, int number, Phone... members) throws Exception {
        say(speaker, "chat-1", "message " + number);
        for (Phone member : members) {
            hears(member, "[alice]: message " + number);
        }
    }

    private static void nothingElse(Phone... phones) throws Exception {
        for (Phone phone : phones) {
            say(phone, "chat-1", "#end");
            hears(phone, "*** Invalid command 'end' (send '#help' for help)");
        }
    }

    @Test
    @DisplayName("one configuration file moves the rooms from Derby to PostgreSQL while people chat")
    void migration() throws Exception {
        try (FelixServer server = new FelixServer();
                DatabaseOrNone postgres = DatabaseOrNone.start();
                Phone alice = phone("alice", "udp", server.sipPort());
                Phone bob = phone("bob", "tcp", server.sipPort())) {
            assumeTrue(postgres.url().isPresent(), "PostgreSQL is not installed");
            optional(server);
            say(alice, "chat-1", "#create private");
            say(alice, "chat-1", "#add bob");
            hears(bob, "*** [bob] has joined the room");
            say(alice, "chat-2", "#create");
            forget(alice, bob);
            int[] sent = {0};
            Thread messages = loading(() -> chat(alice, ++sent[0], bob));

            server.conf().write(JPA, Map.of("db_url", postgres.url().get()));
            awaitRooms(postgres, 2);

            ended.set(true);
            messages.join();
            assertNull(failure.get());
            nothingElse(bob);
            awaitServing(server, JPA);
            say(alice, "chat-3", "#create");
            awaitRooms(postgres, 3);
            String members = listed(server, "chat-1");
            server.restart();
            assertEquals(members, listed(server, "chat-1"));
        }
    }

    private static void awaitRooms(DatabaseOrNone postgres, int rooms) {
        long deadline = System.nanoTime() + 60_000_000_000L;
        long found = -1;
        while (found != rooms) {
            try {
                found = postgres.server().orElseThrow().number(postgres.database(), "select count(*) from imc_rooms");
            } catch (SQLException e) {
                assertTrue(e.getMessage().contains("imc_rooms"), e::getMessage);
            }
            assertTrue(System.nanoTime() < deadline, found + " rooms are in PostgreSQL, not " + rooms);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    /** What a load does again and again. */
    @FunctionalInterface
    private interface Load {
        void once() throws Exception;
    }

    private Thread loading(Load load) {
        Thread thread = new Thread(() -> {
            try {
                while (!ended.get() && failure.get() == null) {
                    load.once();
                }
            } catch (Throwable e) {
                failure.compareAndSet(null, e);
            }
        });
        thread.start();
        return thread;
    }

    private static int round(FelixServer server, DatabaseOrNone postgres) {
        Bundle jpa = server.bundle(JPA);
        for (String line : List.of("felix:stop ", "felix:start ", "felix:update ")) {
            run(server, line + jpa.getBundleId());
        }
        awaitServing(server, JPA);
        run(server, "imc:swapStore " + MEMORY);
        awaitServing(server, MEMORY);
        if (postgres.url().isEmpty()) {
            run(server, "imc:swapStore " + JPA);
            awaitServing(server, JPA);
            return 4;
        }
        moveTo(server, Map.of("db_url", postgres.url().get()));
        run(server, "imc:swapStore " + MEMORY);
        awaitServing(server, MEMORY);
        moveTo(server, DERBY);
        return 6;
    }

    /** While memory serves: the store opens the other database, appears with it, and takes over by its ranking. */
    private static void moveTo(FelixServer server, Map<String, String> configuration) {
        server.conf().write(JPA, configuration);
        awaitServing(server, JPA);
    }

    private static void run(FelixServer server, String line) {
        Result result = server.shell(line);
        assertEquals(0, result.code(), () -> line + ": " + result);
    }

    private static void awaitServing(FelixServer server, String store) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        String found = server.shell("imc:store").out();
        while (found.lines().noneMatch(line -> line.matches("serving\\s+" + store))) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(store + " does not serve: " + found);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            found = server.shell("imc:store").out();
        }
    }

    private static String listed(FelixServer server, String room) {
        return server.shell("imc:listMembers " + room).out();
    }

    /** Installs what the distribution has for whoever wants it. */
    private static void optional(FelixServer server) throws IOException, BundleException {
        try (Stream<Path> jars = Files.list(Directories.DISTRIBUTION.resolve("optional"))) {
            for (Path jar : jars.toList()) {
                server.context().installBundle(jar.toUri().toString()).start();
            }
        }
    }

    /** Takes what arrived so far. */
    private static void forget(Phone... phones) throws Exception {
        for (Phone phone : phones) {
            say(phone, "chat-1", "#forget");
            for (String text = ""; !text.contains("Invalid command 'forget'");) {
                SipText message = phone.next(20_000);
                assertNotNull(message, "the answer to a command that there is not");
                text = message.bodyText();
            }
        }
    }

    /**
     * A database on a PostgreSQL server, if this machine has one.
     *
     * @param url as Kamailio writes it; empty where there is no server
     */
    private record DatabaseOrNone(Optional<PostgreSqlServer> server, String database, Optional<String> url)
            implements AutoCloseable {

        static DatabaseOrNone start() throws InterruptedException, SQLException {
            PostgreSqlServer server;
            try {
                server = new PostgreSqlServer();
            } catch (IOException e) {
                assertNull(System.getenv(Servers.REQUIRED), e::getMessage);
                return new DatabaseOrNone(Optional.empty(), "", Optional.empty());
            }
            String database = server.createDatabase();
            return new DatabaseOrNone(Optional.of(server), database, Optional.of(server.url(database)));
        }

        @Override
        public void close() throws IOException {
            if (server.isPresent()) {
                server.get().close();
            }
        }
    }
}
