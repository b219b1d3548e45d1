package imc.store.jpa.internal;

import static imc.store.jpa.internal.Changes.ROOM;
import static imc.store.jpa.internal.Changes.created;
import static imc.store.jpa.internal.Changes.createdPrivate;
import static imc.store.jpa.internal.Changes.destroyed;
import static imc.store.jpa.internal.Changes.durable;
import static imc.store.jpa.internal.Changes.put;
import static imc.store.jpa.internal.Changes.refusal;
import static imc.store.jpa.internal.Changes.removed;
import static imc.store.jpa.internal.Changes.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store on a real Derby database. */
class JpaRoomStoreTest {

    private static final String OTHER = "sip:chat-001@example.com";

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
    void anEmptyDatabaseHasNoRooms() throws Exception {
        Loaded loaded = Loaded.from(store);
        assertTrue(loaded.rooms.isEmpty());
        assertEquals(List.of(), loaded.damages);
    }

    @Test
    void aRoomIsThereAfterARestartWithItsMembersAndTheirRolesInTheOrderOfTheirComing() throws Exception {
        durable(write(store, created(ROOM), put(ROOM, "sip:zoe@example.com", Role.OWNER)));
        durable(write(store, put(ROOM, "sip:bob@example.com", Role.ADMIN), put(ROOM, "sip:al@b.org", Role.INVITED)));
        durable(write(store, put(ROOM, "sip:carol@example.com", Role.MEMBER)));

        Loaded loaded = reopened();

        assertEquals("sip:zoe@example.com OWNER, sip:bob@example.com ADMIN, sip:al@b.org INVITED, "
                + "sip:carol@example.com MEMBER", loaded.members(ROOM));
        assertFalse(loaded.room(ROOM).isPrivate());
        assertEquals(List.of(), loaded.damages);
    }

    @Test
    void aPrivateRoomStaysPrivate() throws Exception {
        durable(write(store, createdPrivate(ROOM)));
        assertTrue(reopened().room(ROOM).isPrivate());
    }

    @Test
    void aRoomWithoutMembersIsARoomAndDoesNotEndTheReading() throws Exception {
        durable(write(store, created(ROOM)));
        durable(write(store, created(OTHER), put(OTHER, "sip:bob@example.com", Role.OWNER)));

        Loaded loaded = reopened();

        assertEquals("", loaded.members(ROOM));
        assertEquals("sip:bob@example.com OWNER", loaded.members(OTHER));
    }

    @Test
    void aNewRoleLeavesTheMemberInItsPlaceAndWhoComesBackStandsLast() throws Exception {
        durable(write(store, created(ROOM), put(ROOM, "sip:a@x", Role.OWNER), put(ROOM, "sip:b@x", Role.MEMBER),
                put(ROOM, "sip:c@x", Role.INVITED)));
        durable(write(store, put(ROOM, "sip:a@x", Role.ADMIN), put(ROOM, "sip:c@x", Role.OWNER)));
        durable(write(store, removed(ROOM, "sip:b@x"), put(ROOM, "sip:b@x", Role.MEMBER)));

        assertEquals("sip:a@x ADMIN, sip:c@x OWNER, sip:b@x MEMBER", reopened().members(ROOM));
    }

    @Test
    void aDestroyedRoomIsGoneWithItsMembers() throws Exception {
        durable(write(store, created(ROOM), put(ROOM, "sip:a@x", Role.OWNER)));
        durable(write(store, created(OTHER), put(OTHER, "sip:a@x", Role.OWNER)));
        durable(write(store, destroyed(ROOM)));
        durable(write(store, destroyed("sip:never@was"), removed(OTHER, "sip:never@was")));

        Loaded loaded = reopened();

        assertNull(loaded.room(ROOM));
        assertEquals("sip:a@x OWNER", loaded.members(OTHER));
        assertEquals(1, derby.number("SELECT COUNT(*) FROM imc_members"));
    }

    @Test
    void aRoomMadeAnewHasNoneOfTheOldOnesMembers() throws Exception {
        durable(write(store, created(ROOM), put(ROOM, "sip:a@x", Role.OWNER)));
        durable(write(store, createdPrivate(ROOM), put(ROOM, "sip:b@x", Role.OWNER)));

        Loaded loaded = reopened();

        assertEquals("sip:b@x OWNER", loaded.members(ROOM));
        assertTrue(loaded.room(ROOM).isPrivate());
    }

