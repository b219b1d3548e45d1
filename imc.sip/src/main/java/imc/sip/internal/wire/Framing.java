package imc.sip.internal.wire;

import java.util.Arrays;

/** Where one SIP message ends and its body begins (RFC 3261 §18.3, §20.14). */
public final class Framing {

    /** The longest first line with all headers, in bytes. */
    public static final int MAX_HEAD = 65_536;
    /** The longest body on a stream, in bytes: well above what the conference server takes. */
    public static final int MAX_BODY = 2 << 20;

    private Framing() {
    }

    /**
     * The length of the body that follows a head on a stream.
     *
     * @throws UnreadableException where that cannot be told
     */
    public static int bodyLength(byte[] data, int start, int end) throws UnreadableException {
        int length = plainContentLength(data, start, end);
        if (length >= 0 && length <= MAX_BODY) {
            return length;
        }
        byte[] head = Arrays.copyOfRange(data, start, end);
        length = HeadScan.of(head).contentLength();
        if (length < 0) {
            throw new UnreadableException(400, "Content-Length is missing", head);
        }
        if (length > MAX_BODY) {
            throw new UnreadableException(413, "The body is longer than " + MAX_BODY + " bytes", head);
        }
        return length;
    }

    /** Content-Length as it usually is: once, a number, and nothing folded anywhere; -1 for all else. */
    private static int plainContentLength(byte[] data, int start, int end) {
        int found = -1;
        for (int i = start; i < end - 2; i++) {
            if (data[i] != '\n') {
                continue;
            }
            byte first = data[i + 1];
            if (first == ' ' || first == '\t') {
                return -1;
            }
            if (first == 'l' || first == 'L' || first == 'c' || first == 'C') {
                int value = valueOfLength(data, i + 1, end);
                if (value > 0) {
                    int length = number(data, value, end);
                    if (length < 0 || found >= 0) {
                        return -1;
                    }
                    found = length;
                }
            }
        }
        return found;
    }

    /** Where the value of Content-Length begins; 0 where another header stands there. */
    private static int valueOfLength(byte[] data, int start, int end) {
        int nameEnd = Octets.past(Octets.TOKEN, data, start, end); // no further: each line is looked at once
        int colon = Octets.past(Octets.BLANK, data, nameEnd, end);
        return colon < end && data[colon] == ':' && Header.named(data, start, nameEnd) == Header.CONTENT_LENGTH
                ? colon + 1 : 0;
    }

    /** The number that a line ends with; -1 where it is none. */
    private static int number(byte[] data, int start, int end) {
        int digits = Octets.past(Octets.BLANK, data, start, end);
        int digitsEnd = Octets.past(Octets.DIGIT, data, digits, end);
        boolean ended = digitsEnd < end - 1 && data[digitsEnd] == '\r' && data[digitsEnd + 1] == '\n';
        return ended ? Octets.number(data, digits, digitsEnd) : -1;
    }

    /** What is wrong with a head that does not end. */
    public static UnreadableException tooLong(byte[] data, int start, int length) {
        return new UnreadableException(513, "The headers are longer than " + MAX_HEAD + " bytes",
                Arrays.copyOfRange(data, start, start + length));
    }

    /** Where the body begins; -1 where the head does not end. */
    public static int endOfHead(byte[] data, int start, int length) {
        for (int i = start; i < length; i++) {
            if (data[i] == '\n') {
                int next = i + 1 < length && data[i + 1] == '\r' ? i + 2 : i + 1;
                if (next < length && data[next] == '\n') {
                    return next + 1;
                }
            }
        }
        return -1;
    }
}
