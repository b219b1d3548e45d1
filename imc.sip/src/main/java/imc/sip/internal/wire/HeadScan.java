package imc.sip.internal.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Finds the headers of a message that matter, without a copy and without a string, and notes what is odd about them.
 */
public final class HeadScan {

    private static final int HEADERS = Header.values().length;
    /** A bit for each header that stands once. */
    private static final int ONCE = Arrays.stream(Header.values()).filter(Header::isOnce)
            .mapToInt(header -> 1 << header.ordinal()).sum();
    private static final int[] NONE = {};

    private final byte[] data;
    private final int[] starts = new int[HEADERS];
    private final int[] ends = new int[HEADERS];
    /** Where the values of Via fields below the first begin and end, by turns. */
    private int[] furtherVias = NONE;
    private int furtherEnds;
    private int firstLineEnd;
    private int bodyStart = -1;
    private int repeated;
    private boolean odd;
    private boolean folded;
    private boolean lineContinued;
    private boolean lengthsDiffer;

    private HeadScan(byte[] data) {
        this.data = data;
        Arrays.fill(starts, -1);
    }

    /** Null for a message whose head has no end. */
    public static HeadScan of(byte[] data) {
        HeadScan scan = new HeadScan(data);
        if (!scan.lines()) {
            return null;
        }
        if (!scan.folded) {
            return scan;
        }
        HeadScan whole = of(unfolded(data, scan.firstLineEnd, scan.bodyStart));
        whole.odd |= scan.odd;
        whole.lineContinued = scan.lineContinued;
        return whole;
    }

    /** As the other, of a head that may end anywhere; no body. */
    public static HeadScan ofPart(byte[] head) {
        HeadScan whole = of(head);
        if (whole != null) {
            return whole;
        }
        byte[] ended = Arrays.copyOf(head, head.length + 4);
        System.arraycopy(new byte[] {'\r', '\n', '\r', '\n'}, 0, ended, head.length, 4);
        return of(ended);
    }

    /** The bytes that the places mean: those that were given, or the same with each header on a line of its own. */
    public byte[] data() {
        return data;
    }

    public int firstLineEnd() {
        return firstLineEnd;
    }

    /** Whether the first line goes on in the second, which nothing but a header may. */
    public boolean isLineContinued() {
        return lineContinued;
    }

    public int bodyStart() {
        return bodyStart;
    }

    /** Whether some value has control characters in it, or is not placed for certain. */
    public boolean isOdd() {
        return odd;
    }

    public boolean has(Header header) {
        return starts[header.ordinal()] >= 0;
    }

    /** Whether there are several fields of a header. */
    public boolean isRepeated(Header header) {
        return (repeated & 1 << header.ordinal()) != 0;
    }

    /** A header that is there more than once though it is no list (RFC 3261 §7.3.1); null for none. */
    public Header doubled() {
        int doubled = repeated & ONCE;
        return doubled == 0 ? null : Header.values()[Integer.numberOfTrailingZeros(doubled)];
    }

    /** Where the value of a header that is there begins; where there are several, that of the first. */
    public int start(Header header) {
        return starts[header.ordinal()];
    }

    public int end(Header header) {
        return ends[header.ordinal()];
    }

    /** How many Via fields there are below the first. */
    public int furtherVias() {
        return furtherEnds / 2;
    }

    public int furtherViaStart(int line) {
        return furtherVias[2 * line];
    }

    public int furtherViaEnd(int line) {
        return furtherVias[2 * line + 1];
    }

    public String text(Header header) {
        return new String(data, start(header), end(header) - start(header), StandardCharsets.UTF_8);
    }

