package imc.store.jpa.internal;

import static imc.store.kit.Changes.ROOM;
import static imc.store.kit.Changes.created;
import static imc.store.kit.Changes.durable;
import static imc.store.kit.Changes.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.Content;
import imc.api.SipAddress;
import imc.api.archive.ArchivedMessage;
import imc.api.archive.MessageArchive;
import imc.api.auth.Credentials;
import imc.api.auth.UserStore;
import imc.api.location.BindingStore;
import imc.api.location.StoredBinding;
import imc.api.offline.OfflineMessage;
import imc.api.offline.OfflineStore;
import imc.api.store.StoreException;
import imc.store.jpa.internal.connection.Connections;
import imc.store.jpa.internal.connection.DatabaseUrl;
import imc.store.jpa.internal.further.FurtherStores;
import imc.store.jpa.internal.further.FurtherTables;
import imc.store.jpa.internal.further.NoBindings;
import imc.store.jpa.internal.store.JpaRoomStore;
import imc.store.jpa.internal.work.Timers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How users, bindings and messages that wait share the database with each other and with the rooms. */
class FurtherStoresTest {

    private static final SipAddress ALICE = SipAddress.parse("sip:alice@example.com");
    private static final String MD5 = "0".repeat(32);

    @TempDir
    Path data;

    private final HangingDriver driver = new HangingDriver();
    private final HeldTimers timers = new HeldTimers();
    private Derby derby;
    private Connections connections;
    private FurtherStores stores;

    @BeforeEach
    void create() {
        derby = new Derby(data.resolve("imc"));
        EmptyDerby.copyTo(derby.directory());
        connections = new Connections(DatabaseUrl.parse(derby.url()), new DriverFactory(() -> driver), () -> true);
    }

    @AfterEach
    void shutDown() {
        driver.goOn();
        stores.close();
        derby.shutDown();
    }

    private void open(Timers on) throws Exception {
        stores = FurtherStores.on(connections, Derby.TABLES, FurtherTables.prepare(connections, Derby.TABLES), on);
    }

    private <S> S store(Class<S> type) {
        return type.cast(stores.services().get(type));
    }

    static StoredBinding binding(String ruid) {
        return new StoredBinding(ruid, ALICE, "<sip:a@b>", "sip:a@b", 1000, Instant.EPOCH, "c", 1, "", "", 0, "",
                Optional.empty(), false, List.of());
    }

    static OfflineMessage message(String text) {
        return new OfflineMessage(ALICE, ALICE, ALICE, Content.text(text), Map.of(), Instant.EPOCH, Instant.MAX);
    }

    static ArchivedMessage said(String text) {
        return new ArchivedMessage(ALICE, ALICE, "alice", Content.text(text), Instant.EPOCH);
    }

    static Credentials credentials(String md5) {
        return new Credentials(ALICE, Optional.of(md5), Optional.of("1".repeat(64)));
    }

