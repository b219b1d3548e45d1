package imc.rooms.internal;

import static imc.rooms.internal.Conference.CHAT;
import static imc.rooms.internal.Conference.named;
import static imc.rooms.internal.Conference.user;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.Answer;
import imc.api.Member;
import imc.api.Role;
import imc.api.Room;
import imc.api.SipAddress;
import imc.api.store.Change;
import imc.api.store.RoomStore;
import imc.api.store.StoreException;
import imc.rooms.internal.mi.StoreMi;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoreSwapTest {

    private final HeldStore first = new HeldStore();
    private final HeldStore second = new HeldStore();
    private final TestReference<RoomStore> firstReference = named("first");
    private final TestReference<RoomStore> secondReference = named("second");
    private Conference conference;

    private void begin(Map<String, Object> configuration) {
        conference = new Conference(configuration);
        conference.gate.bindStore(first, firstReference);
        conference.awaitStore();
        conference.send("alice", "#create private");
        conference.send("alice", "#add bob");
        conference.told();
    }

    @AfterEach
    void close() {
        conference.close();
    }

    private void awaitServing(String name) {
        Await.that(name + " serves", () -> conference.gate.status().serving().equals(Optional.of(name)));
    }

    private Room room() {
        return conference.rooms.find(CHAT).orElseThrow();
    }

    @Test
    void aChangeWaitsForTheStoreToComeBack() {
        begin(Map.of("swap_timeout", "20 s"));
        conference.gate.unbindStore(firstReference);
        CompletableFuture<Answer> add = conference.begin("alice", "#add carol");
        CompletableFuture<Answer> list = conference.begin("alice", "#members");
        assertEquals(200, conference.send("alice", "hello").status());
        assertFalse(add.isDone() || list.isDone());
        assertEquals(2L, store().get("waiting"));
        conference.gate.bindStore(first, firstReference);
        assertEquals(200, add.join().status());
        assertEquals(200, list.join().status());
        assertTrue(first.kept.get(CHAT).member(user("carol")).isPresent());
        conference.awaitQuiet();
        assertEquals(List.of("chat-1 -> bob: [alice]: hello",
                "chat-1 -> alice, bob, carol: *** [carol] has joined the room",
                "chat-1 -> alice: Members:\n*[alice]\n[bob]\n[carol]"), conference.told());
    }

    @Test
    void whileNoStoreServesWhoeverAsksIsToldSo() {
        begin(Map.of());
        assertEquals(Optional.empty(), conference.server.unavailable());
        conference.gate.unbindStore(firstReference);
        Answer away = conference.server.unavailable().orElseThrow();
        assertEquals("-503 503 5", away.code() + " " + away.status() + " " + away.retryAfter());
        conference.gate.bindStore(first, firstReference);
        awaitServing("first");
        assertEquals(Optional.empty(), conference.server.unavailable());
    }

    @Test
    void whileTheStoreRefusesEverythingWhoeverAsksIsToldSoAndChatGoesOn() {
        begin(Map.of());
        first.refuseAll("disk full");
        assertEquals(-500, conference.send("carol", "#create chat-2").code());
        Await.that("the store has been tried", () -> conference.server.unavailable().isPresent());
        assertEquals(503, conference.server.unavailable().orElseThrow().status());
        assertEquals(200, conference.send("alice", "hello").status());
        assertTrue(store().get("trouble")
                .toString().contains("disk full"));
        first.refuseAll(null);
        assertEquals(200, conference.send("carol", "#create chat-2").status());
        Await.that("the store takes changes", () -> conference.server.unavailable().isEmpty());
    }

    @Test
    void aChangeThatWaitedLongEnoughIsRefused() {
        begin(Map.of("swap_timeout", "4 s"));
        conference.gate.unbindStore(firstReference);
        CompletableFuture<Answer> add = conference.begin("alice", "#add carol");
        conference.awaitTurn();
        conference.time.turn(Duration.ofMillis(3_999));
        conference.awaitTurn();
        assertFalse(add.isDone());
        conference.time.turn(Duration.ofMillis(1));
        Answer answer = add.join();
        assertEquals("-503 503 5", answer.code() + " " + answer.status() + " " + answer.retryAfter());
        Await.that("all is told", () -> conference.engine.unfinished() == 0);
    }

    @Test
    void anEmptyStoreReceivesAllRooms() {
        begin(Map.of());
        IntStream.range(0, 2500).forEach(i -> conference.rooms.put(user("chat-x" + i), Room.of(user("chat-x" + i),
                false, List.of(new Member(user("alice"), Role.OWNER))), null));
        conference.gate.unbindStore(firstReference);
        conference.gate.bindStore(second, secondReference);
        awaitServing("second");
        assertEquals(2501, second.kept.size());
        assertEquals(room(), second.kept.get(CHAT));
        assertEquals(first.lineage(), second.lineage());
    }

    @Test
    void aStoreOfTheSameLineageReceivesOnlyWhatChanged() throws Exception {
        begin(Map.of());
        conference.send("alice", "#create chat-2");
        conference.gate.bindStore(second, secondReference);
        conference.gate.swapTo("second");
        conference.send("alice", "#add carol");
        conference.send("alice", "#destroy chat-2");
        int before = first.batchCount();
        conference.gate.swapTo("first");
        assertEquals(before + 2, first.batchCount());
        assertEquals(Map.of(CHAT, room()), first.kept);
        assertTrue(room().member(user("carol")).isPresent());
        assertEquals(2, conference.gate.status().lastSwap().orElseThrow().written());
    }

    @Test
    void propertiesGoToTheStoreThatTakesOverAndComeFromOneThatIsRead() throws Exception {
        begin(Map.of());
        SipAddress bob = user("bob");
        Room rich = Change.apply(List.of(property("topic", "Friday"), property("rest", "r"),
                memberProperty(bob, "mute", "yes"), memberProperty(bob, "gone", "soon")), room());
        conference.rooms.put(CHAT, rich, null);
        conference.gate.bindStore(second, secondReference);
        conference.gate.swapTo("second");
        assertEquals(rich, second.kept.get(CHAT));

        Room richer = Change.apply(List.of(property("topic", "Monday"), property("rest", null),
                memberProperty(bob, "gone", null), new Change.MemberPut(CHAT, new Member(bob, Role.ADMIN)),
                memberProperty(user("alice"), "a", "1")), rich);
        conference.rooms.put(CHAT, richer, null);
        first.kept.put(CHAT, rich);
        conference.gate.swapTo("first");
        assertEquals(richer, first.kept.get(CHAT));
        assertEquals(5, first.batches.get(first.batchCount() - 1).size(), "what is alike is not written again");
        assertEquals(richer, room());

        conference.close();
        conference = new Conference(Map.of());
        conference.gate.bindStore(first, firstReference);
        conference.awaitStore();
        assertEquals(richer, room());
    }

    private static Change property(String name, String value) {
        return new Change.RoomPropertyPut(CHAT, name, Optional.ofNullable(value));
    }

    private static Change memberProperty(SipAddress user, String name, String value) {
        return new Change.MemberPropertyPut(CHAT, user, name, Optional.ofNullable(value));
    }

    @Test
    void aStoreWithOtherRoomsIsRefusedWithAnExplanation() throws Exception {
        begin(Map.of());
        strangers();
        conference.gate.unbindStore(firstReference);
        conference.gate.bindStore(second, secondReference);
        Await.that("the refusal is shown", () -> conference.gate.status().refusal().contains("on_conflict"));
        assertEquals(Optional.empty(), conference.gate.status().serving());
        assertEquals(2, second.kept.size());
        assertEquals(-503, conference.send("alice", "#add carol").code());
    }

    @ParameterizedTest
    @CsvSource({"merge, true, true, alice", "memory, true, false, alice", "store, false, true, mallory"})
    void onConflictSaysWhoseRoomsStay(String onConflict, boolean ours, boolean theirs, String owner) throws Exception {
        begin(Map.of("on_conflict", onConflict));
        conference.send("alice", "#create chat-ours");
        strangers();
        conference.gate.bindStore(second, secondReference);
        conference.gate.swapTo("second");
        assertEquals(ours, conference.server.roomActive(user("chat-ours")));
        assertEquals(theirs, conference.server.roomActive(user("chat-theirs")));
        assertEquals(Optional.of(user(owner)), room().owner().map(Member::address));
        assertEquals(conference.rooms.size(), second.kept.size());
        conference.rooms.all().forEach(room -> assertEquals(room, second.kept.get(room.address())));
        assertEquals(onConflict.equals("store") ? Optional.of("theirs") : first.lineage(), second.lineage());
    }

    private void strangers() throws StoreException {
        second.setLineage("theirs");
        second.kept.put(CHAT, Room.of(CHAT, false, List.of(new Member(user("mallory"), Role.OWNER))));
        second.kept.put(user("chat-theirs"), Room.empty(user("chat-theirs"), false));
    }

    @Test
    void theOldStoreGoesOnIfTheNewOneFails() {
        begin(Map.of());
        second.failWith("no space left");
        conference.gate.bindStore(second, secondReference);
        assertEquals("a room cannot be written: no space left",
                assertThrows(StoreException.class, () -> conference.gate.swapTo("second")).getMessage());
        assertEquals(Optional.of("first"), conference.gate.status().serving());
        assertEquals(200, conference.send("alice", "#add carol").status());
        assertEquals(room(), first.kept.get(CHAT));
    }

    @Test
    void aStoreThatStandsByDoesNotStepInByItself() {
        begin(Map.of());
        conference.gate.bindStore(second, secondReference);
        conference.gate.unbindStore(firstReference);
        assertEquals(-503, conference.send("alice", "#add carol").code());
        assertTrue(second.kept.isEmpty());
    }

    @Test
    void aStoreOfAHigherRankingTakesOver() {
        begin(Map.of());
        conference.gate.bindStore(second, named("better", 10));
        awaitServing("better");
        assertEquals(room(), second.kept.get(CHAT));
    }

    @Test
    void aStoreOfLastResortDoesNotBeginWithoutTheRoomsOfTheOneThatServedLast(@TempDir Path directory) throws Exception {
        Path last = directory.resolve("last-store");
        conference = new Conference(Map.of(), last);
        conference.gate.bindStore(first, firstReference);
        conference.awaitStore();
        conference.send("alice", "#create");
        conference.close();

        conference = new Conference(Map.of(), last);
        conference.gate.bindStore(second, named("forgetful", -1));
        Await.that("the reason is shown",
                () -> conference.gate.status().refusal().startsWith("the store first has served last"));
        assertEquals(-503, conference.send("alice", "#join chat-1").code());
        conference.gate.bindStore(first, firstReference);
        awaitServing("first");
        assertEquals(200, conference.send("bob", "#join chat-1").status());
        assertEquals("", conference.gate.status().refusal());
        conference.gate.swapTo("forgetful");
        conference.close();

        conference = new Conference(Map.of(), last);
        conference.gate.bindStore(second, named("forgetful", -1));
        awaitServing("forgetful");
    }

    @Test
    void aStoreThatIsNotThereIsNamed() {
        begin(Map.of());
        assertEquals("There is no store third; there are [first]",
                assertThrows(StoreException.class, () -> conference.gate.swapTo("third")).getMessage());
        assertThrows(StoreException.class, () -> conference.gate.swapTo("first"));
    }

    @Test
    void anInvitationThatFailsWhileTheStoreIsAwayIsWithdrawnWhenItIsBack() {
        begin(Map.of("swap_timeout", 0));
        conference.away.add(user("dave"));
        first.hold();
        CompletableFuture<Answer> invite = conference.begin("alice", "#invite dave");
        conference.gate.unbindStore(firstReference);
        first.release();
        assertEquals(200, invite.join().status());
        conference.gate.bindStore(first, firstReference);
        Await.that("the invitation is gone", () -> room().member(user("dave")).isEmpty());
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> store() {
        return (Map<String, Object>) new StoreMi(conference.gate, conference.rooms, conference.engine)
                .execute(Map.of());
    }
}
