package imc.check;

/** The escapes of a transcript: {@code \r \n \t \0 \\ \xHH} and {@code \s} for a blank at a line's end. */
final class Escaped {

    /** What stands behind a backslash, and what is meant by it; a blank that is no line's end is written as it is. */
    private static final String ESCAPES = "rnt0\\s";
    private static final String MEANINGS = "\r\n\t\0\\ ";

    private Escaped() {
    }

    static String resolve(String text) {
        StringBuilder resolved = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\\' || i + 1 == text.length()) {
                resolved.append(c);
                continue;
            }
            char escape = text.charAt(++i);
            if (escape == 'x') {
                resolved.append((char) Integer.parseInt(text, i + 1, i + 3, 16));
                i += 2;
            } else {
                resolved.append(of(escape, text));
            }
        }
        return resolved.toString();
    }

    private static char of(char escape, String text) {
        int at = ESCAPES.indexOf(escape);
        if (at < 0) {
            throw new IllegalArgumentException("no such escape: \\" + escape + " in '" + text + "'");
        }
        return MEANINGS.charAt(at);
    }

    /** A text on one line, as a transcript would write it. */
    static String of(String text) {
        StringBuilder line = new StringBuilder();
        for (char c : text.toCharArray()) {
            int at = c == ' ' ? -1 : MEANINGS.indexOf(c);
            line.append(at < 0 ? String.valueOf(c) : "\\" + ESCAPES.charAt(at));
        }
        return line.toString();
    }
}
