package imc.rooms.internal.turn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import imc.api.Answer;
import imc.api.ReturnCode;
import imc.api.text.Language;
import imc.rooms.internal.whiteboard.Policies;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class WordsTest {

    private static final Language ENGLISH = new Language("en");
    private static final Language GERMAN = new Language("de");

    @ParameterizedTest
    @DisplayName("the English words of each code are those of the contract, and others have others")
    @EnumSource(value = ReturnCode.class, names = "OK", mode = Mode.EXCLUDE)
    void codes(ReturnCode code) {
        assertEquals(Answer.of(code), Words.in(ENGLISH, Answer.of(code)));
        Answer german = Words.in(GERMAN, Answer.of(code));
        assertEquals(code.code() + " " + code.status(), german.code() + " " + german.status());
        assertEquals(false, german.text().equals(code.text()), german.text());
    }

    @Test
    @DisplayName("what is answered in other words than a code's own has them in other languages, too")
    void others() {
        for (Answer answer : List.of(Away.STORE, Away.SILENT_STORE, Away.SILENT_KEEPER, Away.TRANSPORT,
                Away.COMMANDS,
                Away.KNOWLEDGE, Policies.FAILED, Policies.UNHANDLED)) {
            assertEquals(answer, Words.in(ENGLISH, answer));
            Answer german = Words.in(GERMAN, answer);
            assertEquals(false, german.text().equals(answer.text()), german.text());
            assertEquals(answer.retryAfter(), german.retryAfter());
        }
    }

    @Test
    @DisplayName("what stands behind a code's words stays; who has found words of his own is left alone")
    void more() {
        assertEquals("Falsche Raumadresse: 'x' is no address", Words.in(GERMAN,
                Answer.of(ReturnCode.JOIN_BAD_ADDRESS, "Bad room address: 'x' is no address")).text());
        for (Answer own : List.of(Answer.of(ReturnCode.JOIN_NO_ROOM, "Il n'y a pas de salon"), Answer.OK,
                Answer.of(ReturnCode.JOIN_NO_ROOM, "Room not found here"), Answer.of(ReturnCode.JOIN_NO_ROOM, ""),
                Answer.refused(-131, 404, "Room not found"))) {
            assertSame(own, Words.in(GERMAN, own));
        }
        assertSame(Policies.FAILED, Words.in(Language.NONE, Policies.FAILED));
    }
}
