package imc.store.kit;

import static imc.store.kit.Changes.ROOM;
import static imc.store.kit.Changes.created;
import static imc.store.kit.Changes.destroyed;
import static imc.store.kit.Changes.durable;
import static imc.store.kit.Changes.put;
import static imc.store.kit.Changes.refusal;
import static imc.store.kit.Changes.removed;
import static imc.store.kit.Changes.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every store promises of batches: whole, in order, from many threads, and that each comes to an end. */
abstract class BatchConformance extends PropertyConformance {

    @Test
    void aBatchIsKeptAsAWholeOrNotAtAll() throws Exception {
        durable(write(store, created(ROOM), put(ROOM, ALICE, Role.OWNER)));

        refusal(write(store, put(ROOM, BOB, Role.MEMBER), created(OTHER), destroyed(ROOM),
                put("sip:none@x", ALICE, Role.OWNER)));

        assertEquals(ALICE + " OWNER", kept().members(ROOM));
        assertFalse(kept().has(OTHER));
    }

    @Test
    void aBadBatchFailsAloneAndSaysWhy() throws Exception {
        List<CompletableFuture<Void>> good = new ArrayList<>();
        List<CompletableFuture<Void>> bad = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            String room = "sip:r" + i + "@x";
            good.add(write(store, created(room), put(room, ALICE, Role.OWNER)));
            if (i % 50 == 25) {
                bad.add(write(store, created("sip:half" + i + "@x"), put("sip:none" + i + "@x", ALICE, Role.OWNER)));
            }
        }
        allDone(good);
        for (CompletableFuture<Void> stage : bad) {
            String why = refusal(stage);
            assertTrue(why.contains("sip:none"), why);
        }
        assertEquals(200, kept().rooms.size());
    }

    @Test
    void batchesOfOneRoomAreCarriedOutInTheOrderOfTheCalls() throws Exception {
        durable(write(store, created(ROOM)));
        List<CompletableFuture<Void>> stages = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            stages.add(write(store, put(ROOM, "sip:u" + i + "@x", Role.MEMBER)));
            stages.add(write(store, put(ROOM, ALICE, i % 2 == 0 ? Role.OWNER : Role.ADMIN)));
            stages.add(write(store, removed(ROOM, "sip:u" + i + "@x")));
        }
        allDone(stages);
        assertEquals(ALICE + " ADMIN", kept().members(ROOM));
    }

    @Test
    void manyWritersOfManyRoomsGetWhatTheyWrote() throws Exception {
        durable(write(store, created(ROOM)));
        int writers = 16;
        onThreads(writers, w -> {
            String own = "sip:own" + w + "@x";
            String name = "sip:w" + w;
            durable(write(store, created(own)));
            for (int i = 0; i < 20; i++) {
                durable(write(store, put(own, name + "-" + i + "@x", Role.MEMBER)));
                durable(write(store, put(ROOM, name + "-" + i + "@x", Role.MEMBER)));
            }
        });
        Loaded loaded = kept();
        assertEquals(writers + 1, loaded.rooms.size());
        assertEquals(writers * 20, loaded.room(ROOM).members().size());
        for (int w = 0; w < writers; w++) {
            String name = "sip:w" + w;
            assertEquals(IntStream.range(0, 20).mapToObj(i -> name + "-" + i + "@x MEMBER")
                    .collect(Collectors.joining(", ")), loaded.members("sip:own" + w + "@x"));
        }
    }

    @Test
    void aLoadSeesEachBatchWholeAndEverythingThatWasAnsweredBefore() throws Exception {
        durable(write(store, created(ROOM), created(OTHER)));
        CompletableFuture<Void> end = onThread(0, number -> {
            for (int i = 0; i < 100; i++) {
                String user = "sip:u" + i + "@x";
                durable(write(store, put(ROOM, user, Role.MEMBER), put(OTHER, user, Role.MEMBER)));
            }
        });
        int before = 0;
        do {
            Loaded loaded = Loaded.from(store);
            assertEquals(loaded.room(ROOM).members(), loaded.room(OTHER).members());
            assertTrue(loaded.room(ROOM).members().size() >= before);
            before = loaded.room(ROOM).members().size();
        } while (!end.isDone());
        durable(end);
        assertEquals(100, Loaded.from(store).room(OTHER).members().size());
    }

    @Test
    void everyStageIsCompletedWhenTheStoreHasClosedAndLaterWritesAreRefused() throws Exception {
        List<CompletableFuture<Void>> stages = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            stages.add(write(store, created("sip:r" + i + "@x")));
        }
        closeStore();
        assertTrue(stages.stream().allMatch(CompletableFuture::isDone));
        refusal(write(store, created(ROOM)));

        if (isDurable()) {
            openStore();
            Loaded loaded = Loaded.from(store);
            for (int i = 0; i < stages.size(); i++) {
                assertEquals(!stages.get(i).isCompletedExceptionally(), loaded.has("sip:r" + i + "@x"));
            }
            assertFalse(loaded.has(ROOM));
        }
    }
}
