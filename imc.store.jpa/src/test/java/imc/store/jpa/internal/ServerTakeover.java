package imc.store.jpa.internal;

import static imc.store.kit.Changes.ROOM;
import static imc.store.kit.Changes.created;
import static imc.store.kit.Changes.createdPrivate;
import static imc.store.kit.Changes.destroyed;
import static imc.store.kit.Changes.durable;
import static imc.store.kit.Changes.invited;
import static imc.store.kit.Changes.put;
import static imc.store.kit.Changes.removed;
import static imc.store.kit.Changes.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.Role;
import imc.store.jpa.internal.store.JpaRoomStore;
import imc.store.kit.DatabaseServer;
import imc.store.kit.Loaded;
import imc.store.kit.Servers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Tables that Kamailio made and filled on a database server are served as they are, and Kamailio can read them again.
 */
@ExtendWith(Servers.class)
abstract class ServerTakeover {

    private static final String CLOSED = "sip:closed@example.com";

    private final DatabaseServer server;
    private String database;

    ServerTakeover(DatabaseServer server) {
        this.server = server;
    }

    /** The layout of Kamailio's {@code imc-create.sql} for this server. */
    abstract List<String> layout();

    final DatabaseServer server() {
        return server;
    }

    final String database() {
        return database;
    }

    @BeforeEach
    void fill() throws Exception {
        database = server.createDatabase();
        server.execute(database, layout().toArray(String[]::new));
        room("chat-000", 0);
        room("closed", 1);
        room("gone", 2);
        member("plain", ROOM, 0);
        member("owner", ROOM, 1);
        member("admin", ROOM, 2);
        member("invited", ROOM, 4);
        member("deleted", ROOM, 8);
        member("skipped", ROOM, 16);
        member("skippedadmin", ROOM, 18);
        member("alice", CLOSED, 1);
        member("alice", "sip:gone@example.com", 1);
    }

    final void room(String name, int flag) throws Exception {
        server.execute(database, "INSERT INTO imc_rooms (name, domain, flag) VALUES ('" + name + "', 'example.com', "
                + flag + ")");
    }

    final void member(String user, String room, int flag) throws Exception {
        server.execute(database, "INSERT INTO imc_members (username, domain, room, flag) VALUES ('" + user
                + "', 'example.com', '" + room + "', " + flag + ")");
    }

    @Test
    void everyFlagIsServed() throws Exception {
        try (JpaRoomStore store = OnServer.open(server, database)) {
            Loaded loaded = Loaded.from(store);
            assertEquals(2, loaded.rooms.size());
            assertEquals("sip:plain@example.com MEMBER, sip:owner@example.com OWNER, sip:admin@example.com ADMIN, "
                    + "sip:invited@example.com INVITED, sip:skipped@example.com MEMBER, "
                    + "sip:skippedadmin@example.com ADMIN", loaded.members(ROOM));
            assertTrue(loaded.room(CLOSED).isPrivate());
            assertEquals(List.of(), loaded.damages);
            assertEquals("", store.lineage().orElseThrow());
        }
    }

    @Test
    void kamailioReadsWhatBecameOfItsRooms() throws Exception {
        try (JpaRoomStore store = OnServer.open(server, database)) {
            Loaded.from(store);
            store.setLineage("ours");
            durable(write(store, put(ROOM, "sip:invited@example.com", Role.MEMBER),
                    removed(ROOM, "sip:plain@example.com"), put(ROOM, "sip:admin@example.com", Role.OWNER),
                    put(ROOM, "sip:owner@example.com", Role.ADMIN), put(ROOM, "sip:deleted@example.com", Role.MEMBER),
                    invited(ROOM, "sip:new@example.com", "sip:admin@example.com")));
            durable(write(store, destroyed(CLOSED)));
            durable(write(store, createdPrivate("sip:new@example.com"),
                    put("sip:new@example.com", "sip:alice@example.com", Role.OWNER)));
            durable(write(store, created("sip:gone@example.com"),
                    put("sip:gone@example.com", "sip:bob@example.com", Role.OWNER)));
        }
        // The columns that Kamailio selects when it starts.
        assertEquals(List.of("chat-000 example.com 0", "gone example.com 0", "new example.com 1"),
                rows("SELECT name, domain, flag FROM imc_rooms ORDER BY name"));
        assertEquals(List.of("admin example.com 1", "deleted example.com 0", "invited example.com 0",
                "new example.com 4", "owner example.com 2", "skipped example.com 16", "skippedadmin example.com 18"),
                rows("SELECT username, domain, flag FROM imc_members WHERE room = '" + ROOM + "' ORDER BY username"));
        assertEquals(List.of("bob example.com 1"), rows("SELECT username, domain, flag FROM imc_members "
                + "WHERE room = 'sip:gone@example.com'"));
    }

    private List<String> rows(String query) throws Exception {
        try (Connection connection = server.connect(database); Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            List<String> rows = new ArrayList<>();
            while (row.next()) {
                rows.add(row.getString(1) + " " + row.getString(2) + " " + row.getInt(3));
            }
            return rows;
        }
    }
}
