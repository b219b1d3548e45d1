package imc.sip.internal.wire;

/** What characters a part of a message consists of. All is about ASCII; whatever else stands there is no match. */
public final class Octets {

    private static final byte ALPHANUMERIC = 1;
    private static final byte TOKEN = 2;
    private static final byte HEX = 4;
    private static final byte URI = 8;
    private static final byte HOST = 16;
    private static final byte[] KINDS = new byte[256];

    static {
        mark("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", ALPHANUMERIC | TOKEN | URI | HOST);
        mark("ABCDEFabcdef0123456789", HEX);
        mark("-.!%*_+`'~", TOKEN);
        mark("-_.!~*'()%;/?:@&=+$,#[]|", URI);
        mark("-._", HOST);
    }

    private Octets() {
    }

    private static void mark(String characters, int kinds) {
        characters.chars().forEach(c -> KINDS[c] |= (byte) kinds);
    }

    private static boolean is(byte kind, byte c) {
        return (KINDS[c & 0xFF] & kind) != 0;
    }

    public static boolean isBlank(byte c) {
        return c == ' ' || c == '\t';
    }

    /** Whether it may be part of a token (RFC 3261 §25.1). */
    public static boolean isToken(byte c) {
        return is(TOKEN, c);
    }

    /** Whether it is a token, of one character at least. */
    public static boolean isToken(byte[] data, int start, int end) {
        for (int i = start; i < end; i++) {
            if (!isToken(data[i])) {
                return false;
            }
        }
        return start < end;
    }

    public static boolean startWith(byte[] data, int start, int end, byte[] text) {
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

    /** @param text in lower case */
    public static boolean startWithAnyCase(byte[] data, int start, int end, byte[] text) {
        if (end - start < text.length) {
            return false;
        }
        for (int i = 0; i < text.length; i++) {
            byte c = data[start + i];
            if ((c >= 'A' && c <= 'Z' ? c + 32 : c) != text[i]) {
                return false;
            }
        }
        return true;
    }

    /** The place of a character; the end where it is not there. */
    public static int indexOf(byte[] data, int start, int end, char c) {
        int at = start;
        while (at < end && data[at] != c) {
            at++;
        }
        return at;
    }

    /** A number less than 2^31; -1 for anything else. */
    public static int number(byte[] data, int start, int end) {
        long number = start == end ? -1 : 0;
        for (int i = start; i < end; i++) {
            if (data[i] < '0' || data[i] > '9') {
                return -1;
            }
            number = 10 * number + data[i] - '0';
            if (number > Integer.MAX_VALUE) {
                return -1;
            }
        }
        return (int) number;
    }

    /** A port; -1 for anything else. */
    public static int port(byte[] data, int start, int end) {
        int port = number(data, start, end);
        return port <= 65_535 ? port : -1;
    }

    /** Whether it begins with a scheme, and has nothing in it that a URI cannot have (RFC 3986; or UTF-8). */
    public static boolean isAbsoluteUri(byte[] data, int start, int end) {
        int colon = start;
        while (colon < end && data[colon] != ':') {
            if (!is(ALPHANUMERIC, data[colon]) && (colon == start || "+-.".indexOf(data[colon]) < 0)) {
                return false;
            }
            colon++;
        }
        if (colon == start || colon >= end - 1 || data[start] <= '9') {
            return false;
        }
        for (int i = colon + 1; i < end; i++) {
            if (data[i] >= 0 && !is(URI, data[i])) {
                return false;
            }
            if (data[i] == '%' && !(i + 2 < end && is(HEX, data[i + 1]) && is(HEX, data[i + 2]))) {
                return false;
            }
        }
        return true;
    }

    /** Whether a sip or sips URI names a host, and a port if any (RFC 3261 §19.1.1). */
    public static boolean namesHost(byte[] data, int start, int end) {
        int colon = indexOf(data, start, end, ':');
        int at = indexOf(data, colon, end, '@');
        int host = at < end ? at + 1 : colon + 1;
        int hostEnd = host;
        if (host < end && data[host] == '[') {
            hostEnd = Math.min(end, indexOf(data, host, end, ']') + 1);
            for (int i = host + 1; i < hostEnd - 1; i++) {
                if (!is(HEX, data[i]) && data[i] != ':' && data[i] != '.') {
                    return false;
                }
            }
            if (hostEnd - host < 4 || data[hostEnd - 1] != ']') {
                return false;
            }
        } else {
            while (hostEnd < end && is(HOST, data[hostEnd])) {
                hostEnd++;
            }
        }
        int rest = hostEnd;
        if (rest < end && data[rest] == ':') {
            while (rest + 1 < end && data[rest + 1] >= '0' && data[rest + 1] <= '9') {
                rest++;
            }
            rest++;
            if (port(data, hostEnd + 1, rest) < 0) {
                return false;
            }
        }
        return hostEnd > host && (rest == end || data[rest] == ';' || data[rest] == '?');
    }
}
