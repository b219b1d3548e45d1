package imc.sip.internal.transaction;

import imc.sip.internal.wire.Header;
import imc.sip.internal.wire.Octets;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.List;
import java.util.stream.Stream;

/**
 * Reads of a response as much as matches it: the status, the branch, and whether everything else is as it usually is.
 * Whatever is not (several Vias, folded lines, a body, a 3xx and its contacts, a 503 and for how long) is left to the
 * parser.
 */
public final class ResponseScan {

    private static final byte[] VERSION = Octets.of("SIP/2.0 ");
    private static final byte[] BRANCH = Octets.of(";branch=");
    private static final byte[] PROTOCOL = Octets.of("SIP/2.0/");
    private static final List<byte[]> TRANSPORTS = Stream.of("UDP ", "TCP ", "TLS ").map(Octets::of).toList();
    /** The method that is usual. */
    static final String METHOD_NAME = "MESSAGE";
    private static final byte[] METHOD = Octets.of(' ' + METHOD_NAME);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long BLANKS = 0x2020202020202020L;
    private static final long HIGHEST_BITS = 0x8080808080808080L;
    /** A bit for each header that there must be, once. */
    private static final int NEEDED = Header.NEEDED.stream().mapToInt(header -> 1 << header.ordinal()).sum();

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
        if (length < 16 || !Octets.startWith(data, 0, length, VERSION) || data[11] != ' ') {
            return null;
        }
        ResponseScan scan = new ResponseScan(data, length);
        return scan.status() >= 100 && scan.status() <= 699 && !scan.tellsMore() && scan.headers() ? scan : null;
    }

    private boolean tellsMore() {
        return status() / 100 == 3 || status() == 503;
    }

    int status() {
        return Octets.number(data, 8, 11);
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
                return (seen & NEEDED) == NEEDED && start + 2 == length && isOurs();
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
        Header header = Header.named(data, start, colon);
        if (header == null) {
            return true;
        }
        int bit = 1 << header.ordinal();
        if ((seen & bit & NEEDED) != 0) {
            return false;
        }
        seen |= bit;
        int value = Octets.past(Octets.BLANK, data, colon + 1, end);
        return switch (header) {
            case VIA -> via(value, end);
            case CSEQ -> cseq(value, end);
            case CONTENT_LENGTH -> value == end - 1 && data[value] == '0';
            default -> true;
        };
    }

    private boolean via(int start, int end) {
        if (!Octets.startWith(data, start, end, PROTOCOL) || !isTransport(start + PROTOCOL.length, end)) {
            return false;
        }
        for (int i = start; i < end; i++) {
            byte c = data[i];
            if (c == ',' || c == '"' || c == '(' || c == '\\') {
                return false;
            }
            if (c == ';' && branchStart < 0 && Octets.startWith(data, i, end, BRANCH)) {
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
            if (Octets.startWith(data, start, end, transport)) {
                return true;
            }
        }
        return false;
    }

    private boolean cseq(int start, int end) {
        return end - start == METHOD.length + 1 && data[start] == '1' && Octets.startWith(data, start + 1, end, METHOD);
    }
}
