package imc.sip.internal.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What characters a part of a message consists of. All is about ASCII; whatever else stands there is no match. */
public final class Octets {

    /** What may be part of a token (RFC 3261 §25.1). */
    public static final int TOKEN = 1;
    public static final int BLANK = 2;
    public static final int DIGIT = 4;
    static final int HOST = 8;
    static final int IPV6 = 16;
    /** Of a parameter in Via: more than a token, such as addresses, and what some write into a branch. */
    static final int VALUE = 32;
    private static final int SCHEME = 64;
    private static final int HEX = 128;
    private static final int URI = 256;
    private static final short[] KINDS = new short[256];

    static {
        mark("0123456789", DIGIT);
        mark("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", TOKEN | HOST | VALUE | SCHEME | URI);
        mark("ABCDEFabcdef0123456789", HEX | IPV6);
        mark(" \t", BLANK);
        mark("-.!%*_+`'~", TOKEN | VALUE);
        mark(":[]@/=#$&?^{|}", VALUE);
        mark("-._", HOST);
        mark(":.", IPV6);
        mark("+-.", SCHEME);
        mark("-_.!~*'()%;/?:@&=+$,#[]|", URI);
    }

    private Octets() {
    }

    private static void mark(String characters, int kinds) {
        characters.chars().forEach(c -> KINDS[c] |= (short) kinds);
    }

    /** A text of ASCII. */
    public static byte[] of(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static boolean is(int kind, byte c) {
        return (KINDS[c & 0xFF] & kind) != 0;
    }

    public static boolean isBlank(byte c) {
        return c == ' ' || c == '\t';
    }

    /** Where characters of a kind end that begin there; the same place where there are none. */
    public static int past(int kind, byte[] data, int start, int end) {
        int at = start;
        while (at < end && is(kind, data[at])) {
            at++;
        }
        return at;
    }

    /** The end of what stands there, the blanks at its end left out. */
    public static int beforeBlanks(byte[] data, int start, int end) {
        int at = end;
        while (at > start && isBlank(data[at - 1])) {
            at--;
        }
        return at;
    }

    /** Whether it is a token, of one character at least. */
    public static boolean isToken(byte[] data, int start, int end) {
        return start < end && past(TOKEN, data, start, end) == end;
    }

    /** A letter in lower case, anything else as it is. */
    public static int lower(byte c) {
        return c >= 'A' && c <= 'Z' ? c + 32 : c;
    }

    public static boolean startWith(byte[] data, int start, int end, byte[] text) {
        return end - start >= text.length && Arrays.equals(data, start, start + text.length, text, 0, text.length);
    }

    /** @param text in lower case */
    public static boolean startWithAnyCase(byte[] data, int start, int end, byte[] text) {
        if (end - start < text.length) {
            return false;
        }
        for (int i = 0; i < text.length; i++) {
            if (lower(data[start + i]) != text[i]) {
                return false;
            }
        }
        return true;
    }

    /** @param text in lower case */
    public static boolean areAnyCase(byte[] data, int start, int end, byte[] text) {
        return end - start == text.length && startWithAnyCase(data, start, end, text);
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
        int colon = past(SCHEME, data, start, end);
        if (colon == start || colon >= end - 1 || data[colon] != ':' || data[start] <= '9') {
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
        int hostEnd = past(HOST, data, host, end);
        if (host < end && data[host] == '[') {
            int close = past(IPV6, data, host + 1, end);
            if (close - host < 3 || close == end || data[close] != ']') {
                return false;
            }
            hostEnd = close + 1;
        }
        int rest = hostEnd;
        if (rest < end && data[rest] == ':') {
            rest = past(DIGIT, data, hostEnd + 1, end);
            if (port(data, hostEnd + 1, rest) < 0) {
                return false;
            }
        }
        return hostEnd > host && (rest == end || data[rest] == ';' || data[rest] == '?');
    }
}