    @Test
    void telephoneNumbersEscapesAndIpv6HostsComeBackAsTheyWere() throws Exception {
        String room = "sip:caf%C3%A9@[2001:db8::1]";
        durable(write(store, created(room), put(room, "tel:+4930123456", Role.OWNER),
                put(room, "tel:123;phone-context=example.com", Role.MEMBER),
                put(room, "sip:a%40b@example.com", Role.MEMBER)));

        assertEquals("tel:+4930123456 OWNER, tel:123;phone-context=example.com MEMBER, sip:a%40b@example.com MEMBER",
                reopened().members(room));
    }

    @Test
    void addressesAsLongAsTheyMayBeAreKept() throws Exception {
        String longest = "sip:" + "u".repeat(128) + "@" + "h".repeat(128);
        durable(write(store, created(longest), put(longest, longest, Role.OWNER)));
        assertEquals(longest + " OWNER", reopened().members(longest));
    }

    @Test
    void aBadBatchFailsAloneAndTheOthersOfItsGroupAreWritten() throws Exception {
        List<CompletableFuture<Void>> good = new ArrayList<>();
        List<CompletableFuture<Void>> bad = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            String room = "sip:r" + i + "@x";
            good.add(write(store, created(room), put(room, "sip:a@x", Role.OWNER)));
            if (i % 50 == 25) {
                bad.add(write(store, created("sip:half" + i + "@x"),
                        put("sip:none" + i + "@x", "sip:a@x", Role.OWNER)));
            }
        }
        for (CompletableFuture<Void> stage : good) {
            durable(stage);
        }
        for (CompletableFuture<Void> stage : bad) {
            assertTrue(refusal(stage).contains("there is no room sip:none"), refusal(stage));
        }
        Loaded loaded = reopened();
        assertEquals(200, loaded.rooms.size(), "nothing of a failed batch is kept");
    }

    @Test
    void batchesOfOneRoomAreCarriedOutInTheirOrder() throws Exception {
        durable(write(store, created(ROOM)));
        List<CompletableFuture<Void>> stages = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            stages.add(write(store, put(ROOM, "sip:u" + i + "@x", Role.MEMBER)));
            stages.add(write(store, put(ROOM, "sip:a@x", i % 2 == 0 ? Role.OWNER : Role.ADMIN)));
            stages.add(write(store, removed(ROOM, "sip:u" + i + "@x")));
        }
        for (CompletableFuture<Void> stage : stages) {
            durable(stage);
        }
        assertEquals("sip:a@x ADMIN", reopened().members(ROOM));
    }

    @Test
    void whatWasAnsweredIsThereAfterACrash() throws Exception {
        durable(write(store, createdPrivate(ROOM), put(ROOM, "sip:a@x", Role.OWNER)));

        Derby crashed = new Derby(data.resolve("crashed"));
        copy(derby.directory(), crashed.directory());
        try (JpaRoomStore recovered = crashed.open()) {
            Loaded loaded = Loaded.from(recovered);
            assertEquals("sip:a@x OWNER", loaded.members(ROOM));
            assertTrue(loaded.room(ROOM).isPrivate());
        } finally {
            crashed.shutDown();
        }
    }

    /** The files as a crash at this moment would leave them. */
    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(f -> !f.toString().endsWith(".lck")).toList()) {
                Files.copy(file, to.resolve(from.relativize(file)));
            }
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
    void everyStageIsCompletedWhenTheStoreHasClosed() throws Exception {
        List<CompletableFuture<Void>> stages = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            stages.add(write(store, created("sip:r" + i + "@x")));
        }
        store.close();
        assertTrue(stages.stream().allMatch(CompletableFuture::isDone));
        assertTrue(stages.stream().noneMatch(CompletableFuture::isCompletedExceptionally));
        assertEquals("the store is closed", refusal(write(store, created(ROOM))));

        derby.shutDown();
        store = derby.open();
        assertEquals(500, Loaded.from(store).rooms.size());
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
