package imc.sip.internal.transaction;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/**
 * Reads of a response as much as matches it: the status, the branch, and whether everything else is as it usually is.
 * Whatever is not (several Vias, folded lines, a body, a 3xx and its contacts, a 503 and for how long) is left to the
 * parser.
 */
public final class ResponseScan {

    private static final byte[] VERSION = "SIP/2.0 ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] BRANCH = ";branch=".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PROTOCOL = "SIP/2.0/".getBytes(StandardCharsets.US_ASCII);
    private static final List<byte[]> TRANSPORTS = Stream.of("UDP ", "TCP ", "TLS ")
            .map(transport -> transport.getBytes(StandardCharsets.US_ASCII)).toList();
    /** The method that is usual. */
    static final String METHOD_NAME = "MESSAGE";
    private static final byte[] METHOD = (' ' + METHOD_NAME).getBytes(StandardCharsets.US_ASCII);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long BLANKS = 0x2020202020202020L;
    private static final long HIGHEST_BITS = 0x8080808080808080L;
    private static final int VIA = 1;
    private static final int FROM = 2;
    private static final int TO = 4;
    private static final int CALL_ID = 8;
    private static final int CSEQ = 16;
    private static final int ALL = 31;

    private final byte[] data;
    private final int length;
    private int seen;
    private int branchStart = -1;
    private int branchEnd;
    private int slot;
    private long number;

    private ResponseScan(byte[] data, int length) {
        this.data = data;
        this.length = length;
    }

    /** Null where it is no response, not ours, or not usual. */
    public static ResponseScan of(byte[] data, int length) {
        if (length < 16 || !startsWith(data, 0, length, VERSION) || data[11] != ' ') {
            return null;
        }
        ResponseScan scan = new ResponseScan(data, length);
        return scan.status() >= 100 && scan.status() <= 699 && !scan.tellsMore() && scan.headers() ? scan : null;
    }

    private boolean tellsMore() {
        return status() / 100 == 3 || status() == 503;
    }

    int status() {
        int status = 0;
        for (int i = 8; i < 11; i++) {
            if (data[i] < '0' || data[i] > '9') {
                return -1;
            }
            status = 10 * status + data[i] - '0';
        }
        return status;
    }

    int slot() {
        return slot;
    }

    long number() {
        return number;
    }

    private boolean isOurs() {
        if (!Branch.looksLikeOne(data, branchStart, branchEnd)) {
            return false;
        }
        slot = Branch.slot(data, branchStart);
        number = Branch.number(data, branchStart);
        return slot >= 0 && number >= 0;
    }

    private boolean headers() {
        int start = lineEnd(0) + 2;
        while (start < length) {
            int end = lineEnd(start);
            if (end < 0) {
                return false;
            }
            if (end == start) {
                return seen == ALL && start + 2 == length && isOurs();
            }
            if (!header(start, end)) {
                return false;
            }
            start = end + 2;
        }
        return false;
    }

    /** Where the CRLF stands that ends the line; -1 where there is none. */
    private int lineEnd(int start) {
        int i = start;
        while (i < length - 1) {
            if (i + Long.BYTES <= length) {
                // Eight at a time: a byte below a blank is the first to borrow from its highest bit.
                long eight = (long) LONGS.get(data, i);
                long control = eight - BLANKS & ~eight & HIGHEST_BITS;
                if (control == 0) {
                    i += Long.BYTES;
                    continue;
                }
                i += Long.numberOfTrailingZeros(control) / Byte.SIZE;
                if (i == length - 1) {
                    return -1;
                }
            }
            if (data[i] == '\r') {
                return data[i + 1] == '\n' ? i : -1;
            }
            if (data[i] == '\n') {
                return -1;
            }
            i++;
        }
        return -1;
    }

    private boolean header(int start, int end) {
        int colon = start;
        while (colon < end && data[colon] != ':') {
            if (data[colon] <= ' ') {
                return false;
            }
            colon++;
        }
        if (colon == end) {
            return false;
        }
        int bit = bit(start, colon);
        if (bit != 0) {
            if ((seen & bit) != 0) {
                return false;
            }
            seen |= bit;
            int value = colon + 1;
            while (value < end && data[value] == ' ') {
                value++;
            }
            return bit == VIA ? via(value, end) : bit != CSEQ || cseq(value, end);
        }
        return !isLengthOfABody(start, colon, end);
    }

    /** Which of the headers that there must be it is, 0 for none. */
    private int bit(int start, int colon) {
        return switch (colon - start) {
            case 1 -> switch (data[start] | 0x20) {
                case 'v' -> VIA;
                case 'f' -> FROM;
                case 't' -> TO;
                case 'i' -> CALL_ID;
                default -> 0;
            };
            case 2 -> isName("to", start, colon) ? TO : 0;
            case 3 -> isName("via", start, colon) ? VIA : 0;
            case 4 -> isName("from", start, colon) ? FROM : isName("cseq", start, colon) ? CSEQ : 0;
            case 7 -> isName("call-id", start, colon) ? CALL_ID : 0;
            default -> 0;
        };
    }

    private boolean isName(String name, int start, int colon) {
        if (colon - start != name.length()) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            byte c = data[start + i];
            if ((c >= 'A' && c <= 'Z' ? c + 32 : c) != name.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private boolean isLengthOfABody(int start, int colon, int end) {
        if (!isName("content-length", start, colon) && !isName("l", start, colon)) {
            return false;
        }
        int value = colon + 1;
        while (value < end && data[value] == ' ') {
            value++;
        }
        return value != end - 1 || data[value] != '0';
    }

    private boolean via(int start, int end) {
        if (!startsWith(data, start, end, PROTOCOL) || !isTransport(start + PROTOCOL.length, end)) {
            return false;
        }
        for (int i = start; i < end; i++) {
            byte c = data[i];
            if (c == ',' || c == '"' || c == '(' || c == '\\') {
                return false;
            }
            if (c == ';' && branchStart < 0 && startsWith(data, i, end, BRANCH)) {
                branchStart = i + BRANCH.length;
                branchEnd = branchStart;
                while (branchEnd < end && data[branchEnd] != ';' && data[branchEnd] > ' ') {
                    branchEnd++;
                }
            }
        }
        return branchStart >= 0;
    }

    private boolean isTransport(int start, int end) {
        for (byte[] transport : TRANSPORTS) {
            if (startsWith(data, start, end, transport)) {
                return true;
            }
        }
        return false;
    }

    private boolean cseq(int start, int end) {
        return end - start == METHOD.length + 1 && data[start] == '1' && startsWith(data, start + 1, end, METHOD);
    }

    private static boolean startsWith(byte[] data, int at, int end, byte[] text) {
        if (end - at < text.length) {
            return false;
        }
        for (int i = 0; i < text.length; i++) {
            if (data[at + i] != text[i]) {
                return false;
            }
        }
        return true;
    }
}
