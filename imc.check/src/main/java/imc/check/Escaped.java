package imc.check;

/** The escapes of a transcript: {@code \r \n \t \0 \\ \xHH} and {@code \s} for a blank at a line's end. */
final class Escaped {

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
        return switch (escape) {
            case 'r' -> '\r';
            case 'n' -> '\n';
            case 't' -> '\t';
            case 's' -> ' ';
            case '0' -> '\0';
            case '\\' -> '\\';
            default -> throw new IllegalArgumentException("no such escape: \\" + escape + " in '" + text + "'");
        };
    }

    /** A text on one line, as a transcript would write it. */
    static String of(String text) {
        StringBuilder line = new StringBuilder();
        for (char c : text.toCharArray()) {
            switch (c) {
                case '\r' -> line.append("\\r");
                case '\n' -> line.append("\\n");
                case '\t' -> line.append("\\t");
                case '\0' -> line.append("\\0");
                case '\\' -> line.append("\\\\");
                default -> line.append(c);
            }
        }
        return line.toString();
    }
}
