package imc.rooms.internal;

import static imc.rooms.internal.Conference.CHAT;
import static imc.rooms.internal.Conference.user;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.Answer;
import imc.api.Member;
import imc.api.Role;
import imc.api.Room;
import imc.api.store.RoomStore;
import imc.rooms.internal.report.Events;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StoreTest {

    private final HeldStore store = new HeldStore();
    private final Conference conference = new Conference(Map.of());

    private final TestReference<RoomStore> reference = Conference.named("held");

    private void serve() {
        conference.gate.bindStore(store, reference);
        conference.awaitStore();
    }

    @Test
    void nothingIsAnsweredOrSeenBeforeItIsDurable() {
        serve();
        store.hold();
        CompletableFuture<Answer> answer = conference.begin("alice", "#create");
        assertFalse(answer.isDone());
        assertFalse(conference.server.roomActive(CHAT));
        assertEquals(List.of(), conference.told());
        store.release();
        assertEquals(200, answer.join().status());
        Await.that("the notice is out", () ->
                conference.told().equals(List.of("chat-1 -> alice: *** Room was created")));
        assertTrue(conference.server.roomActive(CHAT));
    }

    @Test
    void aCommandIsInFlightUntilItsNoticesAreOut() {
        serve();
        RoomsEnd end = new RoomsEnd(conference.engine, conference.outgoing, conference.gate, Duration.ofNanos(1));
        assertEquals(Map.of("commands", 0L, "notices", 0L), end.inFlight());
        assertEquals(List.of(), end.missing());
        store.hold();
        CompletableFuture<Answer> answer = conference.begin("alice", "#create");
        assertEquals(1, end.inFlight().get("commands"));
        assertEquals(List.of("the rooms' store has not answered a change for 0 s"), end.missing());
        store.release();
        assertEquals(200, answer.join().status());
        Await.that("nothing is in flight", () -> end.inFlight().get("commands") == 0);
        assertEquals(List.of("chat-1 -> alice: *** Room was created"), conference.told());
        assertEquals(List.of(), end.missing());
        conference.outgoing.unbindTransport(conference);
        assertEquals(200, conference.send("alice", "#members").status());
        assertEquals(1, end.inFlight().get("notices"));
    }

    @Test
    void chatGoesOnWhileAChangeIsOnItsWay() {
        serve();
        conference.send("alice", "#create");
        conference.send("bob", "#join");
        conference.told();
        store.hold();
        CompletableFuture<Answer> join = conference.begin("carol", "#join");
        assertEquals(200, conference.send("alice", "hello").status());
        assertEquals(List.of("chat-1 -> bob: [alice]: hello"), conference.told());
        store.release();
        assertEquals(200, join.join().status());
    }

    @Test
    void commandsThatWaitForOneRoomAreStoredTogether() {
        serve();
        conference.send("alice", "#create");
        store.hold();
        List<CompletableFuture<Answer>> joins = IntStream.range(0, 50)
                .mapToObj(i -> conference.begin("user" + i, "#join")).toList();
        store.release();
        joins.forEach(join -> assertEquals(200, join.join().status()));
        assertEquals(3, store.batchCount());
        assertEquals(51, store.kept.get(CHAT).present().size());
        assertEquals(store.kept.get(CHAT), conference.rooms.find(CHAT).orElseThrow());
    }

    @Test
    void aStoreThatHangsLeavesNobodyWithoutAnAnswerAndWhatItDoesAtLastIsSeen() {
        Conference hasty = new Conference(Map.of("swap_timeout", 0), null, new Events(), Duration.ofMillis(50));
        hasty.gate.bindStore(store, reference);
        hasty.awaitStore();
        assertEquals(200, hasty.send("alice", "#create").status());
        hasty.told();
        store.hold();
        CompletableFuture<Answer> joins = hasty.begin("bob", "#join");
        CompletableFuture<Answer> waits = hasty.begin("carol", "#join");
        hasty.time.turn(Duration.ofMillis(9_999));
        assertFalse(joins.isDone() || waits.isDone());
        hasty.time.turn(Duration.ofMillis(1));
        Await.that("the store is silent", () -> hasty.gate.silence().toMillis() > 50);
        for (Answer answer : List.of(joins.join(), waits.join())) {
            assertEquals(503, answer.status());
            assertEquals(5, answer.retryAfter());
            assertEquals("The rooms' store does not answer; this may still be done, try again in 5 seconds",
                    answer.text());
        }
        assertEquals(200, hasty.send("alice", "hello").status(), "chat goes on");
        Answer late = hasty.begin("dave", "#join").join();
        assertEquals("503 The rooms' store is away; try again in 5 seconds", late.status() + " " + late.text(),
                "nobody waits in vain behind those who did");
        assertEquals(200, hasty.send("alice", "#members").status());
        store.release();
        Await.that("bob and carol are in", () -> hasty.server.roomMember(CHAT, user("bob"))
                && hasty.server.roomMember(CHAT, user("carol")));
        assertEquals(200, hasty.begin("dave", "#join").join().status());
        hasty.close();
    }

    @Test
    void aFailedCommitChangesNothingAndSaysSo() {
        serve();
        conference.send("alice", "#create");
        conference.told();
        store.failWith("disk full");
        Answer answer = conference.send("bob", "#join");
        assertEquals("-500 500", answer.code() + " " + answer.status());
        Await.that("bob is told", () -> conference.told()
                .equals(List.of("chat-1 -> bob: *** The change could not be stored; nothing was changed")));
        assertFalse(conference.server.roomMember(CHAT, user("bob")));
        store.failWith(null);
        assertEquals(200, conference.send("bob", "#join").status());
    }

    @Test
    void aListThatSawAChangeWhichFailedIsMadeAnew() {
        serve();
        conference.send("alice", "#create");
        store.hold();
        CompletableFuture<Answer> first = conference.begin("bob", "#join");
        CompletableFuture<Answer> second = conference.begin("carol", "#join");
        CompletableFuture<Answer> list = conference.begin("alice", "#members");
        conference.told();
        store.failWith("disk full");
        store.release();
        assertEquals(500, first.join().status());
        assertEquals(500, second.join().status());
        assertEquals(200, list.join().status());
        Await.that("the list is the true one", () -> conference.told().contains("chat-1 -> alice: Members:\n*[alice]"));
    }

    @Test
    void beforeTheRoomsAreReadNobodyIsToldThatARoomDoesNotExist() {
        for (String body : List.of("#join", "#members", "#rooms", "hello")) {
            Answer answer = conference.send("bob", body);
            assertEquals(body + " -503 503 5", body + " " + answer.code() + " " + answer.status() + " "
                    + answer.retryAfter());
        }
    }

    @Test
    void whileTheStoreIsAwayChatGoesOnAndRoomsCannotChange() {
        serve();
        conference.send("alice", "#create");
        conference.send("bob", "#join");
        conference.told();
        conference.gate.unbindStore(reference);
        assertEquals(-503, conference.send("carol", "#join").code());
        assertEquals(200, conference.send("alice", "hello").status());
        assertEquals(200, conference.send("alice", "#members").status());
        assertEquals(List.of("chat-1 -> carol: *** The rooms' store is away; try again in 5 seconds",
                "chat-1 -> bob: [alice]: hello", "chat-1 -> alice: Members:\n*[alice]\n[bob]"), conference.told());
        serve();
        assertEquals(200, conference.send("carol", "#join").status());
    }

    @Test
    void theRoomsOfAStoreAreServed() {
        store.kept.put(CHAT, Room.of(CHAT, true, List.of(new Member(user("alice"), Role.OWNER))));
        serve();
        Await.that("the room is there", () -> conference.server.roomMember(CHAT, user("alice")));
        assertEquals(-42, conference.send("bob", "#join").code());
    }

    @Test
    void aStoreThatCannotBeReadYetIsTriedAgain() throws InterruptedException {
        store.failLoads(1);
        conference.gate.bindStore(store, reference);
        conference.gateThreads.timePasses();
        Await.that("the second reading succeeds", () -> conference.rooms.areKnown());
        assertEquals(200, conference.send("alice", "#create").status());
    }

    @Test
    void aChangeThatBecameDurableWhileTheStoreLeftIsNotTakenBackByTheNextOne() {
        serve();
        conference.send("alice", "#create");
        store.hold();
        CompletableFuture<Answer> join = conference.begin("bob", "#join");
        conference.gate.unbindStore(reference);
        conference.gate.bindStore(store, reference);
        store.release();
        assertEquals(200, join.join().status());
        conference.awaitStore();
        assertTrue(store.kept.get(CHAT).member(user("bob")).isPresent());
        assertTrue(conference.server.roomMember(CHAT, user("bob")));
    }
}
