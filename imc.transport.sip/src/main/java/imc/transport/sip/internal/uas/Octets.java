package imc.transport.sip.internal.uas;

import java.util.Arrays;

/** What characters a part of a message consists of. All is about ASCII; whatever else stands there is no match. */
final class Octets {

    private static final byte ALPHANUMERIC = 1;
    private static final byte LOWER_CASE = 2;
    private static final byte PARTING = 4;
    private static final byte[] KINDS = kinds();

    private Octets() {
    }

    /** Letters, digits and some more; at least one of them. */
    static boolean consistOf(byte[] data, int start, int end, String more) {
        for (int i = start; i < end; i++) {
            if (!isAlphanumeric(data[i]) && more.indexOf(data[i]) < 0) {
                return false;
            }
        }
        return start < end;
    }

    private static byte[] kinds() {
        byte[] kinds = new byte[256];
        Arrays.fill(kinds, '0', '9' + 1, (byte) (ALPHANUMERIC | LOWER_CASE));
        Arrays.fill(kinds, 'a', 'z' + 1, (byte) (ALPHANUMERIC | LOWER_CASE));
        Arrays.fill(kinds, 'A', 'Z' + 1, ALPHANUMERIC);
        kinds['.'] = PARTING;
        kinds['-'] = PARTING;
        return kinds;
    }

    private static boolean is(byte kind, byte c) {
        return (KINDS[c & 0xFF] & kind) != 0;
    }

    static boolean isAlphanumeric(byte c) {
        return is(ALPHANUMERIC, c);
    }

    static boolean startWith(byte[] data, int start, int end, byte[] text) {
        if (end - start < text.length) {
            return false;
        }
        for (int i = 0; i < text.length; i++) {
            if (data[start + i] != text[i]) {
                return false;
            }
        }
        return true;
    }

    /** The place of a character; the end where it is not there. */
    static int indexOf(byte[] data, int start, int end, char c) {
        int at = start;
        while (at < end && data[at] != c) {
            at++;
        }
        return at;
    }

    /** A number of at most nine digits; -1 for anything else. */
    static int number(byte[] data, int start, int end) {
        if (start == end || end - start > 9) {
            return -1;
        }
        int number = 0;
        for (int i = start; i < end; i++) {
            if (data[i] < '0' || data[i] > '9') {
                return -1;
            }
            number = 10 * number + data[i] - '0';
        }
        return number;
    }

    /** A port as one writes it; -1 for anything else. */
    static int port(byte[] data, int start, int end) {
        int port = end - start > 5 || start == end || data[start] == '0' ? -1 : number(data, start, end);
        return port <= 65_535 ? port : -1;
    }

    /** A host name or an IPv4 address, in lower case. */
    static boolean isHost(byte[] data, int start, int end) {
        boolean parted = true;
        for (int i = start; i < end; i++) {
            if (!is(LOWER_CASE, data[i]) && (parted || !is(PARTING, data[i]))) {
                return false;
            }
            parted = is(PARTING, data[i]);
        }
        return !parted;
    }

    /** {@code sip:user@host} or {@code sip:user@host:port}. */
    static boolean isPlainUri(byte[] data, int start, int end) {
        if (end - start < 7 || data[start] != 's' || data[start + 1] != 'i' || data[start + 2] != 'p'
                || data[start + 3] != ':') {
            return false;
        }
        int at = indexOf(data, start + 4, end, '@');
        int colon = indexOf(data, at, end, ':');
        return at < end && consistOf(data, start + 4, at, "-._+") && isHost(data, at + 1, colon)
                && (colon == end || port(data, colon + 1, end) > 0);
    }
}
