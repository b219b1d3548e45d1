package imc.sip.internal.transaction;

import imc.sip.internal.wire.HeadScan;
import imc.sip.internal.wire.Header;
import imc.sip.internal.wire.OctetText;
import imc.sip.internal.wire.Octets;
import imc.sip.internal.wire.TopmostVia;
import java.net.InetSocketAddress;
import java.util.Arrays;

/**
 * The bytes of a response: what its request says comes back as it stands there (RFC 3261 §8.2.6.2), with a tag in To,
 * and in the topmost Via where the request really came from (§18.2.1, RFC 3581 §4).
 */
public final class ResponseText {

    /** Answers have a multiple of so many bytes. */
    private static final int LENGTHS = 32;
    private static final byte[] VIA = Octets.of("Via: ");
    private static final byte[] FROM = Octets.of("From: ");
    private static final byte[] TO = Octets.of("\r\nTo: ");
    private static final byte[] TAG = Octets.of(";tag=");
    private static final byte[] CALL_ID = Octets.of("\r\nCall-ID: ");
    private static final byte[] CSEQ = Octets.of("\r\nCSeq: ");
    private static final byte[] RECEIVED = Octets.of(";received=");
    private static final byte[] RPORT = Octets.of("=");
    private static final byte[] LENGTH = Octets.of("\r\nContent-Length: 0\r\n");
    private static final byte[] LINE_END = Octets.of("\r\n");
    /** What stands in every response. */
    private static final int FIXED = VIA.length + FROM.length + TO.length + CALL_ID.length + CSEQ.length
            + LENGTH.length + 2 * LINE_END.length;
    private static final Header[] COPIED = {Header.FROM, Header.TO, Header.CALL_ID, Header.CSEQ};

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
        OctetText text = new OctetText(length(answer, head, via, source, tag, padded));
        text.add(answer, 0, line).add(VIA);
        if (via == null) {
            add(text, head, Header.VIA);
        } else {
            topmost(text, data, via, source);
            text.add(data, via.end(), head.end(Header.VIA));
        }
        text.add(LINE_END);
        for (int i = 0; i < head.furtherVias(); i++) {
            text.add(VIA).add(data, head.furtherViaStart(i), head.furtherViaEnd(i)).add(LINE_END);
        }
        add(text.add(FROM), head, Header.FROM);
        add(text.add(TO), head, Header.TO);
        int tagEnd = -1;
        if (tag != null) {
            tagEnd = text.add(TAG).add(tag).length();
        }
        add(text.add(CALL_ID), head, Header.CALL_ID);
        add(text.add(CSEQ), head, Header.CSEQ);
        text.add(LENGTH).add(answer, line, answer.length).add(LINE_END);
        if (padded && tagEnd >= 0) {
            // A retransmission's has to be the same.
            text.insert(tagEnd, '.', -text.length() & LENGTHS - 1);
        }
        return text.toBytes();
    }

    /** How long it will be, or a little less where an address is one of IPv6. */
    private static int length(byte[] answer, HeadScan head, TopmostVia via, InetSocketAddress source, String tag,
            boolean padded) {
        int length = answer.length + FIXED + head.end(Header.VIA) - head.start(Header.VIA);
        if (via != null && via.asksForPort()) {
            length += via.rportNameEnd() - via.rportEnd() + RPORT.length + OctetText.digits(source.getPort())
                    + RECEIVED.length + OctetText.length(source.getAddress())
                    - (via.receivedStart() < 0 ? 0 : via.receivedEnd() - via.receivedStart());
        }
        for (int i = 0; i < head.furtherVias(); i++) {
            length += VIA.length + head.furtherViaEnd(i) - head.furtherViaStart(i) + LINE_END.length;
        }
        for (Header header : COPIED) {
            length += head.end(header) - head.start(header);
        }
        if (tag != null) {
            length += TAG.length + tag.length();
            return padded ? length + LENGTHS - 1 & -LENGTHS : length;
        }
        return length;
    }

    private static void topmost(OctetText text, byte[] data, TopmostVia via, InetSocketAddress source) {
        boolean before = via.receivedStart() < via.rportEnd();
        int at = via.start();
        if (via.receivedStart() >= 0 && before) {
            at = without(text, data, at, via);
        }
        if (via.asksForPort()) {
            text.add(data, at, via.rportNameEnd()).add(RPORT).add(source.getPort());
            at = via.rportEnd();
        }
        if (via.receivedStart() >= 0 && !before) {
            at = without(text, data, at, via);
        }
        text.add(data, at, via.end());
        if (via.asksForPort() || !isHost(data, via, source)) {
            text.add(RECEIVED).add(source.getAddress());
        }
    }

    private static boolean isHost(byte[] data, TopmostVia via, InetSocketAddress source) {
        byte[] address = Octets.of(source.getAddress().getHostAddress());
        return Arrays.equals(data, via.host(), via.hostEnd(), address, 0, address.length);
    }

    /** What stands before a received parameter that is not the sender's to write; where to go on. */
    private static int without(OctetText text, byte[] data, int from, TopmostVia via) {
        text.add(data, from, via.receivedStart());
        return via.receivedEnd();
    }

    private static void add(OctetText text, HeadScan head, Header header) {
        text.add(head.data(), head.start(header), head.end(header));
    }
}