    /**
     * What Content-Length says; -1 where it is missing.
     *
     * @throws UnreadableException where it is no number, or several
     */
    public int contentLength() throws UnreadableException {
        if (!has(Header.CONTENT_LENGTH)) {
            return -1;
        }
        if (lengthsDiffer) {
            throw new UnreadableException(400, "Content-Length is there more than once", data);
        }
        int length = Octets.number(data, start(Header.CONTENT_LENGTH), end(Header.CONTENT_LENGTH));
        if (length < 0) {
            throw Unusable.header(this, Header.CONTENT_LENGTH, "a number of bytes below 2^31 is needed");
        }
        return length;
    }

    /** The length of the body that is there, which may be less than what came. */
    public int bodyLength() throws UnreadableException {
        int there = data.length - bodyStart;
        int announced = contentLength();
        if (announced > there) {
            throw new UnreadableException(400,
                    "Content-Length is " + announced + " but " + there + " bytes of body came", data);
        }
        return announced < 0 ? there : announced;
    }

    private boolean lines() {
        int start = 0;
        boolean first = true;
        while (start < data.length) {
            int lineEnd = Octets.indexOf(data, start, data.length, '\n');
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
            } else if (Octets.isBlank(data[start])) {
                lineContinued |= start <= firstLineEnd + 2;
                odd |= !isPlain(start, end);
                folded = true;
            } else {
                header(start, end);
            }
            start = lineEnd + 1;
        }
        return false;
    }

    private void header(int start, int end) {
        int colon = Octets.indexOf(data, start, end, ':');
        int nameEnd = Octets.beforeBlanks(data, start, colon);
        odd |= isOdd(data[start]) || nameEnd > start && isOdd(data[nameEnd - 1]);
        Header header = colon == end ? null : Header.named(data, start, nameEnd);
        if (header == null) {
            return;
        }
        int valueStart = Octets.past(Octets.BLANK, data, colon + 1, end);
        int valueEnd = Octets.beforeBlanks(data, valueStart, end);
        for (int i = valueStart; i < valueEnd; i++) {
            if (data[i] >= 0 && data[i] < ' ' || data[i] == 0x7F) {
                odd = true;
            }
        }
        int at = header.ordinal();
        if (starts[at] < 0) {
            starts[at] = valueStart;
            ends[at] = valueEnd;
            return;
        }
        repeated |= 1 << at;
        if (header == Header.VIA) {
            via(valueStart, valueEnd);
        } else if (header == Header.CONTENT_LENGTH) {
            lengthsDiffer |= !Arrays.equals(data, starts[at], ends[at], data, valueStart, valueEnd);
        }
    }

    private void via(int start, int end) {
        if (furtherEnds == furtherVias.length) {
            furtherVias = Arrays.copyOf(furtherVias, Math.max(8, 2 * furtherEnds));
        }
        furtherVias[furtherEnds++] = start;
        furtherVias[furtherEnds++] = end;
    }

    /** Whether it may belong to white space other than blanks, which others take off at both ends of a text. */
    private static boolean isOdd(byte c) {
        return c <= ' ';
    }

    /** Whether a line that continues another says where its text begins and ends. */
    private boolean isPlain(int start, int end) {
        int text = Octets.past(Octets.BLANK, data, start, end);
        return text < end && !isOdd(data[text]) && !isOdd(data[end - 1]);
    }

    /** A line end with blanks behind it is a blank (RFC 3261 §7.3.1). */
    private static byte[] unfolded(byte[] data, int from, int to) {
        byte[] whole = new byte[data.length];
        System.arraycopy(data, 0, whole, 0, from);
        int length = from;
        for (int i = from; i < to; i++) {
            if (data[i] == '\n' && i + 1 < to && Octets.isBlank(data[i + 1])) {
                if (whole[length - 1] == '\r') {
                    length--;
                }
                i = Octets.past(Octets.BLANK, data, i + 1, to) - 1;
                whole[length++] = ' ';
            } else {
                whole[length++] = data[i];
            }
        }
        System.arraycopy(data, to, whole, length, data.length - to);
        return Arrays.copyOf(whole, length + data.length - to);
    }
}
