package imc.store.jpa.internal;

import static imc.store.kit.Changes.ROOM;
import static imc.store.kit.Changes.created;
import static imc.store.kit.Changes.createdPrivate;
import static imc.store.kit.Changes.destroyed;
import static imc.store.kit.Changes.durable;
import static imc.store.kit.Changes.invited;
import static imc.store.kit.Changes.property;
import static imc.store.kit.Changes.put;
import static imc.store.kit.Changes.removed;
import static imc.store.kit.Changes.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.Role;
import imc.store.jpa.internal.store.JpaRoomStore;
import imc.store.kit.Loaded;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store on a real Derby database: what the conformance kit, which asks the same of every store, does not ask. */
class JpaRoomStoreTest {

    @TempDir
    Path data;

    private Derby derby;
    private JpaRoomStore store;

    @BeforeEach
    void open() throws Exception {
        derby = new Derby(data.resolve("imc"));
        store = derby.open();
    }

    @AfterEach
    void close() {
        store.close();
        derby.shutDown();
    }

    private Loaded reopened() throws Exception {
        close();
        open();
        return Loaded.from(store);
    }

    @Test
    void anInviterStandsInATableOfItsOwnForAsLongAsTheInvitationIsOpen() throws Exception {
        String count = "SELECT COUNT(*) FROM imc_members_inviters";
        durable(write(store, created(ROOM), put(ROOM, "sip:a@x", Role.OWNER), invited(ROOM, "sip:b@x", "sip:a@x"),
                invited(ROOM, "sip:c@x", "sip:a@x"), invited(ROOM, "sip:d@x", "sip:a@x")));
        assertEquals(3, derby.number(count));
        durable(write(store, put(ROOM, "sip:b@x", Role.MEMBER)));
        assertEquals(2, derby.number(count));
        durable(write(store, removed(ROOM, "sip:c@x")));
        assertEquals(1, derby.number(count));
        durable(write(store, destroyed(ROOM)));
        assertEquals(0, derby.number(count));
    }

    @Test
    void anInviterThatIsNoAddressIsReportedAndTheInvitationStands() throws Exception {
        durable(write(store, created(ROOM), invited(ROOM, "sip:b@x", "sip:a@x")));
        derby.execute("UPDATE imc_members_inviters SET inviter = 'nobody'");
        Loaded loaded = reopened();
        assertEquals("sip:b@x INVITED", loaded.members(ROOM));
        assertTrue(loaded.damages.get(0).startsWith("imc_members_inviters, id 1: "), loaded.damages.toString());
    }

    @Test
    void anInviterThatKamailioLeftBehindDoesNotStandInTheWayOfANewOne() throws Exception {
        durable(write(store, created(ROOM), invited(ROOM, "sip:b@x", "sip:a@x")));
        derby.execute("DELETE FROM imc_members");
        durable(write(store, invited(ROOM, "sip:b@x", "sip:c@x")));
        assertEquals("sip:c@x", reopened().room(ROOM).members().get(0).inviter().orElseThrow().toString());
    }

    @Test
    void propertiesStandInTablesOfTheirOwnForAsLongAsTheirRoomAndMemberAreThere() throws Exception {
        String rooms = "SELECT COUNT(*) FROM imc_rooms_properties";
        String members = "SELECT COUNT(*) FROM imc_members_properties";
        durable(write(store, created(ROOM), put(ROOM, "sip:a@x", Role.OWNER), put(ROOM, "sip:b@x", Role.MEMBER),
                property(ROOM, "topic", "t"), property(ROOM, "sip:a@x", "mute", "1"),
                property(ROOM, "sip:b@x", "mute", "2")));
        durable(write(store, property(ROOM, "topic", "u"), put(ROOM, "sip:a@x", Role.ADMIN)));
        assertEquals("1 2", derby.number(rooms) + " " + derby.number(members));
        durable(write(store, removed(ROOM, "sip:b@x")));
        assertEquals("1 1", derby.number(rooms) + " " + derby.number(members));
        durable(write(store, destroyed(ROOM)));
        assertEquals("0 0", derby.number(rooms) + " " + derby.number(members));
    }

