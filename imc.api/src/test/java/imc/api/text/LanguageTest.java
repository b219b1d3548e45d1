package imc.api.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import imc.api.Content;
import imc.api.Message;
import imc.api.Room;
import imc.api.SipAddress;
import imc.api.store.Change;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** In which language somebody is told something. */
class LanguageTest {

    private static final SipAddress ROOM = SipAddress.parse("sip:chat-1@example.com");

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "de | de", "de-AT, en;q=0.8 | de", "en;q=0.5, fr;q=0.9 | fr", "DE | de", "*, fr | fr", "de;q=0, fr | fr",
        "'' | ''", ";;;, | ''", "de;q=x, fr | fr", "x | ''", "../../etc | ''", "d\u00e9 | ''"})
    void accepted(String header, String tag) {
        assertEquals(tag, Language.of(message(Map.of(Message.ACCEPT_LANGUAGE, header))).tag());
    }

    @Test
    @DisplayName("what is liked less is kept, the best first, each once; what is not liked at all is not")
    void further() {
        assertEquals(new Language("nl", List.of("de", "fr")), Language.of(message(Map.of(Message.ACCEPT_LANGUAGE,
                "fr;q=0.3, de-AT;q=0.8, nl, it;q=0, *;q=0.1, de;q=0.7, nl-BE;q=0.6"))));
        assertThrows(IllegalArgumentException.class, () -> new Language("", List.of("de")));
        assertThrows(IllegalArgumentException.class, () -> new Language("nl", List.of("german")));
    }

    @Test
    void nothingSaid() {
        assertEquals(Language.NONE, Language.of(message(Map.of())));
    }

    @Test
    @DisplayName("a header of any length costs the look at its beginning")
    void long_() {
        assertEquals("fr", Language.of(message(Map.of(Message.ACCEPT_LANGUAGE, "fr" + ",x".repeat(30_000)))).tag());
    }

    @Test
    @DisplayName("the room's own language goes before the user's")
    void room() {
        Room french = new Change.RoomPropertyPut(ROOM, Room.LANGUAGE, Optional.of("fr"))
                .applyTo(Room.empty(ROOM, false));
        assertEquals("fr", Language.of(Optional.of(french), Language.of("de")).tag());
        assertEquals("de", Language.of(Optional.of(Room.empty(ROOM, false)), Language.of("de")).tag());
        assertEquals("de", Language.of(Optional.empty(), Language.of("de")).tag());
    }

    @Test
    void refused() {
        assertThrows(IllegalArgumentException.class, () -> Language.of("german"));
    }

    private static Message message(Map<String, String> headers) {
        return new Message(SipAddress.parse("sip:alice@example.com"), ROOM, ROOM, "c", Content.text("x"), headers);
    }
}
