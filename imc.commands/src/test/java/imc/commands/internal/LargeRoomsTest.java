package imc.commands.internal;

import static imc.commands.internal.Conference.CHAT;
import static imc.commands.internal.Conference.user;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import imc.api.Answer;
import imc.api.Content;
import imc.api.Member;
import imc.api.Message;
import imc.api.Role;
import imc.api.Room;
import imc.api.SipAddress;
import imc.api.transport.Broadcast;
import imc.api.transport.Delivery;
import imc.api.transport.DeliveryListener;
import imc.api.transport.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** All rooms share one stripe here, and the transport takes as long for a large room as the test wants. */
class LargeRoomsTest {

    private static final SipAddress LARGE = SipAddress.parse("sip:chat-large@example.com");
    private static final int MEMBERS = 400;

    private final Conference conference = Conference.open();
    private final CountDownLatch held = new CountDownLatch(1);
    private final List<String> sent = new ArrayList<>();

    /** Holds what goes to many until the latch is released. */
    private final Transport transport = new Transport() {
        @Override
        public void send(Broadcast broadcast, DeliveryListener listener) {
            try {
                if (broadcast.receivers().size() > LargeRooms.AT_ONCE && !held.await(60, TimeUnit.SECONDS)) {
                    throw new IllegalStateException("the test did not go on");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            synchronized (sent) {
                sent.add(broadcast.from().user() + " to " + broadcast.receivers().size() + ": "
                        + broadcast.content().asText());
            }
            for (int i = 0; i < broadcast.receivers().size(); i++) {
                listener.ended(broadcast, i, Delivery.answered(200));
            }
        }
    };

    @BeforeEach
    void aLargeRoomAndASmallOne() {
        conference.outgoing.unbindTransport(conference);
        conference.outgoing.bindTransport(transport);
        conference.rooms.put(LARGE, Room.of(LARGE, false, IntStream.range(0, MEMBERS)
                .mapToObj(i -> new Member(user("user" + i), Role.MEMBER)).collect(Collectors.toList())));
        conference.rooms.put(CHAT, Room.of(CHAT, false, Stream.of("alice", "bob")
                .map(name -> new Member(user(name), Role.MEMBER)).collect(Collectors.toList())));
    }

    @AfterEach
    void close() {
        held.countDown();
        conference.close();
    }

    private CompletableFuture<Answer> say(String sender, SipAddress room, String text) {
        return conference.server.handle(new Message(user(sender), room, room, "call", Content.text(text), Map.of()))
                .toCompletableFuture();
    }

    private List<String> sent() {
        synchronized (sent) {
            return List.copyOf(sent);
        }
    }

    @Test
    @DisplayName("while a large room sends, a small one of the same stripe goes on at once")
    void smallRoomsGoOn() {
        CompletableFuture<Answer> large = say("user1", LARGE, "to many");
        assertEquals(200, say("alice", CHAT, "to one").join().status());
        assertEquals(List.of("chat-1 to 1: [alice]: to one"), sent());
        assertFalse(large.isDone(), "not before the transport has it");
        held.countDown();
        assertEquals(200, large.join().status());
        assertEquals("chat-large to 399: [user1]: to many", sent().get(1));
    }

    @Test
    @DisplayName("a large room's messages and notices go out in their order, whatever their number of receivers")
    void order() {
        List<CompletableFuture<Answer>> answers = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            answers.add(say("user1", LARGE, "message " + i));
            answers.add(say("user2", LARGE, "#bogus " + i));
            answers.add(say("user" + (MEMBERS + i), LARGE, "hello " + i));
        }
        held.countDown();
        answers.forEach(CompletableFuture::join);
        Await.that("everything is out", () -> sent().size() == 6);
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            expected.add("chat-large to 399: [user1]: message " + i);
            expected.add("chat-large to 1: *** Invalid command 'bogus' (send '#help' for help)");
            expected.add("chat-large to 1: *** You are not a member of this room");
        }
        assertEquals(expected, sent());
    }

    @Test
    @DisplayName("where too many copies wait, further messages of large rooms are refused with 503; what was taken is sent")
    void overload() {
        List<CompletableFuture<Answer>> taken = IntStream.range(0, 3)
                .mapToObj(i -> say("user1", LARGE, "message " + i)).toList();
        Answer refused = say("user1", LARGE, "too much").join();
        assertEquals("-503 503 5", refused.code() + " " + refused.status() + " " + refused.retryAfter());
        assertEquals(200, say("alice", CHAT, "small rooms do not suffer").join().status());
        held.countDown();
        taken.forEach(answer -> assertEquals(200, answer.join().status()));
        Await.that("there is room again", () -> say("user1", LARGE, "again").join().status() == 200);
    }
}
