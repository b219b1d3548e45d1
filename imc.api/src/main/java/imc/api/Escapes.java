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

    /** Resolves the escapes where the result is UTF-8 that can be shown; otherwise gives the text as it is. */
    static String readable(String canonical) {
        if (canonical.indexOf('%') < 0) {
            return canonical;
        }
        ByteBuffer octets = ByteBuffer.allocate(canonical.length());
        for (int i = 0; i < canonical.length(); i++) {
            char c = canonical.charAt(i);
            if (c == '%') {
                octets.put((byte) Integer.parseInt(canonical, i + 1, i + 3, 16));
                i += 2;
            } else {
                octets.put((byte) c);
            }
        }
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(octets.flip()).toString();
            return text.codePoints().anyMatch(Escapes::isUnshowable) ? canonical : text;
        } catch (CharacterCodingException e) {
            return canonical;
        }
    }

    /** Control and format characters could forge a line of a notice or turn its direction around. */
    private static boolean isUnshowable(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED -> true;
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
