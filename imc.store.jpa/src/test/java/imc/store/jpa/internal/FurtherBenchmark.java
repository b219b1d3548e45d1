package imc.store.jpa.internal;

import static imc.store.jpa.internal.FurtherStoresTest.done;

import imc.api.Content;
import imc.api.SipAddress;
import imc.api.auth.Credentials;
import imc.api.auth.UserStore;
import imc.api.location.BindingStore;
import imc.api.location.StoredBinding;
import imc.api.offline.OfflineMessage;
import imc.api.offline.OfflineStore;
import imc.api.sip.Flow;
import imc.store.jpa.internal.connection.Connections;
import imc.store.jpa.internal.further.FurtherStores;
import imc.store.jpa.internal.further.FurtherTables;
import imc.store.jpa.internal.work.Timers;
import imc.store.kit.DatabaseServer;
import imc.store.kit.MariaDbServer;
import imc.store.kit.PostgreSqlServer;
import imc.store.kit.Servers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** How long bindings, messages that wait and users take; not run by itself, as its name does not end in Test. */
@ExtendWith(Servers.class)
class FurtherBenchmark {

    private static final int BINDINGS = Amount.of("imc.benchmark.bindings", 10_000);
    private static final int MESSAGES = Amount.of("imc.benchmark.messages", 100_000);
    private static final int USERS = 10_000;
    private static final int THREADS = 8;

    @TempDir
    Path data;

    @Test
    void derby() throws Exception {
        Derby derby = new Derby(data.resolve("imc"));
        EmptyDerby.copyTo(derby.directory());
        measure("Derby", derby.connections());
        derby.shutDown();
    }

    @Test
    void postgreSql(PostgreSqlServer server) throws Exception {
        onServer("PostgreSQL", server);
    }

    @Test
    void mariaDb(MariaDbServer server) throws Exception {
        onServer("MariaDB", server);
    }

    private void onServer(String name, DatabaseServer server) throws Exception {
        server.sync();
        measure(name, OnServer.connections(server, server.url(server.createDatabase())));
    }

    /** What is timed. */
    @FunctionalInterface
    private interface Work {
        void run() throws Exception;
    }

    private void timed(String what, int count, Work work) throws Exception {
        long start = System.nanoTime();
        work.run();
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        System.out.printf("%-40s %,9d ms %,10d a second%n", what, millis, count * 1000L / Math.max(1, millis));
    }

    private void measure(String name, Connections connections) throws Exception {
        try (FurtherStores stores = FurtherStores.on(connections, Derby.TABLES,
                FurtherTables.prepare(connections, Derby.TABLES), Timers.SYSTEM)) {
            bindings(name, (BindingStore) stores.services().get(BindingStore.class));
            messages(name, (OfflineStore) stores.services().get(OfflineStore.class));
            users(name, (UserStore) stores.services().get(UserStore.class));
        }
    }

    private long bytes() throws IOException {
        try (Stream<Path> files = Files.walk(data)) {
            return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
        }
    }

    private void bindings(String name, BindingStore store) throws Exception {
        long before = bytes();
        for (String round : List.of("new", "refreshed")) {
            timed(name + ", bindings " + round + ", by 100", BINDINGS, () -> {
                for (int from = 0; from < BINDINGS; from += 100) {
                    List<StoredBinding> batch = new ArrayList<>();
                    for (int i = from; i < from + 100; i++) {
                        batch.add(binding(i));
                    }
                    done(store.write(batch, List.of()));
                }
            });
        }
        AtomicLong loaded = new AtomicLong();
        timed(name + ", bindings loaded", BINDINGS, () -> done(store.load(binding -> loaded.incrementAndGet())));
        System.out.printf("%s: %,d loaded, %,d bytes of files more%n", name, loaded.get(), bytes() - before);
    }

    private static StoredBinding binding(int i) {
        String uri = "sip:user" + i + "@192.0.2." + i % 250 + ":5060;transport=tcp";
        return new StoredBinding("uloc-6750f3a1-3e8-" + i, SipAddress.parse("sip:user" + i + "@example.com"),
                "<" + uri + ">;+sip.instance=\"<urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6>\"", uri, 1000,
                Instant.now(), "843817637684230@998sdasdh09", 1826, "Linphone/3.6.1 (eXosip2/4.1.0)",
                "<urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6>", 1, "192.0.2.1",
                Optional.of(new Flow("tcp", "192.0.2.1", 5060, i)), false, List.of());
    }

    private void messages(String name, OfflineStore store) throws Exception {
        long before = bytes();
        timed(name + ", messages kept, 8 threads", MESSAGES, () -> {
            List<Thread> threads = new ArrayList<>();
            for (int t = 0; t < THREADS; t++) {
                int number = t;
                threads.add(new Thread(() -> keep(store, number)));
            }
            threads.forEach(Thread::start);
            for (Thread thread : threads) {
                thread.join();
            }
        });
        timed(name + ", messages counted", MESSAGES, () -> done(store.counts()));
        timed(name + ", messages read, by 100", MESSAGES, () -> {
            for (SipAddress receiver : done(store.counts()).keySet()) {
                done(store.first(receiver, 100));
            }
        });
        System.out.printf("%s: %,d bytes of files more%n", name, bytes() - before);
        timed(name + ", messages expired", MESSAGES, () -> done(store.expire(Instant.MAX)));
    }

    /** A call a message, of which 100 are on their way. */
    private static void keep(OfflineStore store, int number) {
        try {
            for (int i = 0; i < MESSAGES / THREADS; i += 100) {
                SipAddress receiver = SipAddress.parse("sip:user" + number + "-" + i + "@example.com");
                List<CompletionStage<Void>> stages = new ArrayList<>();
                for (int j = i; j < i + 100; j++) {
                    stages.add(store.keep(List.of(message(receiver, j))));
                }
                for (CompletionStage<Void> stage : stages) {
                    done(stage);
                }
            }
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static OfflineMessage message(SipAddress receiver, int i) {
        return new OfflineMessage(receiver, SipAddress.parse("sip:chat-000@example.com"),
                SipAddress.parse("sip:alice@example.com"), Content.text("[alice]: " + i + " a message of about a "
                        + "hundred characters, as people send them to each other all day long"),
                Map.of("In-Reply-To", "843817637684230@998sdasdh09", "Date", "Thu, 26 Nov 2026 18:00:00 GMT"),
                Instant.now(), Instant.now().plusSeconds(600));
    }

    private static SipAddress user(int i) {
        return SipAddress.parse("sip:user" + i + "@example.com");
    }

    private static void users(String name, UserStore store) throws Exception {
        List<CompletionStage<Boolean>> added = new ArrayList<>();
        for (int i = 0; i < USERS; i++) {
            added.add(store.add(new Credentials(user(i), Optional.of("0".repeat(32)), Optional.of("1".repeat(64)))));
        }
        for (CompletionStage<Boolean> each : added) {
            done(each);
        }
        for (int senders : new int[] {1, THREADS}) {
            for (int warm = 0; warm < 2; warm++) {
                find(name, store, senders);
            }
        }
    }

    private static void find(String name, UserStore store, int senders) throws Exception {
        long start = System.nanoTime();
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < senders; t++) {
            int number = t;
            threads.add(new Thread(() -> {
                try {
                    for (int i = number; i < USERS; i += senders) {
                        done(store.find(user(i)));
                    }
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
            }));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        System.out.printf("%-40s %,10d a second%n", name + ", users found by " + senders,
                USERS * 1_000_000_000L / (System.nanoTime() - start));
    }
}
