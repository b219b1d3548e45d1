package imc.api;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;

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
     * For people: escapes are resolved, but for those of characters that make a difference. Blanks, brackets of any
     * kind and what cannot be seen could forge a part of a notice or turn its direction around; with a percent sign, a
     * reserved character, or another form of one of ASCII, two users would look the same. So they would where a letter
     * and its accent are two characters, which are one elsewhere: such a name stays as it is, as does what is no UTF-8.
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
        String text = readable.toString();
        return isMark(text.codePointAt(0)) || !Normalizer.isNormalized(text, Normalizer.Form.NFC) ? canonical : text;
    }

    private static boolean isMark(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK -> true;
            default -> false;
        };
    }

    private static void appendReadable(StringBuilder readable, String escapes) {
        byte[] octets = new byte[escapes.length() / 3];
        for (int i = 0; i < octets.length; i++) {
            octets[i] = (byte) Integer.parseInt(escapes, 3 * i + 1, 3 * i + 3, 16);
        }
        try {
            CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets));
            boolean hasOtherForms = !Normalizer.isNormalized(text, Normalizer.Form.NFKC);
            text.codePoints().forEach(codePoint -> {
                if (staysEscaped(codePoint) || hasOtherForms && isOtherForm(codePoint)) {
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
                    case Character.START_PUNCTUATION, Character.END_PUNCTUATION -> codePoint >= 0x80;
                    default -> false;
                };
    }

    /** Whether it is another form of what has one in ASCII: a full-width letter, a ligature, a bold one. */
    private static boolean isOtherForm(int codePoint) {
        return codePoint >= 0x80 && Normalizer.normalize(Character.toString(codePoint), Normalizer.Form.NFKC).chars()
                .anyMatch(c -> c < 0x80);
    }

    private static int escaped(byte[] octets, int at, String user) {
        int high = at + 2 < octets.length ? Character.digit(octets[at + 1], 16) : -1;
        int low = at + 2 < octets.length ? Character.digit(octets[at + 2], 16) : -1;
        if (high < 0 || low < 0) {
            throw new BadAddressException("escape", "'%%' is not followed by two hexadecimal digits in '%s'", user);
        }
        return high << 4 | low;
    }

    private static void requirePrintable(int octet, String user) {
        if (octet < 0x20 || octet == 0x7F) {
            throw new BadAddressException("control", "a control character (%s) in the user part",
                    "%%%02X".formatted(octet));
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
