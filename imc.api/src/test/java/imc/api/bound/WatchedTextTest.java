package imc.api.bound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A text that notices who looks at it. */
class WatchedTextTest {

    private int looks;

    private WatchedText text(String text, int most) {
        return new WatchedText(text) {
            @Override
            protected void look() {
                if (++looks > most) {
                    throw new IllegalStateException("enough");
                }
            }
        };
    }

    @Test
    @DisplayName("an expression that takes time without end is ended, and another one is not")
    void ended() {
        Pattern endless = Pattern.compile("(a|aa)+(a|aa)+(a|aa)+(a|aa)+x");
        WatchedText text = text("a".repeat(100), 10_000);
        assertThrows(IllegalStateException.class, () -> endless.matcher(text).matches());
        assertEquals(10_001, looks);

        looks = 0;
        Matcher sensible = Pattern.compile("(a+)b").matcher(text("aaab", 10_000));
        assertTrue(sensible.matches());
        assertEquals("aaa", sensible.group(1));
        assertTrue(looks >= 4);
        assertEquals("aaab", text("aaab", 0).toString());
        assertEquals(4, text("aaab", 0).length());
    }
}
