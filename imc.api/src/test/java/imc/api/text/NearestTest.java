package imc.api.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What was probably meant. */
class NearestTest {

    private static final List<String> KNOWN = List.of("max_members", "max_rooms", "listen");

    @ParameterizedTest
    @CsvSource({"max_member, max_members", "max_romos, max_rooms", "lisen, listen", "xlistenx, listen",
        "listening, ", "port, ", "'', "})
    @DisplayName("a slip of the keyboard is understood, and nothing that is further away")
    void slips(String written, String meant) {
        assertEquals(Optional.ofNullable(meant), Nearest.to(written, KNOWN));
    }

    @Test
    @DisplayName("how far away may depend on the name; the nearest one is meant")
    void most() {
        assertEquals(Optional.empty(), Nearest.to("x", List.of("a"), name -> name.length() / 2));
        assertEquals(Optional.of("abcd"), Nearest.to("abcx", List.of("abyy", "abcd"), name -> 2));
    }

    @ParameterizedTest
    @CsvSource({"'', '', 0", "abc, '', 3", "'', ab, 2", "kitten, sitting, 3", "abc, abc, 0", "ab, ba, 2"})
    @DisplayName("it counts what is put in, taken out and replaced")
    void distance(String one, String other, int distance) {
        assertEquals(distance, Nearest.distance(one, other));
        assertEquals(distance, Nearest.distance(other, one));
    }
}
