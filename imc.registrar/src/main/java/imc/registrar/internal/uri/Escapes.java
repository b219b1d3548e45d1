package imc.registrar.internal.uri;

/** The {@code %HH} escapes of a URI. */
final class Escapes {

    private static final String HEX = "0123456789ABCDEF";
    private static final String MARK = "-_.!~*'()";

    private Escapes() {
    }

    /**
     * The text in which every character that needs no escape has none, so that equal texts are the same text. The
     * escape of a reserved character is not equal to that character (RFC 3261 §19.1.4): it stays, in upper case.
     *
     * @throws IllegalArgumentException if a '%' is no escape
     */
    static String resolved(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        StringBuilder resolved = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                int octet = octet(text, i);
                i += 2;
                if (isUnreserved(octet)) {
                    resolved.append((char) octet);
                } else {
                    resolved.append('%').append(HEX.charAt(octet >> 4)).append(HEX.charAt(octet & 0xF));
                }
            } else {
                resolved.append(c);
            }
        }
        return resolved.toString();
    }

    private static int octet(String text, int percent) {
        int high = percent + 2 < text.length() ? Character.digit(text.charAt(percent + 1), 16) : -1;
        int low = percent + 2 < text.length() ? Character.digit(text.charAt(percent + 2), 16) : -1;
        if (high < 0 || low < 0) {
            throw new IllegalArgumentException("'%' is not followed by two hexadecimal digits");
        }
        return high << 4 | low;
    }

    private static boolean isUnreserved(int octet) {
        return octet >= 'a' && octet <= 'z' || octet >= 'A' && octet <= 'Z' || octet >= '0' && octet <= '9'
                || MARK.indexOf(octet) >= 0;
    }
}
