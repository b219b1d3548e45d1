package imc.rooms.internal.content;

import static org.junit.jupiter.api.Assertions.assertEquals;

import imc.api.Answer;
import imc.api.Content;
import imc.api.Room;
import imc.api.SipAddress;
import imc.api.room.Speech;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** To whom notifications go. */
class NotificationsTest {

    private static final SipAddress CHAT = SipAddress.parse("sip:chat-1@example.com");

    private final Notifications notifications = new Notifications();

    private Optional<SipAddress> reportsTo(String messageId) {
        return notifications.reportsTo(CHAT, new Report(messageId, "", "", ""));
    }

    @Test
    @DisplayName("who names his message as another's is named diverts no notification")
    void sameName() {
        for (String user : List.of("alice", "bob")) {
            notifications.said(new Speech(Room.empty(CHAT, false), SipAddress.parse("sip:" + user + "@example.com"),
                    Content.text("hi"), Map.of(), Optional.of("ID1"), List.of(), Answer.OK));
        }
        assertEquals(Optional.of(SipAddress.parse("sip:alice@example.com")), reportsTo("ID1"));
    }
}
