package imc.transport.sip.internal.uac;

import imc.api.sip.SipHeaders;
import imc.transport.sip.internal.wire.HeadScan;
import imc.transport.sip.internal.wire.HeadScan.Header;
import imc.transport.sip.internal.wire.Octets;
import imc.transport.sip.internal.wire.RawMessage;
import imc.transport.sip.internal.wire.UnreadableException;
import imc.transport.sip.internal.wire.ViaScan;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A response that is not as usual as {@link ResponseScan} needs it.
 *
 * @param branch  where the branch of its only Via begins
 * @param headers those that say where else to go, or when to come back: of a 3xx and a 503
 */
record ResponseReader(byte[] data, int branch, int branchEnd, int status, SipHeaders headers) {

    private static final byte[] VERSION = "sip/2.0 ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] METHOD = "MESSAGE".getBytes(StandardCharsets.US_ASCII);
    private static final List<Header> ONCE = List.of(Header.VIA, Header.FROM, Header.TO, Header.CALL_ID, Header.CSEQ);

    /**
     * Reads a whole message that begins as a response.
     *
     * @return null where it is none to a MESSAGE of ours: several Vias are somebody else's (RFC 3261 §8.1.3.3)
     * @throws UnreadableException where it cannot be read
     */
    static ResponseReader read(byte[] data) throws UnreadableException {
        HeadScan head = HeadScan.of(data);
        if (head == null) {
            throw new UnreadableException(400, "The empty line behind the headers is missing", null);
        }
        head.bodyLength();
        byte[] bytes = head.data();
        int status = status(head);
        if (status < 0 || !ONCE.stream().allMatch(head::has)) {
            throw new UnreadableException(400, "The status line cannot be read, or a header is missing", null);
        }
        ViaScan via = new ViaScan(bytes, head.start(Header.VIA), head.end(Header.VIA));
        if (!via.next()) {
            throw new UnreadableException(400, "The Via header cannot be read", null);
        }
        if (via.hasNext() || ONCE.stream().anyMatch(head::isRepeated) || via.branchStart() < 0 || !isOfMessage(head)) {
            return null;
        }
        boolean tellsMore = status / 100 == 3 || status == 503;
        return new ResponseReader(bytes, via.branchStart(), via.branchEnd(), status, tellsMore
                ? RawMessage.of(bytes, head.bodyStart(), new byte[0]).headers() : SipHeaders.NONE);
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

    /** We send nothing else, and the method has to match (RFC 3261 §17.1.3). */
    private static boolean isOfMessage(HeadScan head) {
        byte[] data = head.data();
        int at = head.end(Header.CSEQ) - METHOD.length;
        return at > head.start(Header.CSEQ) && Octets.isBlank(data[at - 1])
                && Octets.startWith(data, at, head.end(Header.CSEQ), METHOD);
    }

    boolean isOurs() {
        return Branch.isOne(data, branch, branchEnd);
    }
}
