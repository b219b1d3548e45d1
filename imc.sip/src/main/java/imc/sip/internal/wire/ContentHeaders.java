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

    /**
     * A type and a subtype with parameters, as it may be handed on: without the blanks that there may be around the
     * slash (§25.1), in which not everybody finds it. Null where it is none.
     */
    public static String type(String value) {
        int end = beforeParameters(value);
        int slash = value.indexOf('/');
        int typeEnd = tokenEnd(value, 0);
        int subtype = pastBlanks(value, slash + 1);
        boolean type = typeEnd > 0 && slash >= typeEnd && slash < end && pastBlanks(value, typeEnd) == slash
                && isToken(value, subtype, end) && areParameters(value, end, true);
        if (!type) {
            return null;
        }
        String plain = subtype - typeEnd == 1 ? value : value.substring(0, typeEnd) + '/' + value.substring(subtype);
        return plain.replaceFirst("[; \t]+$", "");
    }

    /** Whether it is a token with parameters. */
    public static boolean isDisposition(String value) {
        int end = beforeParameters(value);
        return isToken(value, 0, end) && areParameters(value, end, false);
    }

    /** A semicolon that nothing follows is often written, and means nothing. */
    private static boolean areParameters(String value, int start, boolean valued) {
        int at = start;
        while (at < value.length()) {
            at = pastBlanks(value, at);
            if (at < value.length() && value.charAt(at) != ';') {
                return false;
            }
            at = pastBlanks(value, Math.min(at + 1, value.length()));
            if (at < value.length()) {
                at = parameterEnd(value, at, valued);
            }
            if (at < 0) {
                return false;
            }
        }
        return true;
    }

    /** Where a parameter ends; -1 where there is none. */
    private static int parameterEnd(String value, int start, boolean valued) {
        int name = tokenEnd(value, start);
        int equals = pastBlanks(value, name);
        if (name == start) {
            return -1;
        }
        if (equals == value.length() || value.charAt(equals) != '=') {
            return valued ? -1 : name;
        }
        int text = pastBlanks(value, equals + 1);
        int end = text < value.length() && value.charAt(text) == '"' ? quoteEnd(value, text) : valueEnd(value, text);
        return end == text ? -1 : end;
    }

    /** More than a token: a type of its own, or a boundary of base64, is often written without its quotes. */
    private static int valueEnd(String value, int start) {
        int at = start;
        while (at < value.length() && value.charAt(at) > ' ' && value.charAt(at) < 0x7F
                && value.charAt(at) != ';' && value.charAt(at) != '"' && value.charAt(at) != ',') {
            at++;
        }
        return at;
    }

    private static int quoteEnd(String value, int start) {
        for (int i = start + 1; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"') {
                return i + 1;
            }
            if (c == '\\') {
                i++;
            }
            if (i == value.length() || value.charAt(i) < ' ' && value.charAt(i) != '\t' || value.charAt(i) == 0x7F) {
                return -1;
            }
        }
        return -1;
    }

    private static int pastBlanks(String value, int start) {
        int at = start;
        while (at < value.length() && (value.charAt(at) == ' ' || value.charAt(at) == '\t')) {
            at++;
        }
        return at;
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
        return start < end && tokenEnd(value, start) >= end;
    }

    private static int tokenEnd(String value, int start) {
        int at = start;
        while (at < value.length() && value.charAt(at) < 0x80 && Octets.isToken((byte) value.charAt(at))) {
            at++;
        }
        return at;
    }
}
