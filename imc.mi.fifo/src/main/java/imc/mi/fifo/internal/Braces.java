package imc.mi.fifo.internal;

/** Counts the braces of a JSON text, but for those in strings. */
final class Braces {

    private int open;
    private boolean inString;
    private boolean escaped;

    /** Whether this byte ends the text. */
    boolean closed(byte b) {
        if (inString) {
            inString = escaped || b != '"';
            escaped = !escaped && b == '\\';
            return false;
        }
        switch (b) {
            case '"' -> inString = true;
            case '{' -> open++;
            case '}' -> open--;
            default -> {
                return false;
            }
        }
        return open == 0;
    }
}
