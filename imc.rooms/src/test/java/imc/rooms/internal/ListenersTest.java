package imc.rooms.internal;

import static imc.rooms.internal.Conference.CHAT;
import static imc.rooms.internal.Conference.user;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.Answer;
import imc.api.Content;
import imc.api.Member;
import imc.api.Role;
import imc.api.Room;
import imc.api.SipAddress;
import imc.api.command.Notice;
import imc.api.command.Step;
import imc.api.room.Cause;
import imc.api.room.RoomListener;
import imc.api.room.Speech;
import imc.api.store.Change;
import imc.api.store.RoomStore;
import imc.api.transport.Broadcast;
import imc.api.transport.Delivery;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Who listens hears what has happened, after it has; and who acts in rooms otherwise than by a command does it so. */
class ListenersTest {

    private final Conference conference = new Conference(Map.of());
    private final TestReference<RoomStore> reference = Conference.named("held");
    private final List<String> heard = new CopyOnWriteArrayList<>();

    private final RoomListener listener = new RoomListener() {
        @Override
        public void changed(SipAddress address, Optional<Room> before, Optional<Room> after, Cause cause) {
            heard.add(cause.what() + " by " + cause.by().displayUser() + " " + size(before) + " to " + size(after) + " "
                    + cause.callId());
        }

        @Override
        public void said(Speech speech) {
            heard.add(speech.speaker().displayUser() + ": " + speech.content().asText());
        }

        @Override
        public void delivered(Broadcast copy, int receiver, Delivery delivery) {
            heard.add(copy.receivers().get(receiver).displayUser() + " " + delivery.status());
        }
    };

    private static String size(Optional<Room> room) {
        return room.map(found -> String.valueOf(found.members().size())).orElse("none");
    }

    private void open() {
        conference.gate.bindStore(conference.store, reference);
        conference.awaitStore();
        conference.send("alice", "#create");
        conference.send("bob", "#join");
        conference.told();
        conference.listeners.add(listener);
    }

    @AfterEach
    void close() {
        conference.close();
    }

    @Test
    @DisplayName("speeches, the ends of their copies, and changes with their cause, each once")
    void heard() {
        open();
        conference.away.add(user("bob"));
        conference.send("alice", "hello");
        conference.send("carol", "hello");
        assertEquals(List.of("bob 480", "alice: hello", "carol 200"), heard);
        heard.clear();
        conference.send("bob", "#leave");
        assertEquals(List.of("alice 200", "bob 480", "leave by bob 2 to 1 call-5"), heard);
        heard.clear();
        conference.send("alice", "#leave");
        conference.send("alice", "#leave");
        assertEquals(List.of("alice 200", "leave by alice 1 to none call-6", "alice 200"), heard);
    }

    @Test
    @DisplayName("what a listener hears of is durable and answered; what cannot be stored it does not hear of")
    void durable() {
        open();
        conference.store.hold();
        CompletableFuture<Answer> join = conference.begin("carol", "#join");
        conference.listeners.add(new RoomListener() {
            @Override
            public void changed(SipAddress address, Optional<Room> before, Optional<Room> after, Cause cause) {
                heard.add("answered " + join.isDone() + ", seen " + conference.server.roomMember(CHAT, user("carol")));
            }
        });
        assertEquals(List.of(), heard);
        conference.store.release();
        join.join();
        conference.awaitQuiet();
        assertTrue(heard.contains("join by carol 2 to 3 call-3")
                && heard.contains("answered true, seen true"), heard.toString());
    }

    @Test
    @DisplayName("what a listener throws is counted, and disturbs neither the room nor the other listeners")
    void thrown() {
        open();
        conference.listeners.remove(listener);
        conference.listeners.add(new RoomListener() {
            @Override
            public void changed(SipAddress address, Optional<Room> before, Optional<Room> after, Cause cause) {
                throw new StackOverflowError();
            }

            @Override
            public void said(Speech speech) {
                throw new IllegalStateException("said");
            }

            @Override
            public void delivered(Broadcast copy, int receiver, Delivery delivery) {
                throw new NoClassDefFoundError("delivered");
            }
        });
        conference.listeners.add(listener);
        assertEquals(200, conference.send("alice", "hello").status());
        assertEquals(200, conference.send("bob", "#leave").status());
        assertEquals(List.of("bob 200", "alice: hello", "alice 200", "bob 200", "leave by bob 2 to 1 call-4"), heard);
        assertEquals(5, conference.failures.count());
    }

    @Test
    @DisplayName("rooms that are taken over from a store are heard of, too")
    void takenOver() {
        open();
        conference.gate.unbindStore(reference);
        conference.settings.modified(Map.of("hash_size", 0, "on_conflict", "store"));
        HeldStore other = new HeldStore();
        other.write(List.of(new Change.RoomCreated(user("chat-2"), false),
                new Change.MemberPut(user("chat-2"), new Member(user("dave"), Role.OWNER))));
        conference.gate.bindStore(other, Conference.named("other"));
        conference.awaitStore();
        assertEquals(List.of("store by chat-1 2 to none ", "store by chat-2 none to 1 "), heard);
    }

    @Test
    @DisplayName("a change and a notice that no user has commanded go the way of all; refused, nobody is told")
    void acting() {
        open();
        Cause cause = Cause.of("tidy", user("operator"));
        assertEquals(Answer.OK, conference.engine.change(CHAT, cause, call -> Step.done()
                .changing(new Change.MemberRemoved(CHAT, user("bob")))
                .noticing(call.room().orElseThrow().present(), call.sender().displayUser() + " has tidied up"))
                .toCompletableFuture().join());
        assertEquals(-201, conference.engine.say(user("chat-9"), cause, Notice.of(List.of(user("alice")), "hi"))
                .toCompletableFuture().join().code());
        assertEquals(200, conference.engine.say(CHAT, cause, Notice.of(List.of(user("alice")),
                new Content("application/json", new byte[] {'{', '}'})).with(Map.of("Date", "today")))
                .toCompletableFuture().join().status());
        List<Broadcast> sent = conference.takeSent();
        assertEquals("*** operator has tidied up", sent.get(0).content().asText());
        assertEquals(Map.of(), sent.get(0).headers());
        assertEquals("application/json " + Map.of("Date", "today"),
                sent.get(1).content().type() + " " + sent.get(1).headers());
        assertEquals(2, sent.size());
        assertEquals(1, conference.engine.room(CHAT).orElseThrow().members().size());
        assertTrue(heard.contains("tidy by operator 2 to 1 "), heard.toString());
    }
}
