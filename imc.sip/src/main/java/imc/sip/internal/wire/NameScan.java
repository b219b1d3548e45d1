package imc.sip.internal.wire;

/**
 * The value of From or To (RFC 3261 §20.20, §20.39): {@code "name" <uri>;tag=…}, {@code name <uri>} or {@code uri}, by
 * the places where its parts stand. What a name without quotes consists of is not looked at.
 *
 * @param tagStart -1 where there is no tag
 */
public record NameScan(int uriStart, int uriEnd, int tagStart, int tagEnd) {

    private static final byte[] TAG = Octets.of("tag");

    /** The first of a list, parted by commas outside of quotes and brackets; null where it cannot be read. */
    public static NameScan firstOf(byte[] data, int start, int end) {
        boolean quoted = false;
        boolean bracketed = false;
        int at = start;
        for (; at < end && (quoted || bracketed || data[at] != ','); at++) {
            if (quoted && data[at] == '\\') {
                at++;
            } else if (data[at] == '"' && !bracketed) {
                quoted = !quoted;
            } else if (!quoted) {
                bracketed = data[at] == '<' || bracketed && data[at] != '>';
            }
        }
        return of(data, start, Math.min(at, end));
    }

    /** Null where it cannot be read. */
    public static NameScan of(byte[] data, int start, int end) {
        int first = blanks(data, start, end);
        int open = first;
        if (first < end && data[first] == '"') {
            open = blanks(data, quoted(data, first, end), end);
            if (open >= end || data[open] != '<') {
                return null;
            }
        }
        while (open < end && data[open] != '<' && data[open] != ';') {
            if (data[open] == '"' || data[open] == '>') {
                return null;
            }
            open++;
        }
        return open < end && data[open] == '<' ? bracketed(data, open, end)
                : parameters(data, first, open, open, end);
    }

    private static NameScan bracketed(byte[] data, int open, int end) {
        int close = Octets.indexOf(data, open, end, '>');
        return close == end ? null
                : parameters(data, blanks(data, open + 1, close), close, close + 1, end);
    }

    private static NameScan parameters(byte[] data, int uri, int behind, int from, int end) {
        int uriEnd = Octets.beforeBlanks(data, uri, behind);
        if (!Octets.isAbsoluteUri(data, uri, uriEnd)) {
            return null;
        }
        int tag = -1;
        int tagEnd = -1;
        int at = blanks(data, from, end);
        while (at < end && data[at] == ';') {
            int name = blanks(data, at + 1, end);
            int nameEnd = Octets.past(Octets.TOKEN, data, name, end);
            at = blanks(data, nameEnd, end);
            int value = -1;
            int valueEnd = -1;
            if (at < end && data[at] == '=') {
                value = blanks(data, at + 1, end);
                valueEnd = value < end && data[value] == '"' ? quoted(data, value, end) : value(data, value, end);
                at = blanks(data, valueEnd, end);
            }
            if (Octets.areAnyCase(data, name, nameEnd, TAG)) {
                if (tag >= 0 || value < 0 || !Octets.isToken(data, value, valueEnd)) {
                    return null;
                }
                tag = value;
                tagEnd = valueEnd;
            }
        }
        return at < end || at > end ? null : new NameScan(uri, uriEnd, tag, tagEnd);
    }

    private static int blanks(byte[] data, int from, int end) {
        return Octets.past(Octets.BLANK, data, from, end);
    }

    private static int value(byte[] data, int from, int end) {
        int at = from;
        while (at < end && data[at] != ';' && !Octets.isBlank(data[at]) && data[at] != '"') {
            at++;
        }
        return at;
    }

    /** Where a quoted text ends that begins there; behind the end where it does not. */
    private static int quoted(byte[] data, int from, int end) {
        int at = from + 1;
        while (at < end && data[at] != '"') {
            at += data[at] == '\\' ? 2 : 1;
        }
        return at < end ? at + 1 : end + 1;
    }

    public boolean isTagged() {
        return tagStart >= 0;
    }
}
