package imc.sip.internal.config;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Header lines that every message sent bears besides the server's own.
 *
 * @param lines each with its line end; empty for none
 */
public record ExtraHeaders(String lines) {

    /** No further header. */
    public static final ExtraHeaders NONE = new ExtraHeaders("");

    private static final Pattern LINE = Pattern.compile("([A-Za-z0-9.!%*_+`'~-]+)[ \\t]*:([^\\p{Cntrl}]|\\t)*");
    /** What the server sets itself, or what means something to a transaction; with the compact forms. */
    private static final Set<String> TAKEN = Set.of("via", "v", "from", "f", "to", "t", "call-id", "i", "cseq",
            "max-forwards", "content-length", "l", "content-type", "c", "content-encoding", "e", "contact", "m",
            "route", "record-route", "require", "proxy-require", "supported", "k", "user-agent", "in-reply-to", "date",
            "expires");

    /**
     * Reads header lines, each ended by CRLF or LF, written as such or as {@code \r\n}. The last one's may be missing.
     *
     * @throws IllegalArgumentException saying which line is wrong
     */
    public static ExtraHeaders parse(String text) {
        StringBuilder lines = new StringBuilder();
        for (String line : text.replace("\\r\\n", "\n").split("\r?\n")) {
            if (!line.isEmpty()) {
                Matcher parts = LINE.matcher(line);
                if (!parts.matches()) {
                    throw new IllegalArgumentException("'" + line + "' is no header like 'X-Name: value'");
                }
                if (TAKEN.contains(parts.group(1).toLowerCase(Locale.ROOT))) {
                    throw new IllegalArgumentException("the server sets " + parts.group(1) + " itself");
                }
                lines.append(line).append("\r\n");
            }
        }
        return new ExtraHeaders(lines.toString());
    }

    @Override
    public String toString() {
        return lines.replace("\r\n", "\\r\\n");
    }
}
