package imc.rooms.internal;

import static imc.rooms.internal.Conference.CHAT;
import static imc.rooms.internal.Conference.MANAGER;
import static imc.rooms.internal.Conference.user;
import static org.junit.jupiter.api.Assertions.assertEquals;

import imc.api.Answer;
import imc.api.Content;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is neither known nor in a room is answered, and sent nothing: the address may be anybody's. */
class StrangersTest {

    private final Conference conference = Conference.open();

    @BeforeEach
    void aliceHasARoom() {
        conference.send("alice", "#create private");
        conference.strangers.add(user("mallory"));
        conference.told();
    }

    @ParameterizedTest
    @CsvSource({"hello, -202 403", "#leave, -92 403", "#, -20 400", "#join http://x, -43 400", "#bogus, -21 403",
        "#rooms, -21 403", "#help, -21 403", "#members chat-9, -101 404", "#invite bob, -54 403"})
    @DisplayName("refusals go in the response alone, and what would have to be sent is refused")
    void nothingIsSent(String body, String answer) {
        Answer given = conference.send("mallory", body);
        assertEquals(answer, given.code() + " " + given.status());
        assertEquals(List.of(), conference.told());
    }

    @Test
    @DisplayName("members are told of his attempt to join, he is not")
    void attempt() {
        assertEquals(-42, conference.send("mallory", "#join").code());
        assertEquals(List.of("chat-1 -> alice: *** [mallory] attempted to join the room"), conference.told());
    }

    @Test
    @DisplayName("too large and unreadable messages are refused in the response alone")
    void unreadable() {
        conference.send("mallory", CHAT, new Content("message/cpim", new byte[5]), Map.of());
        conference.send("mallory", "x".repeat(40_000));
        assertEquals(List.of(), conference.told());
    }

    @Test
    @DisplayName("a command that makes him a member is told as to any member, and so is what he does then")
    void member() {
        assertEquals(200, conference.send("mallory", user("chat-2"), Content.text("#create"), Map.of()).status());
        assertEquals(List.of("chat-2 -> mallory: *** Room was created"), conference.told());
        assertEquals(200, conference.send("mallory", MANAGER, Content.text("#rooms"), Map.of()).status());
        assertEquals(List.of("chat-manager -> mallory: Rooms:\n[chat-2]"), conference.told());
        assertEquals(200, conference.send("mallory", user("chat-2"), Content.text("#destroy"), Map.of()).status());
        assertEquals(List.of("chat-2 -> mallory: *** Room has been destroyed"), conference.told());
        assertEquals(-21, conference.send("mallory", "#rooms").code());
        assertEquals(List.of(), conference.told());
    }

    @Test
    @DisplayName("who is invited is no stranger")
    void invited() {
        conference.send("alice", "#invite mallory");
        conference.told();
        assertEquals(200, conference.send("mallory", "#help").status());
        assertEquals(-203, conference.send("mallory", "hello").code());
        assertEquals("chat-1 -> mallory: *** You have not accepted the invitation to this room yet",
                conference.told().stream().reduce((first, last) -> last).orElseThrow());
    }
}
