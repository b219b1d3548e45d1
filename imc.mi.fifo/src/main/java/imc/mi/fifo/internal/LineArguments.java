package imc.mi.fifo.internal;

import imc.mi.fifo.internal.Request.Argument;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The lines between the first and the empty one: {@code value}, {@code name:: value}, both with the value in quotes if
 * need be; there {@code \"} is a quote, and lines may end. A full stop by itself is no value, as with Kamailio.
 */
final class LineArguments {

    /** Kamailio takes whatever stands before two colons; an address of IPv6 is no name here. */
    private static final Pattern NAMED = Pattern.compile("(?s)([A-Za-z][A-Za-z0-9_]*)\\s*::\\s*(.*)");
    private static final String NONE = ".";

    private final List<Argument> read = new ArrayList<>();
    private String name = "";
    /** What stands in quotes that have not been closed yet. */
    private @Nullable StringBuilder quoted;
    private boolean broken;

    /** Whether the next line goes on with a value. */
    boolean isInQuotes() {
        return quoted != null;
    }

    /** Whether all of it could be read. */
    boolean isWhole() {
        return !broken && quoted == null;
    }

    List<Argument> arguments() {
        return read;
    }

    /** One line, without its end. */
    void add(String line) {
        if (quoted != null) {
            quoted.append('\n');
            inQuotes(quoted, line, 0);
            return;
        }
        Matcher named = NAMED.matcher(line.strip());
        name = named.matches() ? named.group(1) : "";
        String value = named.matches() ? named.group(2) : line.strip();
        if (value.startsWith("\"")) {
            quoted = new StringBuilder();
            inQuotes(quoted, value, 1);
        } else {
            broken |= value.indexOf('"') >= 0;
            read.add(new Argument(name, value.equals(NONE) ? "" : value));
        }
    }

    private void inQuotes(StringBuilder value, String text, int begin) {
        for (int i = begin; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length() && text.charAt(i + 1) == '"') {
                value.append('"');
                i++;
            } else if (c == '"') {
                broken |= !text.substring(i + 1).isBlank();
                read.add(new Argument(name, value.toString()));
                quoted = null;
                return;
            } else {
                value.append(c);
            }
        }
    }
}