    @Test
    void propertiesOfWhomKamailioRemovedAreNotServedAndNotGivenToWhoComesBack() throws Exception {
        durable(write(store, created(ROOM), put(ROOM, "sip:a@x", Role.OWNER), put(ROOM, "sip:b@x", Role.MEMBER),
                property(ROOM, "sip:a@x", "mute", "1"), property(ROOM, "sip:b@x", "mute", "2")));
        derby.execute("DELETE FROM imc_members WHERE username = 'a'", "UPDATE imc_members SET flag = 8");
        Loaded loaded = reopened();
        assertEquals("", loaded.members(ROOM));
        assertEquals(List.of(), loaded.damages);
        durable(write(store, put(ROOM, "sip:a@x", Role.OWNER), put(ROOM, "sip:b@x", Role.MEMBER)));
        assertEquals(Map.of(), reopened().properties(ROOM, "sip:a@x"));
        assertEquals(Map.of(), reopened().properties(ROOM, "sip:b@x"));
    }

    @Test
    void aRowThatIsNoPropertyIsReportedAndTheOthersAreServed() throws Exception {
        durable(write(store, created(ROOM), put(ROOM, "sip:a@x", Role.OWNER), property(ROOM, "topic", "t"),
                property(ROOM, "wrong", "w"), property(ROOM, "sip:a@x", "mute", "m"),
                property(ROOM, "sip:a@x", "wrong", "w")));
        derby.execute("UPDATE imc_rooms_properties SET name = 'No Name' WHERE name = 'wrong'",
                "UPDATE imc_members_properties SET name = 'No Name' WHERE name = 'wrong'");
        Loaded loaded = reopened();
        assertEquals(Map.of("topic", "t"), loaded.properties(ROOM));
        assertEquals(Map.of("mute", "m"), loaded.properties(ROOM, "sip:a@x"));
        assertEquals(2, loaded.damages.size(), loaded.damages.toString());
        assertTrue(loaded.damages.get(0).startsWith("imc_members_properties, id 2: 'No Name' is no name of a property"),
                loaded.damages.toString());
        assertTrue(loaded.damages.get(1).startsWith("imc_rooms_properties, id 2: "), loaded.damages.toString());
    }

    @Test
    void whatWasAnsweredIsThereAfterACrash() throws Exception {
        durable(write(store, createdPrivate(ROOM), put(ROOM, "sip:a@x", Role.OWNER)));

        // The files as a crash at this moment would leave them.
        Derby crashed = new Derby(data.resolve("crashed"));
        EmptyDerby.copy(derby.directory(), crashed.directory());
        try (JpaRoomStore recovered = crashed.open()) {
            Loaded loaded = Loaded.from(recovered);
            assertEquals("sip:a@x OWNER", loaded.members(ROOM));
            assertTrue(loaded.room(ROOM).isPrivate());
        } finally {
            crashed.shutDown();
        }
    }

    @Test
    void writtenBehindIsAnsweredAtOnceAndWrittenAtTheLatestWhenTheStoreCloses() throws Exception {
        store.late(TimeUnit.HOURS.toMillis(1));
        assertTrue(write(store, created(ROOM)).isDone());
        assertEquals(0, derby.number("SELECT COUNT(*) FROM imc_rooms"));

        assertEquals(1, reopened().rooms.size());
    }

    @Test
    void aLoadSeesWhatWasAnsweredBefore() throws Exception {
        store.late(TimeUnit.HOURS.toMillis(1));
        write(store, created(ROOM));
        assertEquals(1, Loaded.from(store).rooms.size());
    }

    @Test
    void writtenBehindIsWrittenAfterTheInterval() throws Exception {
        store.late(TimeUnit.HOURS.toMillis(1));
        write(store, created(ROOM));
        store.late(1);
        CompletableFuture<Void> written = new CompletableFuture<>();
        new Thread(() -> {
            try {
                while (derby.number("SELECT COUNT(*) FROM imc_rooms") == 0) {
                    Thread.onSpinWait();
                }
                written.complete(null);
            } catch (Exception e) {
                written.completeExceptionally(e);
            }
        }).start();
        durable(written);
    }

    @Test
    void aDatabaseThatWentAwayIsFoundAgain() throws Exception {
        durable(write(store, created(ROOM)));
        derby.shutDown();
        durable(write(store, put(ROOM, "sip:a@x", Role.OWNER)));
        assertEquals("sip:a@x OWNER", reopened().members(ROOM));
    }

    @Test
    void aClosedStoreLeavesNoThreadBehind() {
        store.close();
        assertTrue(Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("imc.store.jpa")));
    }

    @Test
    void theLockIsGoneAfterAShutdown() {
        close();
        assertFalse(Files.exists(derby.directory().resolve("db.lck")));
    }
}
