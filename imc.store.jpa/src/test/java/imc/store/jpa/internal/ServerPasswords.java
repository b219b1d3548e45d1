package imc.store.jpa.internal;

import static imc.store.kit.Changes.ROOM;
import static imc.store.kit.Changes.created;
import static imc.store.kit.Changes.durable;
import static imc.store.kit.Changes.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import imc.api.store.StoreException;
import imc.store.jpa.internal.connection.Connections;
import imc.store.jpa.internal.database.Database;
import imc.store.jpa.internal.store.JpaRoomStore;
import imc.store.jpa.internal.store.StoreFigures;
import imc.store.jpa.internal.work.Timers;
import imc.store.kit.DatabaseServer;
import imc.store.kit.Loaded;
import imc.store.kit.Servers;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Users and passwords of any characters, on a server that asks for them. */
@ExtendWith(Servers.class)
abstract class ServerPasswords {

    /** As Azure calls users. */
    private static final String USER = "imc@server";
    private static final String EVERYTHING = IntStream.rangeClosed(' ', '~').mapToObj(Character::toString)
            .collect(Collectors.joining()).strip() + "\u00fc\u20ac";

    private final DatabaseServer server;
    private String database;

    ServerPasswords(DatabaseServer server) {
        this.server = server;
    }

    /** The statements that make a user who may do everything in this database, in place of one that was there. */
    abstract String[] user(String name, String password, String database);

    @BeforeEach
    void createDatabase() throws Exception {
        database = server.createDatabase();
        server.execute(database, user(USER, EVERYTHING, database));
    }

    private String url(String login) {
        return server.url(database).replaceFirst("//.*@127", "//" + Matcher.quoteReplacement(login) + "@127");
    }

    private void opens(String url) throws Exception {
        Connections connections = OnServer.connections(server, url);
        connections.prepare(Derby.TABLES);
        try (JpaRoomStore store = new JpaRoomStore(new Database(connections, Derby.TABLES, Derby.JPA),
                new StoreFigures(), () -> { }, Timers.SYSTEM)) {
            durable(write(store, created(ROOM)));
            assertEquals(1, Loaded.from(store).rooms.size());
        }
    }

    @Test
    void everyPrintableCharacterMayStandAsItIs() throws Exception {
        opens(url(USER + ":" + EVERYTHING));
    }

    @Test
    void everyCharacterMayBeEscaped() throws Exception {
        opens(url(escaped(USER) + ":" + escaped(EVERYTHING)));
    }

    private static String escaped(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Test
    void aWrongOneIsNotInWhatTheServerSaysOfIt() {
        String url = url(USER + ":wr0ng@" + EVERYTHING);
        String why = assertThrows(StoreException.class,
                () -> OnServer.connections(server, url).prepare(Derby.TABLES)).getMessage();
        assertFalse(why.contains("wr0ng"), why);
        assertFalse(why.contains("ABCDEF"), why);
    }
}
