package imc.api;

/**
 * Characters that look like a blank, or like nothing: what Unicode calls white space, default-ignorable, control or
 * format, and the braille pattern without dots. People paste them without knowing, and others use them to forge.
 */
public final class Blanks {

    /** The default-ignorable ones that are neither format characters nor unassigned: first and last, by turns. */
    private static final int[] IGNORABLE = {0x034F, 0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B, 0x180F, 0x2065,
        0x2065, 0x2800, 0x2800, 0x3164, 0x3164, 0xFE00, 0xFE0F, 0xFFA0, 0xFFA0, 0xFFF0, 0xFFF8, 0xE0000, 0xE0FFF};

    private Blanks() {
    }

    /** Whether a code point is one of them. */
    public static boolean isBlank(int codePoint) {
        if (codePoint < 0x7F) {
            return codePoint <= ' ';
        }
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.FORMAT, Character.SPACE_SEPARATOR, Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> isIgnorable(codePoint);
        };
    }

    private static boolean isIgnorable(int codePoint) {
        for (int i = 0; i < IGNORABLE.length && IGNORABLE[i] <= codePoint; i += 2) {
            if (codePoint <= IGNORABLE[i + 1]) {
                return true;
            }
        }
        return false;
    }
}
