package imc.sip.internal.wire;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What can be made of Content-Type and Content-Disposition (RFC 3261 §20.15, §20.11, §25.1). */
public final class ContentHeaders {

    /** What those who get the copies may have to do with a body; whatever else must be done is refused. */
    private static final Set<String> DISPOSITIONS = Set.of("render", "inline", "attachment", "icon", "alert", "session",
            "notification");

    private static final String BLANKS = "[ \t]*+";
    private static final String TOKEN = "[A-Za-z0-9.!%*_+`'~-]++";
    private static final String CONTROLS = "\\x00-\\x08\\x0A-\\x1F\\x7F";
    private static final String QUOTED = "\"(?:[^\"\\\\" + CONTROLS + "]|\\\\[^" + CONTROLS + "])*+\"";
    /** More than a token: a type of its own, or a boundary of base64, is often written without its quotes. */
    private static final String VALUE = BLANKS + '=' + BLANKS + "(?:" + QUOTED + "|[!-~&&[^;\",]]++)";
    /** A semicolon that nothing follows is often written, and means nothing. */
    private static final String END = "(?:" + BLANKS + ";)?" + BLANKS;
    private static final Pattern TYPE = Pattern.compile("(" + TOKEN + ")" + BLANKS + '/' + BLANKS + "(" + TOKEN
            + parameters(VALUE) + ")" + END);
    private static final Pattern DISPOSITION = Pattern.compile(TOKEN + parameters("(?:" + VALUE + ")?+") + END);

    private ContentHeaders() {
    }

    private static String parameters(String value) {
        return "(?:" + BLANKS + ';' + BLANKS + TOKEN + value + ")*+";
    }

    /**
     * A type and a subtype with parameters, as it may be handed on: without the blanks that there may be around the
     * slash (§25.1), in which not everybody finds it. Null where it is none.
     */
    public static String type(String value) {
        Matcher type = TYPE.matcher(value);
        return type.matches() ? type.group(1) + '/' + type.group(2) : null;
    }

    /** Whether it is a token with parameters. */
    public static boolean isDisposition(String value) {
        return DISPOSITION.matcher(value).matches();
    }

    /** Whether it is known, or may be left aside; by default it may not. */
    public static boolean isTaken(String disposition) {
        String lower = disposition.toLowerCase(Locale.ROOT);
        return DISPOSITIONS.contains(lower.split(";", 2)[0].strip())
                || lower.replaceAll("[\\s\"]", "").matches("[^;]*;(?:[^;]*;)*handling=optional(?:;.*)?");
    }
}
