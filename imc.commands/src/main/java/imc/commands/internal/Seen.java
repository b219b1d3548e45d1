package imc.commands.internal;

import imc.api.Blanks;

/**
 * A line as people see it. What looks like nothing is pasted without being known of, and nobody could see why a word
 * with it in it is not the right one.
 */
final class Seen {

    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;
    /** Blank signs that Unicode does not call spaces: braille, and fillers of Hangul. */
    private static final String BLANK_SIGNS = "\u2800\u3164\uFFA0";
    private static final int NEXT_LINE = 0x85;

    private Seen() {
    }

    /** The line without what looks like nothing; the line itself where all can be seen. */
    static String of(String line) {
        int plain = 0;
        while (plain < line.length() && isPlain(line.charAt(plain))) {
            plain++;
        }
        return plain == line.length() ? line : cleaned(line);
    }

    private static boolean isPlain(char c) {
        return c >= ' ' && c < 0x7F || c == '\t';
    }

    private static String cleaned(String line) {
        StringBuilder seen = new StringBuilder(line.length());
        int last = ' ';
        for (int at = 0, next; at < line.length(); at = next) {
            int character = line.codePointAt(at);
            next = at + Character.charCount(character);
            if (!Blanks.isBlank(character) || isBlank(character)
                    || isPartOfAWord(character, last, next < line.length() ? line.codePointAt(next) : ' ')) {
                seen.appendCodePoint(character);
                last = character;
            }
        }
        return seen.toString();
    }

    /** Whether it looks like a blank. */
    static boolean isBlank(int character) {
        if (character < 0x80) {
            return character == ' ' || character >= '\t' && character <= '\r';
        }
        return Character.isSpaceChar(character) || character == NEXT_LINE || BLANK_SIGNS.indexOf(character) >= 0;
    }

    /** What says how a character looks, or is between two, in other scripts than Latin and in emoji. */
    private static boolean isPartOfAWord(int character, int last, int next) {
        if (!isForeign(last)) {
            return false;
        }
        return switch (Character.getType(character)) {
            case Character.NON_SPACING_MARK -> true;
            case Character.OTHER_LETTER -> isForeign(next);
            default -> (character == ZERO_WIDTH_NON_JOINER || character == ZERO_WIDTH_JOINER) && isForeign(next);
        };
    }

    private static boolean isForeign(int character) {
        return character >= 0x80 && !isBlank(character);
    }
}
