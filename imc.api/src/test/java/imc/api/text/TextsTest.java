package imc.api.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import imc.api.text.sample.Sample;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a bundle says, in several languages. */
class TextsTest {

    private final Texts texts = Texts.beside(Sample.class);

    @Test
    void languages() {
        assertEquals("Hello", texts.get(Language.NONE, "hello"));
        assertEquals("Gr\u00fc\u00df Gott", texts.get(Language.of("de"), "hello"));
        assertEquals("Hello", texts.get(Language.of("fr"), "hello"));
        assertEquals("Hello", texts.get(Language.of("qqq"), "hello"));
    }

    @Test
    @DisplayName("of the languages that somebody likes it is the first in which there is the text; English is one")
    void firstThatThereIs() {
        assertEquals("Gr\u00fc\u00df Gott", texts.get(new Language("nl", List.of("fr", "de")), "hello"));
        assertEquals("Hello", texts.get(new Language("nl", List.of("en", "de")), "hello"));
        assertEquals("Hello", texts.get(new Language("nl", List.of("fr")), "hello"));
    }

    @Test
    @DisplayName("arguments stand where the text has them; an apostrophe and a brace are nothing special")
    void arguments() {
        assertEquals("It's {odd}: bob, then alice {2}", texts.get(Language.NONE, "order", "alice", "bob"));
        assertEquals("nur de: {0}", texts.get(Language.of("de"), "order", "{0}"));
    }

    @Test
    void missing() {
        assertEquals(Optional.empty(), texts.find(Language.of("de"), "none"));
        assertThrows(IllegalArgumentException.class, () -> texts.get(Language.NONE, "none"));
        assertThrows(IllegalArgumentException.class, () -> Texts.beside(String.class));
    }

    @Test
    void refusal() {
        assertEquals("-131 404 Room x not found", texts.refused(Language.NONE, -131, 404, "x").code() + " "
                + texts.refused(Language.NONE, -131, 404, "x").status() + " "
                + texts.refused(Language.NONE, -131, 404, "x").text());
    }
}
