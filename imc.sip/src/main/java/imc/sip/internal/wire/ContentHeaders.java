package imc.sip.internal.wire;

import java.util.Locale;
import java.util.Set;

/** What can be made of Content-Type and Content-Disposition (RFC 3261 §20.15, §20.11). */
public final class ContentHeaders {

    /** What those who get the copies may have to do with a body; whatever else must be done is refused. */
    private static final Set<String> DISPOSITIONS = Set.of("render", "inline", "attachment", "icon", "alert", "session",
            "notification");

    private ContentHeaders() {
    }

    /** Whether it begins with a type and a subtype, and goes on with parameters, if at all. */
    public static boolean isType(String value) {
        int end = beforeParameters(value);
        int slash = value.indexOf('/');
        return slash > 0 && slash < end && isToken(value, 0, slash) && isToken(value, slash + 1, end);
    }

    /** Whether it begins with a token, and goes on with parameters, if at all. */
    public static boolean isDisposition(String value) {
        return isToken(value, 0, beforeParameters(value));
    }

    /** Whether it is known, or may be left aside; by default it may not. */
    public static boolean isTaken(String disposition) {
        String lower = disposition.toLowerCase(Locale.ROOT);
        return DISPOSITIONS.contains(lower.substring(0, beforeParameters(disposition)))
                || lower.replaceAll("[\\s\"]", "").matches("[^;]*;(?:[^;]*;)*handling=optional(?:;.*)?");
    }

    private static int beforeParameters(String value) {
        int end = value.indexOf(';') < 0 ? value.length() : value.indexOf(';');
        while (end > 0 && (value.charAt(end - 1) == ' ' || value.charAt(end - 1) == '\t')) {
            end--;
        }
        return end;
    }

    private static boolean isToken(String value, int start, int end) {
        for (int i = start; i < end; i++) {
            char c = value.charAt(i);
            if (!(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || "-.!%*_+`'~".indexOf(c) >= 0)) {
                return false;
            }
        }
        return start < end;
    }
}
