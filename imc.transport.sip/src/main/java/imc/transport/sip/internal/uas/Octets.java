package imc.transport.sip.internal.uas;

/** What characters a part of a message consists of. All is about ASCII; whatever else stands there is no match. */
final class Octets {

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

    static boolean isAlphanumeric(byte c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
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
        for (int i = start; i < end; i++) {
            byte c = data[i];
            boolean letter = c >= 'a' && c <= 'z' || c >= '0' && c <= '9';
            boolean inside = i > start && i < end - 1 && (c == '.' || c == '-') && data[i - 1] != '.'
                    && data[i - 1] != '-';
            if (!letter && !inside) {
                return false;
            }
        }
        return start < end;
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
