package imc.rooms.internal;

import static imc.rooms.internal.Conference.CHAT;
import static imc.rooms.internal.Conference.user;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.Answer;
import imc.api.Member;
import imc.api.Role;
import imc.api.Room;
import imc.api.command.Step;
import imc.api.room.Cause;
import imc.api.store.Change;
import imc.api.store.RoomStore;
import imc.rooms.internal.state.Growth;
import imc.rooms.internal.state.Rooms;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is on its way to the store counts against the bounds with what is there, and each once. */
class GrowthTest {

    private static final int ROUNDS = 50_000;

    private Conference conference;

    @AfterEach
    void close() {
        if (conference != null) {
            conference.close();
        }
    }

    private List<CompletableFuture<Answer>> begin(String... commands) {
        return Stream.of(commands).map(command -> command.split(": ", 2))
                .map(parts -> conference.begin(parts[0], parts[1])).toList();
    }

    private List<CompletableFuture<Answer>> creates(int count) {
        return begin(IntStream.range(1, count + 1).mapToObj(i -> "user-" + i + ": #create chat-" + i)
                .toArray(String[]::new));
    }

    private static List<Integer> codes(List<CompletableFuture<Answer>> answers) {
        return answers.stream().map(CompletableFuture::join)
                .map(answer -> answer.status() == 200 ? 200 : answer.code()).toList();
    }

    private String counted() {
        return conference.rooms.memberships().rooms() + " rooms, " + conference.rooms.memberships().total()
                + " members";
    }

    @Test
    @DisplayName("rooms that are being stored count, those that could not be stored do not")
    void rooms() {
        conference = Conference.open(Map.of("max_rooms", 2));
        conference.store.hold();
        List<CompletableFuture<Answer>> answers = creates(5);
        assertEquals("2 rooms, 2 members", counted());
        assertEquals(0, conference.rooms.size());
        conference.store.failWith("disk full");
        conference.store.release();
        assertEquals(List.of(-500, -500, -38, -38, -38), codes(answers));
        assertEquals("0 rooms, 0 members", counted());
        conference.store.failWith(null);
        assertEquals(List.of(200, 200, -38, -38, -38), codes(creates(5)));
        assertEquals(2, conference.rooms.size());
        assertEquals("2 rooms, 2 members", counted());
    }

    @Test
    @DisplayName("members that are being stored count, wherever they are, those of the same batch too")
    void members() {
        conference = Conference.open(Map.of("max_memberships", 5));
        assertEquals(List.of(200, 200), codes(creates(2)));
        conference.store.hold();
        List<CompletableFuture<Answer>> answers = begin("carol: #join chat-1", "dave: #join chat-2",
                "erin: #join chat-2", "frank: #join chat-2", "grace: #join chat-1", "henry: #create chat-3");
        assertEquals("3 rooms, 5 members", counted());
        conference.store.release();
        // henry's was the last place; who waited for the room's change finds none
        List<Integer> codes = codes(answers);
        assertEquals(List.of(200, 200, 200), List.of(codes.get(0), codes.get(1), codes.get(5)));
        assertEquals(List.of(-47, -47, -47), codes.subList(2, 5));
        assertEquals("3 rooms, 5 members", counted());
    }

    @Test
    @DisplayName("of those who wait for a change of the room, as many come in as there are places")
    void batch() {
        conference = Conference.open(Map.of("max_memberships", 3));
        assertEquals(List.of(200), codes(creates(1)));
        conference.store.hold();
        List<CompletableFuture<Answer>> answers = begin("user-1: #invite bob chat-1", "carol: #join chat-1",
                "dave: #join chat-1", "user-1: #add erin chat-1");
        conference.store.release();
        assertEquals(List.of(200, 200, -47, -59), codes(answers));
        assertEquals("1 rooms, 3 members", counted());
    }

    @Test
    @DisplayName("what waits for a store takes no place meanwhile")
    void storeAway() {
        conference = new Conference(Map.of("max_rooms", 2, "swap_timeout", 10_000));
        TestReference<RoomStore> reference = Conference.named("held");
        conference.gate.bindStore(conference.store, reference);
        conference.awaitStore();
        conference.gate.unbindStore(reference);
        List<CompletableFuture<Answer>> answers = creates(3);
        conference.awaitTurn();
        assertEquals("0 rooms, 0 members", counted());
        conference.gate.bindStore(conference.store, Conference.named("held"));
        assertEquals(List.of(-38, 200, 200), codes(answers).stream().sorted().toList());
    }

