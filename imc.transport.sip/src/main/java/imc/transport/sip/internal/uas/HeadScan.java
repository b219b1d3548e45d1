package imc.transport.sip.internal.uas;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Finds the headers of a message that matter, without a copy and without a string. What it cannot place for certain
 * (one of them twice that stands once, a control character inside, no end) it leaves to the parser.
 */
final class HeadScan {

    /** The headers that matter, each with its compact form (RFC 3261 §7.3.3). */
    enum Header {
        VIA("via", 'v'), FROM("from", 'f'), TO("to", 't'), CALL_ID("call-id", 'i'), CSEQ("cseq", 0),
        CONTENT_TYPE("content-type", 'c'), CONTENT_LENGTH("content-length", 'l'),
        CONTENT_ENCODING("content-encoding", 'e'), REQUIRE("require", 0), SUPPORTED("supported", 'k'),
        EXPIRES("expires", 0), DATE("date", 0), AUTO_SUBMITTED("auto-submitted", 0), IN_REPLY_TO("in-reply-to", 0),
        P_ASSERTED_IDENTITY("p-asserted-identity", 0);

        private final byte[] name;
        private final int compact;

        Header(String name, int compact) {
            this.name = name.getBytes(StandardCharsets.US_ASCII);
            this.compact = compact;
        }
    }

    private static final Header[] HEADERS = Header.values();
    /** The longest name of a header that matters. */
    private static final int LONGEST = 19;
    private static final Header[][] BY_LENGTH = new Header[LONGEST + 1][];
    private static final int[] NONE = {};

    static {
        for (int length = 0; length <= LONGEST; length++) {
            int wanted = length;
            BY_LENGTH[length] = Arrays.stream(HEADERS).filter(header -> header.name.length == wanted)
                    .toArray(Header[]::new);
        }
    }

    private final byte[] data;
    private final int[] starts = new int[HEADERS.length];
    private final int[] ends = new int[HEADERS.length];
    /** Where the values of Via fields below the first begin and end, by turns. */
    private int[] furtherVias = NONE;
    private int furtherEnds;
    private int firstLineEnd;
    private int bodyStart = -1;
    private boolean folded;

    private HeadScan(byte[] data) {
        this.data = data;
        Arrays.fill(starts, -1);
    }

    /** Null where the parser has to see to it. */
    static HeadScan of(byte[] data) {
        HeadScan scan = new HeadScan(data);
        if (!scan.lines()) {
            return null;
        }
        return scan.folded ? of(unfolded(data, scan.firstLineEnd, scan.bodyStart)) : scan;
    }

    /** The bytes that the places mean: those that were given, or the same with each header on a line of its own. */
    byte[] data() {
        return data;
    }

    int firstLineEnd() {
        return firstLineEnd;
    }

    int bodyStart() {
        return bodyStart;
    }

    boolean has(Header header) {
        return starts[header.ordinal()] >= 0;
    }

    /** Where the value of a header that is there begins; where there are several, that of the first. */
    int start(Header header) {
        return starts[header.ordinal()];
    }

    int end(Header header) {
        return ends[header.ordinal()];
    }

    /** How many Via fields there are below the first. */
    int furtherVias() {
        return furtherEnds / 2;
    }

    int furtherViaStart(int line) {
        return furtherVias[2 * line];
    }

    int furtherViaEnd(int line) {
        return furtherVias[2 * line + 1];
    }

    String text(Header header) {
        return new String(data, start(header), end(header) - start(header), StandardCharsets.UTF_8);
    }

    private boolean lines() {
        int start = 0;
        boolean first = true;
        while (start < data.length) {
            int lineEnd = start;
            while (lineEnd < data.length && data[lineEnd] != '\n') {
                lineEnd++;
            }
            if (lineEnd == data.length) {
                return false;
            }
            int end = lineEnd > start && data[lineEnd - 1] == '\r' ? lineEnd - 1 : lineEnd;
            if (first) {
                firstLineEnd = end;
                first = false;
            } else if (end == start) {
                bodyStart = lineEnd + 1;
                return true;
            } else if (data[start] == ' ' || data[start] == '\t') {
                // What continues the request line is no header's.
                if (start <= firstLineEnd + 2 || !isPlain(start, end)) {
                    return false;
                }
                folded = true;
            } else if (!header(start, end)) {
                return false;
            }
            start = lineEnd + 1;
        }
        return false;
    }

