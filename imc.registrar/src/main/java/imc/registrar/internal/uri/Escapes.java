package imc.registrar.internal.uri;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The {@code %HH} escapes of a URI. */
final class Escapes {

    private static final Pattern ESCAPE = Pattern.compile("%([0-9A-Fa-f]{2})?");
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
        return ESCAPE.matcher(text).replaceAll(escape -> {
            if (escape.group(1) == null) {
                throw new IllegalArgumentException("'%' is not followed by two hexadecimal digits");
            }
            char octet = (char) Integer.parseInt(escape.group(1), 16);
            return Matcher.quoteReplacement(
                    isUnreserved(octet) ? String.valueOf(octet) : escape.group().toUpperCase(Locale.ROOT));
        });
    }

    private static boolean isUnreserved(char octet) {
        return octet >= 'a' && octet <= 'z' || octet >= 'A' && octet <= 'Z' || octet >= '0' && octet <= '9'
                || MARK.indexOf(octet) >= 0;
    }
}
