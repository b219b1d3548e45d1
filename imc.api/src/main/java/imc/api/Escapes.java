package imc.api;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** The {@code %HH} escapes of a URI's user part (RFC 3261 §19.1.2 and §25.1). */
final class Escapes {

    private static final String HEX = "0123456789ABCDEF";
    private static final String MARK = "-_.!~*'()";
    private static final String USER_UNRESERVED = "&=+$,;?/";

    private Escapes() {
    }

    /**
     * The one spelling that all equal user parts share: what is unreserved stands for itself, everything else is
     * escaped. A reserved character and its escape are not equal (RFC 3261 §19.1.4), so both stay as they are.
     */
    static String canonical(String user) {
        byte[] octets = user.getBytes(StandardCharsets.UTF_8);
        StringBuilder canonical = new StringBuilder(octets.length);
        for (int i = 0; i < octets.length; i++) {
            int octet = octets[i] & 0xFF;
            if (octet == '%') {
                octet = escaped(octets, i, user);
                i += 2;
                requirePrintable(octet, user);
                append(canonical, octet, isUnreserved(octet));
            } else {
                requirePrintable(octet, user);
                append(canonical, octet, isUnreserved(octet) || USER_UNRESERVED.indexOf(octet) >= 0);
            }
        }
        return canonical.toString();
    }

    /**
     * For people: escapes are resolved, but for those of characters that make a difference. Blanks, brackets and what
     * cannot be seen could forge a part of a notice or turn its direction around; with a percent sign, or a reserved
     * character, two users would look the same. What is no UTF-8 stays as it is.
     */
    static String readable(String canonical) {
        if (canonical.indexOf('%') < 0) {
            return canonical;
        }
        StringBuilder readable = new StringBuilder(canonical.length());
        for (int start = 0, end; start < canonical.length(); start = end) {
            end = start;
            while (end < canonical.length() && canonical.charAt(end) == '%') {
                end += 3;
            }
            if (end == start) {
                readable.append(canonical.charAt(end++));
            } else {
                appendReadable(readable, canonical.substring(start, end));
            }
        }
        return readable.toString();
    }

    private static void appendReadable(StringBuilder readable, String escapes) {
        byte[] octets = new byte[escapes.length() / 3];
        for (int i = 0; i < octets.length; i++) {
            octets[i] = (byte) Integer.parseInt(escapes, 3 * i + 1, 3 * i + 3, 16);
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets)).codePoints().forEach(codePoint -> {
                if (staysEscaped(codePoint)) {
                    for (byte octet : Character.toString(codePoint).getBytes(StandardCharsets.UTF_8)) {
                        append(readable, octet & 0xFF, false);
                    }
                } else {
                    readable.appendCodePoint(codePoint);
                }
            });
        } catch (CharacterCodingException e) {
            readable.append(escapes);
        }
    }

    private static boolean staysEscaped(int codePoint) {
        return "%[]".indexOf(codePoint) >= 0 || USER_UNRESERVED.indexOf(codePoint) >= 0 || Blanks.isBlank(codePoint)
                || switch (Character.getType(codePoint)) {
                    case Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED -> true;
                    default -> false;
                };
    }

    private static int escaped(byte[] octets, int at, String user) {
        int high = at + 2 < octets.length ? Character.digit(octets[at + 1], 16) : -1;
        int low = at + 2 < octets.length ? Character.digit(octets[at + 2], 16) : -1;
        if (high < 0 || low < 0) {
            throw new IllegalArgumentException("'%' is not followed by two hexadecimal digits in '" + user + "'");
        }
        return high << 4 | low;
    }

    private static void requirePrintable(int octet, String user) {
        if (octet < 0x20 || octet == 0x7F) {
            throw new IllegalArgumentException(
                    "a control character (%%%02X) in the user part".formatted(octet));
        }
    }

    private static boolean isUnreserved(int octet) {
        return octet >= 'a' && octet <= 'z' || octet >= 'A' && octet <= 'Z' || octet >= '0' && octet <= '9'
                || MARK.indexOf(octet) >= 0;
    }

    private static void append(StringBuilder canonical, int octet, boolean plain) {
        if (plain) {
            canonical.append((char) octet);
        } else {
            canonical.append('%').append(HEX.charAt(octet >> 4)).append(HEX.charAt(octet & 0xF));
        }
    }
}
