package imc.api.sip;

import java.util.ArrayList;
import java.util.List;

/**
 * Where the value of a header can be parted: never within a quoted string, and never within angle brackets, in which
 * a URI has commas and semicolons of its own (RFC 3261 §7.3.1, §20.10). A quotation mark within brackets is a
 * character of the URI, if not one that it may have (§25.1).
 */
public final class HeaderValues {

    private static final int NO_CHARACTER = -1;
    private static final int QUOTED_TO_THE_END = -2;

    private HeaderValues() {
    }

    /**
     * The parts of a value.
     *
     * @param separator a comma between values or a semicolon between parameters
     * @return at least one, as they stand there, with their blanks; quotes and brackets that nothing closes reach to
     *     the end of the last
     */
    public static List<String> split(String value, char separator) {
        List<String> parts = new ArrayList<>();
        int start = 0;
        for (int end; (end = indexOf(value, separator, start)) >= 0; start = end + 1) {
            parts.add(value.substring(start, end));
        }
        parts.add(value.substring(start));
        return parts;
    }

    /**
     * Where a character stands outside quotes and brackets.
     *
     * @param wanted no quotation mark; {@code <} is the one that opens brackets
     * @param from   from where on it is looked for, itself outside
     * @return -1 where it does not
     */
    public static int indexOf(String value, char wanted, int from) {
        return Math.max(-1, scan(value, wanted, from));
    }

    /** Whether a quotation mark in it is not closed. */
    public static boolean isQuoteOpen(String value) {
        return scan(value, NO_CHARACTER, 0) == QUOTED_TO_THE_END;
    }

    private static int scan(String value, int wanted, int from) {
        boolean quoted = false;
        boolean bracketed = false;
        for (int i = from; i < value.length(); i++) {
            char c = value.charAt(i);
            if (quoted) {
                if (c == '\\') {
                    i++;
                } else if (c == '"') {
                    quoted = false;
                }
            } else if (bracketed) {
                bracketed = c != '>';
            } else if (c == wanted) {
                return i;
            } else {
                quoted = c == '"';
                bracketed = c == '<';
            }
        }
        return quoted ? QUOTED_TO_THE_END : -1;
    }
}