    @Test
    @DisplayName("a room that is stored counts once for its owner, at the very moment too")
    void once() {
        conference = Conference.open(Map.of());
        codes(begin("alice: #create", "bob: #join"));
        List<Integer> owned = new ArrayList<>();
        conference.rooms.memberships().whenGone(gone ->
                owned.add(conference.rooms.memberships().owned(user("bob"))));
        // that alice is gone is told while the room is put
        Answer answer = conference.engine.change(CHAT, new Cause("test", user("alice"), ""), call -> Step.done()
                .changing(new Change.MemberRemoved(CHAT, user("alice")))
                .changing(new Change.MemberPut(CHAT, new Member(user("bob"), Role.OWNER))))
                .toCompletableFuture().join();
        assertTrue(answer.isSuccess());
        assertEquals(List.of(1), owned);
        assertEquals(1, conference.rooms.memberships().owned(user("bob")));
        assertEquals(List.of(200), codes(begin("bob: #destroy")));
        assertEquals(0, conference.rooms.memberships().owned(user("bob")));
        assertEquals("0 rooms, 0 members", counted());
    }

    @Test
    @DisplayName("an owner who comes and goes within one batch leaves nothing behind")
    void passedOn() {
        conference = Conference.open(Map.of());
        codes(begin("alice: #create", "bob: #join", "carol: #join"));
        conference.store.hold();
        List<CompletableFuture<Answer>> answers = begin("dave: #join", "alice: #modify bob owner",
                "bob: #modify carol owner", "carol: #destroy");
        conference.store.release();
        assertEquals(List.of(200, 200, 200, 200), codes(answers));
        assertEquals(List.of(0, 0, 0), Stream.of("alice", "bob", "carol")
                .map(name -> conference.rooms.memberships().owned(user(name))).toList());
        assertEquals("0 rooms, 0 members", counted());
    }

    @Test
    @DisplayName("of two who want the last place one gets it")
    void lastPlace() {
        Rooms rooms = new Rooms();
        List<AtomicInteger> holders = Stream.generate(AtomicInteger::new).limit(3).toList();
        Runnable work = () -> {
            for (int i = 0; i < ROUNDS; i++) {
                Growth growth = rooms.growth(null);
                boolean isMine = switch (i % 3) {
                    case 0 -> growth.room(1);
                    case 1 -> growth.members(1, 1);
                    default -> growth.owner(user("alice"), 1);
                };
                if (isMine) {
                    assertEquals(1, holders.get(i % 3).incrementAndGet());
                    holders.get(i % 3).decrementAndGet();
                }
                growth.end();
            }
        };
        CompletableFuture<Void> other = CompletableFuture.runAsync(work);
        work.run();
        other.join();
        assertEquals("0 0 0", rooms.memberships().rooms() + " " + rooms.memberships().total() + " "
                + rooms.memberships().owned(user("alice")));
    }

    @Test
    @DisplayName("nobody ever sees a room twice that is being put")
    void whoLooksOn() {
        Rooms rooms = new Rooms();
        Room room = Room.of(CHAT, false, List.of(new Member(user("alice"), Role.OWNER)));
        CompletableFuture<Void> changes = CompletableFuture.runAsync(() -> {
            for (int i = 0; i < ROUNDS; i++) {
                Growth growth = rooms.growth(null);
                assertTrue(growth.room(1) && growth.members(1, 1) && growth.owner(user("alice"), 1));
                rooms.put(CHAT, room, growth);
                growth.end();
                rooms.put(CHAT, null, null);
            }
        });
        while (!changes.isDone()) {
            assertTrue(rooms.memberships().owned(user("alice")) <= 1);
            assertTrue(rooms.memberships().total() <= 1);
            assertTrue(rooms.memberships().rooms() <= 1);
        }
        changes.join();
        assertEquals(0, rooms.memberships().owned(user("alice")));
    }
}
