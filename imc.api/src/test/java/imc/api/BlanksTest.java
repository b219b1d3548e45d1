package imc.api;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlanksTest {

    @ParameterizedTest
    @ValueSource(ints = {0, '\t', '\n', 0x1F, ' ', 0x7F, 0x85, 0xA0, 0xAD, 0x34F, 0x61C, 0x115F, 0x1160, 0x1680, 0x17B4,
        0x180E, 0x2000, 0x200B, 0x200D, 0x200E, 0x2028, 0x2029, 0x202E, 0x202F, 0x205F, 0x2060, 0x2064, 0x2065, 0x2069,
        0x206F, 0x2800, 0x3000, 0x3164, 0xFE0F, 0xFEFF, 0xFFA0, 0xFFF0, 0x1BCA0, 0x1D173, 0xE0001, 0xE0100, 0xE0FFF})
    void whatCannotBeSeenIsBlank(int codePoint) {
        assertTrue(Blanks.isBlank(codePoint));
    }

    @ParameterizedTest
    @ValueSource(ints = {'!', '#', '[', '~', 0xA1, 0xFC, 0x350, 0x115E, 0x2010, 0x2801, 0x3042, 0xFFA1, 0xFFFD, 0x1F600,
        0xF0000})
    void whatCanBeSeenIsNot(int codePoint) {
        assertFalse(Blanks.isBlank(codePoint));
    }
}