    static <T> T done(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    static String refusal(CompletionStage<?> stage) {
        return assertThrows(StoreException.class, () -> {
            try {
                done(stage);
            } catch (ExecutionException e) {
                throw e.getCause();
            }
        }).getMessage();
    }

    private static List<String> ruids(BindingStore bindings) throws Exception {
        List<String> ruids = new ArrayList<>();
        done(bindings.load(binding -> ruids.add(binding.ruid())));
        return ruids.stream().sorted().toList();
    }

    @Test
    @DisplayName("what comes during a commit shares the next one, and a bad batch among it fails alone and whole")
    void group() throws Exception {
        open(Timers.SYSTEM);
        BindingStore bindings = store(BindingStore.class);
        ruids(bindings);
        int before = driver.commits();
        driver.hang();
        List<CompletionStage<Void>> stages = new ArrayList<>(List.of(bindings.write(List.of(binding("a")), List.of())));
        driver.awaitHanging();
        for (int i = 0; i < 100; i++) {
            stages.add(bindings.write(List.of(binding("a" + i)), List.of()));
        }
        driver.goOn();
        for (CompletionStage<Void> stage : stages) {
            done(stage);
        }
        assertEquals(2, driver.commits() - before);

        driver.hang();
        CompletionStage<Void> first = bindings.write(List.of(), ruids(stages.size()));
        driver.awaitHanging();
        CompletionStage<Void> good = bindings.write(List.of(binding("good")), List.of());
        CompletionStage<Void> bad = bindings.write(List.of(binding("half"), binding("x".repeat(65))), List.of());
        CompletionStage<Void> better = bindings.write(List.of(binding("better")), List.of());
        driver.goOn();
        done(first);
        done(good);
        assertTrue(refusal(bad).startsWith("cannot keep 2 bindings and remove 0: "), refusal(bad));
        done(better);
        assertEquals(List.of("better", "good"), ruids(bindings));
    }

    @Test
    @DisplayName("a hundred who ask at once for much are answered in groups whose answers are bounded")
    void answers() throws Exception {
        open(Timers.SYSTEM);
        MessageArchive archive = store(MessageArchive.class);
        List<CompletionStage<Void>> said = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            said.add(archive.append(said("x".repeat(32_000))));
        }
        for (CompletionStage<Void> each : said) {
            done(each);
        }
        driver.hang();
        List<CompletionStage<List<ArchivedMessage>>> asked = new ArrayList<>();
        asked.add(archive.last(ALICE, Optional.empty(), 100));
        driver.awaitHanging();
        for (int i = 0; i < 100; i++) {
            asked.add(archive.last(ALICE, Optional.empty(), 100));
        }
        int before = driver.commits();
        driver.goOn();
        for (CompletionStage<List<ArchivedMessage>> each : asked) {
            assertEquals(8, done(each).size(), "as many as have 256 kB");
        }
        assertEquals(25, driver.commits() - before, "four have 1 MB, and what is around it");
    }

    private static List<String> ruids(int count) {
        List<String> ruids = new ArrayList<>(List.of("a"));
        for (int i = 0; i < count; i++) {
            ruids.add("a" + i);
        }
        return ruids;
    }

    @Test
    @DisplayName("while the database hangs, closing waits for so long, and then each stage has failed")
    void hanging() throws Exception {
        open(timers);
        done(store(OfflineStore.class).counts());
        driver.hang();
        List<CompletionStage<?>> stages = new ArrayList<>();
        stages.add(store(OfflineStore.class).keep(List.of(message("1"))));
        driver.awaitHanging();
        stages.add(store(OfflineStore.class).first(ALICE, 1));
        stages.add(store(UserStore.class).find(ALICE));
        stages.add(store(BindingStore.class).write(List.of(binding("a")), List.of()));

        CompletableFuture<Void> closed = CompletableFuture.runAsync(stores::close);
        timers.until("closed", () -> closed.isDone() ? "it is" : null);

        assertTrue(stages.stream().allMatch(stage -> stage.toCompletableFuture().isDone()));
        assertEquals("cannot keep 1 messages: the database did not take it in time", refusal(stages.get(0)));
        assertEquals("cannot read the messages that wait for " + ALICE + ": the database did not take it in time",
                refusal(stages.get(1)));
        assertTrue(refusal(stages.get(2)).startsWith("cannot find the user " + ALICE + ": "), refusal(stages.get(2)));
        assertTrue(refusal(stages.get(3)).startsWith("cannot keep 1 bindings and remove 0: "), refusal(stages.get(3)));
        assertEquals("cannot find the user " + ALICE + ": the store is closed",
                refusal(store(UserStore.class).find(ALICE)));
    }

    @Test
    @DisplayName("what was answered is there after a crash, and a connection that was lost is no matter")
    void crash() throws Exception {
        open(Timers.SYSTEM);
        done(store(UserStore.class).add(credentials(MD5)));
        done(store(BindingStore.class).write(List.of(binding("a")), List.of()));
        done(store(OfflineStore.class).keep(List.of(message("1"))));
        done(store(MessageArchive.class).append(said("1")));
        Path copy = data.resolve("copy");
        EmptyDerby.copy(derby.directory(), copy);

        derby.shutDown();
        assertEquals(Optional.of(credentials(MD5)), done(store(UserStore.class).find(ALICE)));
        assertEquals(List.of("a"), ruids(store(BindingStore.class)));
        assertEquals(Map.of(ALICE, 1), done(store(OfflineStore.class).counts()));
        assertEquals(1, done(store(MessageArchive.class).count(ALICE)));
        stores.close();
        derby.shutDown();

        derby = new Derby(copy);
        connections = derby.connections();
        open(Timers.SYSTEM);
        assertEquals(Optional.of(credentials(MD5)), done(store(UserStore.class).find(ALICE)));
        assertEquals(List.of("a"), ruids(store(BindingStore.class)));
        assertEquals(1, done(store(OfflineStore.class).first(ALICE, 10)).size());
        assertEquals(1, done(store(MessageArchive.class).count(ALICE)));
    }

