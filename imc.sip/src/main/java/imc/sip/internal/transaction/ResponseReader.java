package imc.sip.internal.transaction;

import imc.api.sip.SipHeaders;
import imc.sip.internal.wire.HeadScan;
import imc.sip.internal.wire.Header;
import imc.sip.internal.wire.HeaderFields;
import imc.sip.internal.wire.Octets;
import imc.sip.internal.wire.UnreadableException;
import imc.sip.internal.wire.ViaScan;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A response that is not as usual as {@link ResponseScan} needs it, or that is wanted as it stands.
 *
 * @param branch where the branch of its only Via begins
 * @param method that of its CSeq
 */
public record ResponseReader(HeadScan head, int branch, int branchEnd, int status, String method,
        int bodyLength) {

    private static final byte[] VERSION = Octets.of("sip/2.0 ");

    /**
     * Reads a whole message that begins as a response.
     *
     * @return null where it is none to a request of ours: several Vias are somebody else's (RFC 3261 §8.1.3.3)
     * @throws UnreadableException where it cannot be read
     */
    static ResponseReader read(byte[] data) throws UnreadableException {
        HeadScan head = HeadScan.of(data);
        if (head == null) {
            throw new UnreadableException(400, "The empty line behind the headers is missing", null);
        }
        int bodyLength = head.bodyLength();
        byte[] bytes = head.data();
        int status = status(head);
        if (status < 0 || !Header.NEEDED.stream().allMatch(head::has)) {
            throw new UnreadableException(400, "The status line cannot be read, or a header is missing", null);
        }
        ViaScan via = new ViaScan(bytes, head.start(Header.VIA), head.end(Header.VIA));
        if (!via.next()) {
            throw new UnreadableException(400, "The Via header cannot be read", null);
        }
        if (via.hasNext() || Header.NEEDED.stream().anyMatch(head::isRepeated) || via.branchStart() < 0) {
            return null;
        }
        return new ResponseReader(head, via.branchStart(), via.branchEnd(), status, method(head), bodyLength);
    }

    /** -1 where there is none from 100 to 699. */
    private static int status(HeadScan head) {
        byte[] data = head.data();
        int start = VERSION.length;
        int end = Octets.indexOf(data, Math.min(start, head.firstLineEnd()), head.firstLineEnd(), ' ');
        int status = Octets.startWithAnyCase(data, 0, head.firstLineEnd(), VERSION) && end - start == 3
                ? Octets.number(data, start, end) : -1;
        return status >= 100 && status <= 699 && !head.isLineContinued() ? status : -1;
    }

    private static String method(HeadScan head) {
        byte[] data = head.data();
        int start = head.end(Header.CSEQ);
        while (start > head.start(Header.CSEQ) && !Octets.isBlank(data[start - 1])) {
            start--;
        }
        return new String(data, start, head.end(Header.CSEQ) - start, StandardCharsets.US_ASCII);
    }

    byte[] data() {
        return head.data();
    }

    /** The whole of it; what stands behind its body is no part of it. */
    public byte[] message() {
        return Arrays.copyOf(data(), head.bodyStart() + bodyLength);
    }

    /** The branch of its Via. */
    public String branchText() {
        return new String(data(), branch, branchEnd - branch, StandardCharsets.US_ASCII);
    }

    /** Empty where there is none. */
    public String reason() {
        int start = Math.min(head.firstLineEnd(), VERSION.length + 4);
        return new String(data(), start, head.firstLineEnd() - start, StandardCharsets.UTF_8);
    }

    /** All headers, in full and parted. */
    public SipHeaders headers() {
        return HeaderFields.of(head);
    }

    public byte[] body() {
        return Arrays.copyOfRange(data(), head.bodyStart(), head.bodyStart() + bodyLength);
    }

    boolean isOurs() {
        return Branch.isOne(data(), branch, branchEnd);
    }
}