    private boolean header(int start, int end) {
        int colon = start;
        while (colon < end && data[colon] != ':') {
            colon++;
        }
        int nameEnd = colon;
        while (nameEnd > start && isBlank(data[nameEnd - 1])) {
            nameEnd--;
        }
        if (isOdd(data[start]) || nameEnd > start && isOdd(data[nameEnd - 1])) {
            return false;
        }
        Header header = colon == end ? null : named(start, nameEnd);
        if (header == null) {
            return true;
        }
        int at = header.ordinal();
        boolean further = starts[at] >= 0;
        if (further && header != Header.VIA && header != Header.P_ASSERTED_IDENTITY) {
            return false;
        }
        int valueStart = colon + 1;
        int valueEnd = end;
        while (valueStart < valueEnd && isBlank(data[valueStart])) {
            valueStart++;
        }
        while (valueEnd > valueStart && isBlank(data[valueEnd - 1])) {
            valueEnd--;
        }
        if (valueStart < valueEnd && (isOdd(data[valueStart]) || isOdd(data[valueEnd - 1]))) {
            return false;
        }
        for (int i = valueStart; i < valueEnd; i++) {
            if (data[i] >= 0 && data[i] < ' ' || data[i] == 0x7F) {
                return false;
            }
        }
        if (!further) {
            starts[at] = valueStart;
            ends[at] = valueEnd;
        } else if (header == Header.VIA) {
            via(valueStart, valueEnd);
        }
        return true;
    }

    private void via(int start, int end) {
        if (furtherEnds == furtherVias.length) {
            furtherVias = Arrays.copyOf(furtherVias, Math.max(8, 2 * furtherEnds));
        }
        furtherVias[furtherEnds++] = start;
        furtherVias[furtherEnds++] = end;
    }

    private Header named(int start, int end) {
        int length = end - start;
        if (length == 1) {
            int letter = data[start] | 0x20;
            for (Header header : HEADERS) {
                if (header.compact == letter) {
                    return header;
                }
            }
            return null;
        }
        if (length > LONGEST) {
            return null;
        }
        for (Header header : BY_LENGTH[length]) {
            if (isName(header.name, start)) {
                return header;
            }
        }
        return null;
    }

    private boolean isName(byte[] name, int start) {
        for (int i = 0; i < name.length; i++) {
            byte c = data[start + i];
            if ((c >= 'A' && c <= 'Z' ? c + 32 : c) != name[i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean isBlank(byte c) {
        return c == ' ' || c == '\t';
    }

    /** Whether it may belong to white space other than blanks, which the slow way takes off at both ends of a text. */
    private static boolean isOdd(byte c) {
        return c <= ' ';
    }

    /** Whether a line that continues another says where its text begins and ends. */
    private boolean isPlain(int start, int end) {
        int text = start;
        while (text < end && isBlank(data[text])) {
            text++;
        }
        return text < end && !isOdd(data[text]) && !isOdd(data[end - 1]);
    }

    /** A line end with blanks behind it is a blank (RFC 3261 §7.3.1). */
    private static byte[] unfolded(byte[] data, int from, int to) {
        byte[] whole = new byte[data.length];
        System.arraycopy(data, 0, whole, 0, from);
        int length = from;
        for (int i = from; i < to; i++) {
            if (data[i] == '\n' && i + 1 < to && isBlank(data[i + 1])) {
                if (whole[length - 1] == '\r') {
                    length--;
                }
                while (i + 1 < to && isBlank(data[i + 1])) {
                    i++;
                }
                whole[length++] = ' ';
            } else {
                whole[length++] = data[i];
            }
        }
        System.arraycopy(data, to, whole, length, data.length - to);
        return Arrays.copyOf(whole, length + data.length - to);
    }
}
