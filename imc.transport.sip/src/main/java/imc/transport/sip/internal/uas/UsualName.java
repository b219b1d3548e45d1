package imc.transport.sip.internal.uas;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * A From or To as it usually looks: {@code <uri>}, a name and {@code <uri>}, or {@code uri}, with a tag or without.
 *
 * @param nameStart where the name is, without its quotes; -1 for none
 * @param rest      from here on stands {@code ;tag=…}, if anything
 */
record UsualName(int nameStart, int nameEnd, int uriStart, int uriEnd, int rest, int end) {

    private static final int MAX_LENGTH = 256;
    private static final byte[] TAG = {';', 't', 'a', 'g', '='};

    /** The first of a list, parted by commas outside of quotes and brackets; null for anything else. */
    static UsualName firstOf(byte[] data, int start, int end) {
        int at = start;
        boolean quoted = false;
        boolean bracketed = false;
        while (at < end && (quoted || bracketed || data[at] != ',')) {
            byte c = data[at++];
            if (c == '\\') {
                return null;
            }
            quoted ^= c == '"' && !bracketed;
            bracketed = quoted ? bracketed : c == '<' || bracketed && c != '>';
        }
        while (at > start && data[at - 1] == ' ') {
            at--;
        }
        return of(data, start, at);
    }

    /** Null for anything else. */
    static UsualName of(byte[] data, int start, int end) {
        if (end - start > MAX_LENGTH || start == end) {
            return null;
        }
        if (data[start] == '"') {
            int quote = Octets.indexOf(data, start + 1, end, '"');
            int open = quote + 1;
            while (open < end && (data[open] == ' ' || data[open] == '\t')) {
                open++;
            }
            return open < end && data[open] == '<' && isQuotable(data, start + 1, quote)
                    ? bracketed(data, start + 1, quote, open, end) : null;
        }
        int open = Octets.indexOf(data, start, end, '<');
        if (open == end) {
            int rest = Octets.indexOf(data, start, end, ';');
            return checked(data, new UsualName(-1, -1, start, rest, rest, end));
        }
        return open == start ? bracketed(data, -1, -1, open, end)
                : Octets.consistOf(data, start, open, "-._ ") ? bracketed(data, start, open, open, end) : null;
    }

    private static UsualName bracketed(byte[] data, int nameStart, int nameEnd, int open, int end) {
        int close = Octets.indexOf(data, open, end, '>');
        if (close == end) {
            return null;
        }
        int from = nameStart;
        int to = nameEnd;
        while (from < to && data[from] == ' ') {
            from++;
        }
        while (to > from && data[to - 1] == ' ') {
            to--;
        }
        return checked(data, new UsualName(from, to, open + 1, close, close + 1, end));
    }

    private static UsualName checked(byte[] data, UsualName name) {
        boolean tag = name.rest == name.end || Octets.startWith(data, name.rest, name.end, TAG)
                && Octets.consistOf(data, name.rest + TAG.length, name.end, "-._~");
        return tag && Octets.isPlainUri(data, name.uriStart, name.uriEnd) ? name : null;
    }

    private static boolean isQuotable(byte[] data, int start, int end) {
        boolean ascii = true;
        for (int i = start; i < end; i++) {
            if (data[i] == '\\' || data[i] == '\t') {
                return false;
            }
            ascii &= data[i] >= 0;
        }
        return ascii || isUtf8(data, start, end);
    }

    /** What is not would not come back as it stands there. */
    private static boolean isUtf8(byte[] data, int start, int end) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(data, start, end - start));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    boolean isTagged() {
        return rest < end;
    }
}