    @Test
    @DisplayName("a binding that waits for somebody's lock holds up neither the rooms nor users nor messages")
    void apart() throws Exception {
        open(Timers.SYSTEM);
        try (JpaRoomStore rooms = derby.open(); Connection other = derby.connections().getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("LOCK TABLE imc_location IN EXCLUSIVE MODE");
            CompletionStage<Void> waits = store(BindingStore.class).write(List.of(binding("a")), List.of());

            durable(write(rooms, created(ROOM)));
            assertTrue(done(store(UserStore.class).add(credentials(MD5))));
            done(store(OfflineStore.class).keep(List.of(message("1"))));

            assertFalse(waits.toCompletableFuture().isDone());
            other.rollback();
            done(waits);
        }
    }

    @Test
    @DisplayName("of a users' table that has no more than it needs, no more is written; without a hash nobody is found")
    void subscriber() throws Exception {
        derby.execute("CREATE TABLE subscriber (username CHAR(64), domain CHAR(64), ha1 CHAR(64), more INTEGER)",
                "INSERT INTO subscriber VALUES ('alice', 'example.com', 'ABCDEF0123456789ABCDEF0123456789', 7), "
                        + "('bob', 'example.com', 'secret', 7), ('carol', 'example.com', NULL, 7), ('a b', '', '', 7)");
        try (LogLines log = new LogLines()) {
            open(Timers.SYSTEM);
            UserStore users = store(UserStore.class);
            assertEquals(Optional.of("abcdef0123456789abcdef0123456789"),
                    done(users.find(ALICE)).orElseThrow().md5());
            assertEquals(Optional.empty(), done(users.find(SipAddress.parse("sip:bob@example.com"))));
            assertEquals(Optional.empty(), done(users.find(SipAddress.parse("sip:carol@example.com"))));
            assertTrue(log.toString().contains("The user sip:bob@example.com has no hash in the column ha1"),
                    log.toString());
            assertFalse(log.toString().contains("carol"), "it is said once");
            assertFalse(log.toString().contains("secret"), "it may be a password");
            assertEquals(3, done(users.list(0, 10)).size());
            assertTrue(done(users.replace(credentials(MD5))));
        }
        assertEquals(1, derby.number("SELECT COUNT(*) FROM subscriber WHERE more = 7 AND ha1 = '" + MD5 + "'"));
    }

    @Test
    @DisplayName("a table that is somebody else's leaves out its store, which is said, and nothing else")
    void foreign() throws Exception {
        derby.execute("CREATE TABLE subscriber (id INTEGER, email VARCHAR(64))");
        try (LogLines log = new LogLines()) {
            open(Timers.SYSTEM);
            assertTrue(log.toString().contains("No users are kept: the table subscriber has no column '"),
                    log.toString());
        }
        assertFalse(stores.services().containsKey(UserStore.class));
        done(store(BindingStore.class).write(List.of(binding("a")), List.of()));
        done(store(OfflineStore.class).keep(List.of(message("1"))));
    }

    @Test
    @DisplayName("without a database, or without a table for them, nobody waits for bindings: there are none")
    void noBindings() throws Exception {
        derby.execute("CREATE TABLE imc_location (id INTEGER, email VARCHAR(64))");
        open(Timers.SYSTEM);
        for (FurtherStores none : List.of(FurtherStores.none(), stores)) {
            BindingStore bindings = (BindingStore) none.services().get(BindingStore.class);
            done(bindings.write(List.of(binding("a")), List.of()));
            List<StoredBinding> kept = new ArrayList<>();
            done(bindings.load(kept::add));
            assertEquals(List.of(), kept);
            String[] warnings = (String[]) ((NoBindings) bindings).properties().get("imc.warnings");
            assertEquals(none == stores ? "registrations are kept in memory alone: the table imc_location cannot be"
                    + " used, as the log says" : "null", warnings == null ? "null" : warnings[0]);
        }
    }
}
