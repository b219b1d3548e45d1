package imc.store.jpa.internal;

import static imc.store.kit.Changes.ROOM;
import static imc.store.kit.Changes.created;
import static imc.store.kit.Changes.durable;
import static imc.store.kit.Changes.property;
import static imc.store.kit.Changes.put;
import static imc.store.kit.Changes.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import imc.api.Role;
import imc.api.store.StoreException;
import imc.store.jpa.internal.store.JpaRoomStore;
import imc.store.jpa.internal.tables.TableNames;
import imc.store.kit.Loaded;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaTest {

    @TempDir
    Path data;

    private Derby derby;

    @BeforeEach
    void create() {
        derby = new Derby(data.resolve("imc"));
    }

    @AfterEach
    void shutDown() {
        derby.shutDown();
    }

    private String refusal() {
        return assertThrows(StoreException.class, derby::open).getMessage();
    }

    @Test
    void aMissingColumnIsNamed() throws Exception {
        derby.execute("CREATE TABLE imc_rooms (id INTEGER, name VARCHAR(64), flag INTEGER)");
        assertEquals("the table imc_rooms has no column 'domain'; it has [flag, id, name]", refusal());
    }

    @Test
    void aColumnOfAnotherTypeIsNamed() throws Exception {
        derby.execute("CREATE TABLE imc_members (id INTEGER, username VARCHAR(64), domain VARCHAR(64), "
                + "room VARCHAR(64), flag DOUBLE)");
        assertEquals("the column 'flag' of the table imc_members should hold whole numbers, but is of type DOUBLE",
                refusal());
    }

    @Test
    void textInPlaceOfANumberIsNamedToo() throws Exception {
        derby.execute("CREATE TABLE imc_rooms (id INTEGER, name INTEGER, domain VARCHAR(64), flag INTEGER)");
        assertEquals("the column 'name' of the table imc_rooms should hold text, but is of type INTEGER", refusal());
    }

    @Test
    void onlyTheMissingTableIsMade() throws Exception {
        derby.open().close();
        derby.execute("INSERT INTO imc_rooms (name, domain, flag) VALUES ('chat-000', 'example.com', 1)",
                "DROP TABLE imc_members");
        try (JpaRoomStore store = derby.open()) {
            durable(write(store, put(ROOM, "sip:a@x", Role.OWNER)));
            assertEquals("sip:a@x OWNER", Loaded.from(store).members(ROOM));
        }
    }

    @Test
    void aDatabaseFromBeforeThereWerePropertiesGetsTheirTables() throws Exception {
        try (JpaRoomStore store = derby.open()) {
            durable(write(store, created(ROOM), put(ROOM, "sip:a@x", Role.OWNER)));
        }
        derby.execute("DROP TABLE imc_rooms_properties", "DROP TABLE imc_members_properties");
        try (JpaRoomStore store = derby.open()) {
            durable(write(store, property(ROOM, "topic", "t"), property(ROOM, "sip:a@x", "mute", "m")));
        }
        try (JpaRoomStore store = derby.open()) {
            Loaded loaded = Loaded.from(store);
            assertEquals("sip:a@x OWNER", loaded.members(ROOM));
            assertEquals(Map.of("topic", "t"), loaded.properties(ROOM));
            assertEquals(Map.of("mute", "m"), loaded.properties(ROOM, "sip:a@x"));
        }
    }

    @Test
    void theTablesMayHaveOtherNamesBothOrOne() throws Exception {
        for (TableNames tables : new TableNames[] {new TableNames("conf_rooms", "conf_people"),
            new TableNames("conf_rooms2", "imc_members"), new TableNames("imc_rooms", "Conf_People2")}) {
            try (JpaRoomStore store = derby.open(tables)) {
                durable(write(store, created(ROOM), put(ROOM, "sip:a@x", Role.OWNER)));
                durable(write(store, put(ROOM, "sip:a@x", Role.ADMIN)));
                assertEquals("sip:a@x ADMIN", Loaded.from(store).members(ROOM));
            }
            assertEquals(1, derby.number("SELECT COUNT(*) FROM " + tables.rooms()));
            assertEquals(2, derby.number("SELECT flag FROM " + tables.members()));
        }
    }

    @Test
    void aTableWithASimilarNameIsNotTakenForOurs() throws Exception {
        derby.execute("CREATE TABLE imcXrooms (id INTEGER)");
        derby.open().close();
        assertEquals(0, derby.number("SELECT COUNT(*) FROM imc_rooms"));
    }

    @Test
    void ourTablesTakeEachRoomAndEachMemberOnce() throws Exception {
        derby.open().close();
        String row = "INSERT INTO imc_members (username, domain, room, flag) VALUES ('a', 'x', 'sip:r@x', 0)";
        derby.execute(row);
        assertEquals("23505", assertThrows(SQLException.class, () -> derby.execute(row)).getSQLState());
    }
}
