package imc.sip.internal.transaction;

import imc.sip.internal.wire.HeadScan;
import imc.sip.internal.wire.Header;
import imc.sip.internal.wire.Octets;
import imc.sip.internal.wire.TopmostVia;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The bytes of a response: what its request says comes back as it stands there (RFC 3261 §8.2.6.2), with a tag in To, and
 * in the topmost Via where the request really came from (§18.2.1, RFC 3581 §4).
 */
public final class ResponseText {

    /** Answers have a multiple of so many bytes. */
    private static final int LENGTHS = 32;
    private static final byte[] VIA = bytes("Via: ");
    private static final byte[] FROM = bytes("From: ");
    private static final byte[] TO = bytes("\r\nTo: ");
    private static final byte[] TAG = bytes(";tag=");
    private static final byte[] CALL_ID = bytes("\r\nCall-ID: ");
    private static final byte[] CSEQ = bytes("\r\nCSeq: ");
    private static final byte[] RECEIVED = bytes(";received=");
    private static final byte[] RPORT = bytes("=");
    private static final byte[] LENGTH = bytes("\r\nContent-Length: 0\r\n");
    private static final byte[] LINE_END = bytes("\r\n");

    private byte[] bytes = new byte[512];
    private int length;

    private ResponseText() {
    }

    /**
     * The response to a request that has all that a response needs.
     *
     * @param answer as {@link AnswerText} makes it
     * @param via    null where the request's cannot be read
     * @param tag    for To; null where it has one
     * @param padded whether answers had best be equally long: such cost less to be sent
     */
    public static byte[] of(byte[] answer, HeadScan head, TopmostVia via, InetSocketAddress source, String tag,
            boolean padded) {
        byte[] data = head.data();
        int line = Octets.indexOf(answer, 0, answer.length, '\n') + 1;
        ResponseText text = new ResponseText();
        text.add(answer, 0, line).add(VIA);
        if (via == null) {
            text.value(head, Header.VIA);
        } else {
            text.topmost(data, via, source).add(data, via.end(), head.end(Header.VIA));
        }
        text.add(LINE_END);
        for (int i = 0; i < head.furtherVias(); i++) {
            text.add(VIA).add(data, head.furtherViaStart(i), head.furtherViaEnd(i)).add(LINE_END);
        }
        text.add(FROM).value(head, Header.FROM).add(TO).value(head, Header.TO);
        int tagEnd = -1;
        if (tag != null) {
            text.add(TAG).add(bytes(tag));
            tagEnd = text.length;
        }
        text.add(CALL_ID).value(head, Header.CALL_ID).add(CSEQ).value(head, Header.CSEQ).add(LENGTH)
                .add(answer, line, answer.length).add(LINE_END);
        if (padded && tagEnd >= 0) {
            // A retransmission's has to be the same.
            text.dots(tagEnd, -text.length & LENGTHS - 1);
        }
        return Arrays.copyOf(text.bytes, text.length);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private ResponseText topmost(byte[] data, TopmostVia via, InetSocketAddress source) {
        byte[] address = bytes(source.getAddress().getHostAddress());
        boolean before = via.receivedStart() < via.rportEnd();
        int at = via.start();
        if (via.receivedStart() >= 0 && before) {
            at = without(data, at, via);
        }
        if (via.asksForPort()) {
            add(data, at, via.rportNameEnd()).add(RPORT).add(bytes(Integer.toString(source.getPort())));
            at = via.rportEnd();
        }
        if (via.receivedStart() >= 0 && !before) {
            at = without(data, at, via);
        }
        add(data, at, via.end());
        if (via.asksForPort() || address.length != via.hostEnd() - via.host()
                || !Octets.startWith(data, via.host(), via.hostEnd(), address)) {
            add(RECEIVED).add(address);
        }
        return this;
    }

    /** What stands before a received parameter that is not the sender's to write; where to go on. */
    private int without(byte[] data, int from, TopmostVia via) {
        add(data, from, via.receivedStart());
        return via.receivedEnd();
    }

    private ResponseText value(HeadScan head, Header header) {
        return add(head.data(), head.start(header), head.end(header));
    }

    private ResponseText add(byte[] data) {
        return add(data, 0, data.length);
    }

    private ResponseText add(byte[] data, int start, int end) {
        room(end - start);
        System.arraycopy(data, start, bytes, length, end - start);
        length += end - start;
        return this;
    }

    /** Puts so many dots between what has been added. */
    private void dots(int at, int count) {
        room(count);
        System.arraycopy(bytes, at, bytes, at + count, length - at);
        Arrays.fill(bytes, at, at + count, (byte) '.');
        length += count;
    }

    private void room(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }
}
