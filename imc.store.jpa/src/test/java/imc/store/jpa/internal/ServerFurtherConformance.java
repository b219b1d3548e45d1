package imc.store.jpa.internal;

import static imc.store.jpa.internal.FurtherStoresTest.binding;
import static imc.store.jpa.internal.FurtherStoresTest.done;
import static imc.store.jpa.internal.FurtherStoresTest.message;
import static imc.store.jpa.internal.FurtherStoresTest.refusal;
import static imc.store.jpa.internal.FurtherStoresTest.said;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.SipAddress;
import imc.api.archive.MessageArchive;
import imc.api.auth.Credentials;
import imc.api.auth.UserStore;
import imc.api.location.BindingStore;
import imc.api.offline.OfflineStore;
import imc.store.jpa.internal.connection.Connections;
import imc.store.kit.DatabaseServer;
import imc.store.kit.Servers;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The same on a database server, and what is on servers alone: Kamailio's tables, and a server that is killed. */
@ExtendWith(Servers.class)
abstract class ServerFurtherConformance extends FurtherConformance {

    private static final SipAddress ALICE = SipAddress.parse("sip:alice@example.com");
    private static String database;

    private final DatabaseServer server;
    private final String id;

    /** @param id how Kamailio makes the column that numbers the rows */
    ServerFurtherConformance(DatabaseServer server, String id) {
        this.server = server;
        this.id = id;
    }

    @AfterAll
    static void forgetDatabase() {
        database = null;
    }

    @Override
    Connections connections() throws Exception {
        if (database == null) {
            database = server.createDatabase();
        }
        return OnServer.connections(server, server.url(database));
    }

    private void execute(String sql) throws Exception {
        connections();
        server.execute(database, sql.formatted(tables().subscriber()));
    }

    private long count(String where) throws Exception {
        return server.number(database, "SELECT COUNT(*) FROM " + tables().subscriber() + " WHERE " + where);
    }

    private static String hash(char digit, int length) {
        return String.valueOf(digit).repeat(length);
    }

    private static Credentials credentials(SipAddress user, char md5, char sha256) {
        return new Credentials(user, Optional.of(hash(md5, 32)), Optional.of(hash(sha256, 64)));
    }

    @Test
    void kamailiosUsersAreOursAndAPasswordThatItChangesIsTheOnlyOne() throws Exception {
        // Kamailio 4's table, which has all columns of the newer ones
        execute("CREATE TABLE %s (id " + id + """
                 PRIMARY KEY NOT NULL, username VARCHAR(64) DEFAULT '' NOT NULL,
                domain VARCHAR(64) DEFAULT '' NOT NULL, password VARCHAR(25) DEFAULT '' NOT NULL,
                email_address VARCHAR(64) DEFAULT '' NOT NULL, ha1 VARCHAR(64) DEFAULT '' NOT NULL,
                ha1b VARCHAR(64) DEFAULT '' NOT NULL, rpid VARCHAR(64) DEFAULT NULL, UNIQUE (username, domain))""");
        execute("INSERT INTO %s (username, domain, password, email_address, ha1, ha1b) VALUES "
                + "('alice', 'example.com', 'secret', 'a@example.com', '" + hash('1', 32) + "', '"
                + hash('2', 32) + "'),"
                + "('bob', 'example.com', 'secret', '', '', '')");
        UserStore users = open(UserStore.class);
        try {
            SipAddress bob = SipAddress.parse("sip:bob@example.com");
            assertEquals(new Credentials(ALICE, Optional.of(hash('1', 32)), Optional.empty()),
                    done(users.find(ALICE)).orElseThrow());
            assertEquals(Optional.empty(), done(users.find(bob)));
            assertFalse(done(users.add(credentials(bob, '3', '4'))), "he is there");
            assertEquals(List.of(ALICE, bob), done(users.list(0, 10)));

            assertTrue(done(users.replace(credentials(ALICE, '3', '4'))));
            assertTrue(done(users.replace(credentials(bob, '5', '6'))));
            assertTrue(done(users.add(credentials(SipAddress.parse("sip:carol@example.com"), '7', '8'))));
            assertEquals(Optional.of(credentials(ALICE, '3', '4')), done(users.find(ALICE)));
            assertEquals(3, count("password = '' AND ha1b = ''"));
            assertEquals(1, count("username = 'alice' AND email_address = 'a@example.com' AND ha1 = '"
                    + hash('3', 32) + "'"));

            execute("UPDATE %s SET ha1 = '" + hash('9', 32) + "' WHERE username = 'alice'");
            assertEquals(Optional.of(new Credentials(ALICE, Optional.of(hash('9', 32)), Optional.empty())),
                    done(users.find(ALICE)));
            execute("UPDATE %s SET ha1 = '' WHERE username = 'alice'");
            assertEquals(Optional.empty(), done(users.find(ALICE)));
            assertEquals(Optional.empty(), done(users.find(SipAddress.parse("sip:Bob@example.com"))));
        } finally {
            close();
        }
    }

    @Test
    void whatWasAnsweredWhenTheServerWasKilledIsThereWhenItIsBack() throws Exception {
        UserStore users = open(UserStore.class);
        BindingStore bindings = store(BindingStore.class);
        OfflineStore offline = store(OfflineStore.class);
        MessageArchive archive = store(MessageArchive.class);
        AtomicInteger answered = new AtomicInteger();
        AtomicBoolean killed = new AtomicBoolean();
        CompletableFuture<Void> underWay = new CompletableFuture<>();
        Thread writer = new Thread(() -> {
            try {
                for (int i = 1; !killed.get(); i++) {
                    done(users.add(credentials(SipAddress.parse("sip:u" + i + "@x"), '1', '2')));
                    done(bindings.write(List.of(binding("a" + i), binding("b" + i)), List.of()));
                    done(offline.keep(List.of(message("1"), message("2"))));
                    done(archive.append(said("1")));
                    answered.set(i);
                    if (i == 10) {
                        underWay.complete(null);
                    }
                }
            } catch (ExecutionException e) {
                // The server was killed, as it should be.
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
        writer.start();
        try {
            done(underWay);
            server.kill();
            killed.set(true);
            writer.join();
            assertTrue(refusal(users.find(ALICE)).startsWith("cannot find the user " + ALICE + ": "));
            server.start();

            int least = answered.get();
            int found = done(users.list(0, 10_000)).size();
            AtomicInteger loaded = new AtomicInteger();
            done(bindings.load(binding -> loaded.incrementAndGet()));
            int waiting = done(offline.counts()).get(ALICE);
            int said = done(archive.count(ALICE));
            assertTrue(found == least || found == least + 1, found + " users, " + least + " answered");
            assertTrue(loaded.get() == 2 * least || loaded.get() == 2 * least + 2, loaded + " bindings");
            assertTrue(waiting == 2 * least || waiting == 2 * least + 2, waiting + " messages");
            assertTrue(said == least || said == least + 1, said + " that were said");
        } finally {
            server.start();
            close();
        }
    }
}
