package imc.bench.load;

/**
 * Finds things in the bytes of a SIP message: as little as the load needs, for the messages of servers that keep to the
 * usual form. No parser.
 */
final class Scan {

    private Scan() {
    }

    /** The byte behind a message on a stream, or -1 if it is not there as a whole yet. */
    static int messageEnd(byte[] b, int from, int to) {
        int length = 0;
        int line = from;
        while (true) {
            int end = lineEnd(b, line, to);
            if (end < 0) {
                return -1;
            }
            if (end - line <= 2) {
                return end + length <= to ? end + length : -1;
            }
            if (isContentLength(b, line, end)) {
                int digit = indexOf(b, line, end, ':') + 1;
                while (b[digit] == ' ' || b[digit] == '\t') {
                    digit++;
                }
                length = (int) number(b, digit, end);
            }
            line = end;
        }
    }

    private static boolean isContentLength(byte[] b, int from, int to) {
        if ((b[from] | 0x20) == 'l') {
            return b[from + 1] == ':' || b[from + 1] == ' ';
        }
        // Of the headers that begin so, only this one has an L behind a hyphen there.
        return (b[from] | 0x20) == 'c' && to - from > 15 && b[from + 7] == '-' && (b[from + 8] | 0x20) == 'l'
                && (b[from + 9] | 0x20) == 'e';
    }

    /** The byte behind the line feed, or -1. */
    static int lineEnd(byte[] b, int from, int to) {
        int end = indexOf(b, from, to, '\n');
        return end < 0 ? -1 : end + 1;
    }

    /** Where this byte is first, or -1. */
    static int indexOf(byte[] b, int from, int to, int wanted) {
        for (int i = from; i < to; i++) {
            if (b[i] == wanted) {
                return i;
            }
        }
        return -1;
    }

    /** The byte behind the first occurrence of these, or -1. */
    static int behind(byte[] b, int from, int to, byte[] wanted) {
        int last = to - wanted.length;
        for (int i = from; i <= last; i++) {
            if (b[i] == wanted[0] && startsWith(b, i, to, wanted)) {
                return i + wanted.length;
            }
        }
        return -1;
    }

    static boolean startsWith(byte[] b, int from, int to, byte[] wanted) {
        if (to - from < wanted.length) {
            return false;
        }
        for (int i = 0; i < wanted.length; i++) {
            if (b[from + i] != wanted[i]) {
                return false;
            }
        }
        return true;
    }

    /** The decimal number that begins here, or -1 if none does. */
    static long number(byte[] b, int from, int to) {
        long number = 0;
        int i = from;
        for (; i < to && b[i] >= '0' && b[i] <= '9'; i++) {
            number = number * 10 + b[i] - '0';
        }
        return i == from ? -1 : number;
    }
}
