package imc.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PropertiesTest {

    private static Properties with(Properties before, String name, String value) {
        return before.with(name, Optional.ofNullable(value));
    }

    private static String refusal(String name, String value) {
        return assertThrows(IllegalArgumentException.class, () -> with(Properties.NONE, name, value)).getMessage();
    }

    @Test
    void whatChangesIsAnotherAndWhatDoesNotChangeIsTheSame() {
        Properties one = with(Properties.NONE, "topic", "Friday");
        assertEquals(Optional.of("Friday"), one.get("topic"));
        assertEquals(Optional.empty(), Properties.NONE.get("topic"));
        assertSame(one, with(one, "topic", "Friday"));
        assertSame(one, with(one, "mute", null));
        assertEquals(Optional.of(""), with(one, "topic", "").get("topic"));
        assertSame(Properties.NONE, with(one, "topic", null), "none is one for all");
        assertSame(Properties.NONE, Properties.of(Map.of()));
    }

    @Test
    void theyAreEqualWhateverTheOrderOfTheirComingAndStandInThatOfTheirNames() {
        Properties one = with(with(Properties.NONE, "b", "2"), "a", "1");
        Properties other = with(with(Properties.NONE, "a", "1"), "b", "2");
        assertEquals(one, other);
        assertEquals(one.hashCode(), other.hashCode());
        assertNotEquals(one, with(other, "b", "3"));
        assertEquals(List.of("a", "b"), one.names());
        assertEquals(Map.of("a", "1", "b", "2"), one.asMap());
        assertEquals("[a, b]", one.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Topic", "1topic", ".topic", "to pic", "to/pic", "t\u00F6pic", "topic\n"})
    void aNameThatIsNoneIsRefused(String name) {
        String why = refusal(name, "x");
        assertTrue(why.startsWith("'" + name + "' is no name of a property"), why);
    }

    @Test
    void namesAndValuesHaveTheirLongestLength() {
        String longest = "n".repeat(Properties.MAX_NAME_LENGTH);
        with(Properties.NONE, longest, "x".repeat(Properties.MAX_VALUE_LENGTH));
        assertTrue(refusal(longest + "n", "x").contains("is no name"));
        assertEquals("the property 'topic' has 4097 characters, at most 4096 are allowed",
                refusal("topic", "x".repeat(Properties.MAX_VALUE_LENGTH + 1)));
    }

    @Test
    void aValueIsATextThatCanBeWritten() {
        with(Properties.NONE, "topic", "\uD83D\uDE00\uFFFF\u0001");
        assertEquals("the property 'topic' has U+0000 at 1, which is no character of a text", refusal("topic", "a\0"));
        assertEquals("the property 'topic' has U+D83D at 2, which is no character of a text",
                refusal("topic", "ab\uD83D"));
        assertEquals("the property 'topic' has U+DE00 at 2, which is no character of a text",
                refusal("topic", "\uD83D\uDE00\uDE00"));
    }

    @Test
    void thereIsAnEndToTheirNumber() {
        Map<String, String> most = IntStream.range(0, Properties.MAX_COUNT).boxed()
                .collect(Collectors.toMap(i -> "p" + i, i -> "v"));
        Properties full = Properties.of(most);
        assertEquals(Optional.of("w"), with(full, "p0", "w").get("p0"));
        assertEquals("33 properties are too many for one room or member, at most 32 are allowed",
                assertThrows(IllegalArgumentException.class, () -> with(full, "more", "v")).getMessage());
        Map<String, String> more = new HashMap<>(most);
        more.put("more", "v");
        assertThrows(IllegalArgumentException.class, () -> Properties.of(more));
    }
}
