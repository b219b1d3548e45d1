package imc.transport.sip.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.Answer;
import imc.api.Content;
import imc.api.ImcManager;
import imc.api.Message;
import imc.api.SipAddress;
import imc.api.sip.Hindrance;
import imc.api.sip.SipResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What comes for rooms, and what does not. */
class RoomMessagesTest {

    private static final SipAddress ROOM = SipAddress.parse("sip:chat-1@h");
    private static final SipAddress MANAGER = SipAddress.parse("sip:chat-manager@h");

    private final RoomMessages messages = new RoomMessages(Map.of());
    private final Conference conference = new Conference();

    /** Knows one room, and keeps what it gets. */
    private static final class Conference implements ImcManager {

        private final List<Message> handled = new ArrayList<>();
        private Optional<Answer> unavailable = Optional.empty();

        @Override
        public CompletionStage<Answer> handle(Message message) {
            handled.add(message);
            return CompletableFuture.completedFuture(Answer.OK);
        }

        @Override
        public Optional<Answer> unavailable() {
            return unavailable;
        }

        @Override
        public boolean roomActive(SipAddress room) {
            return room.equals(ROOM);
        }

        @Override
        public boolean roomMember(SipAddress room, SipAddress user) {
            return false;
        }
    }

    private static Message to(SipAddress address) {
        return new Message(SipAddress.parse("sip:alice@h"), address, address, "c", Content.text("hi"),
                Map.of(Message.DATE, "now"), false, false);
    }

    @Test
    @DisplayName("what is served is asked anew when the configuration has changed; what is not allowed changes nothing")
    void served() {
        for (int i = 0; i < 2; i++) {
            assertTrue(messages.serves(ROOM));
            assertTrue(messages.serves(MANAGER));
            assertFalse(messages.serves(SipAddress.parse("sip:lunch@h")));
        }
        messages.modified(Map.of("rooms", "sip:lunch@.*", "manager", ""));
        assertFalse(messages.serves(ROOM));
        assertTrue(messages.serves(SipAddress.parse("sip:lunch@h")));
        messages.modified(Map.of("rooms", "sip:[", "manager", ""));
        assertTrue(messages.serves(SipAddress.parse("sip:lunch@h")));
        for (int i = 0; i < 20_000; i++) {
            assertFalse(messages.serves(SipAddress.of("talk-" + i, "h")), "talk-" + i);
            assertEquals(i % 2 == 0, messages.serves(SipAddress.of(i % 2 == 0 ? "lunch" : "dinner", "host-" + i)));
        }
    }

    @Test
    @DisplayName("a message to the manager is known as one; all else stays")
    void manager() {
        messages.bindManager(conference);
        assertEquals(Optional.empty(), messages.refusal(Hindrance.NONE));
        messages.handle(to(ROOM));
        messages.handle(to(MANAGER));
        assertEquals(List.of(ROOM, MANAGER), conference.handled.stream().map(Message::requestUri).toList());
        assertEquals(Map.of(Message.DATE, "now"), conference.handled.get(1).headers());
        assertFalse(conference.handled.get(0).isToManager());
        assertTrue(conference.handled.get(1).isToManager());
        assertFalse(conference.handled.get(1).isSenderKnown());
    }

    @ParameterizedTest
    @DisplayName("what hinders is said in words that a room's sender understands, with when to try again")
    @CsvSource({"CLOSING, The server is going down, 5", "OVERLOADED, The server is overloaded, 5",
        "UNLOCATED, The location service is not there, 2", "CONGESTED, The outbound proxy cannot follow, 2",
        "SLOW_RECEIVER, A member of the room cannot follow, 2", "FULL, The room has too much on its way, 2"})
    void hindered(Hindrance hindrance, String text, int retryAfter) {
        messages.bindManager(conference);
        assertEquals(Optional.of(Answer.unavailable(text, retryAfter)), messages.refusal(hindrance));
    }

    @Test
    @DisplayName("while there is no conference server, or its store is away, that is what is said")
    void missing() throws Exception {
        Answer missing = Answer.unavailable("The conference server is not running", 5);
        assertEquals(Optional.of(missing), messages.refusal(Hindrance.FULL));
        assertEquals(missing, messages.handle(to(ROOM)).toCompletableFuture().get());
        assertEquals(Optional.of(SipResponse.of(missing)), messages.wouldRefuse(ROOM, ROOM));
        assertEquals(Optional.of(missing), messages.unavailable());
        messages.bindManager(conference);
        conference.unavailable = Optional.of(Answer.unavailable("The store is away", 5));
        assertEquals(Optional.empty(), messages.refusal(Hindrance.NONE), "the conference server says so itself");
        assertEquals(503, messages.wouldRefuse(ROOM, ROOM).orElseThrow().status());
        assertEquals(conference.unavailable, messages.unavailable());
        conference.unavailable = Optional.empty();
        assertEquals(Optional.empty(), messages.unavailable());
        messages.unbindManager(new Conference());
        assertEquals(Optional.empty(), messages.refusal(Hindrance.NONE), "another one was bound before");
        messages.unbindManager(conference);
        assertEquals(Optional.of(missing), messages.refusal(Hindrance.NONE));
    }

    @Test
    @DisplayName("OPTIONS is told where there is a room, by the Request-URI or by To, and of the manager")
    void options() {
        messages.bindManager(conference);
        SipAddress other = SipAddress.parse("sip:chat-2@h");
        assertEquals(Optional.empty(), messages.wouldRefuse(ROOM, other));
        assertEquals(Optional.empty(), messages.wouldRefuse(other, ROOM));
        assertEquals(Optional.empty(), messages.wouldRefuse(MANAGER, other));
        assertEquals(Optional.of(SipResponse.of(404)), messages.wouldRefuse(other, other));
    }
}
