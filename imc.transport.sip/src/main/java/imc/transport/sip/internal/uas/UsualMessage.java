package imc.transport.sip.internal.uas;

import imc.transport.sip.internal.uas.HeadScan.Header;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A MESSAGE in which the headers that a transaction is made of look as they usually do, so that no parser is needed to
 * tell what they say: the places where they stand.
 *
 * @param length of the body, in bytes
 */
record UsualMessage(HeadScan head, int uriStart, int uriEnd, UsualVias vias, UsualName from, UsualName to, int length) {

    private static final byte[] METHOD = "MESSAGE ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] VERSION = " SIP/2.0".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CSEQ = " MESSAGE".getBytes(StandardCharsets.US_ASCII);
    private static final int MAX_LENGTH = 256;

    /** Whether it could be one, to go by how it begins. */
    static boolean begins(byte[] data, int length) {
        return Octets.startWith(data, 0, length, METHOD);
    }

    /**
     * Null for a message that is anything but usual.
     *
     * @param data     a whole message, which begins as one; not changed any more
     * @param protocol what its topmost Via has to begin with
     */
    static UsualMessage of(byte[] data, byte[] protocol) {
        HeadScan head = HeadScan.of(data);
        if (head == null || head.has(Header.REQUIRE) || head.has(Header.CONTENT_ENCODING) || !head.has(Header.VIA)
                || !head.has(Header.FROM) || !head.has(Header.TO) || !head.has(Header.CALL_ID)
                || !head.has(Header.CSEQ) || !isPlainList(head, Header.SUPPORTED)
                || !isPlainList(head, Header.IN_REPLY_TO)) {
            return null;
        }
        byte[] bytes = head.data();
        int uriEnd = head.firstLineEnd() - VERSION.length;
        int length = length(head);
        if (length < 0 || !Octets.startWith(bytes, Math.max(0, uriEnd), head.firstLineEnd(), VERSION)
                || !Octets.isPlainUri(bytes, METHOD.length, uriEnd)
                || !isCallId(bytes, head.start(Header.CALL_ID), head.end(Header.CALL_ID))
                || !isCSeq(bytes, head.start(Header.CSEQ), head.end(Header.CSEQ))) {
            return null;
        }
        UsualVias vias = UsualVias.of(head, protocol);
        UsualName from = UsualName.of(bytes, head.start(Header.FROM), head.end(Header.FROM));
        UsualName to = UsualName.of(bytes, head.start(Header.TO), head.end(Header.TO));
        return vias == null || from == null || to == null ? null
                : new UsualMessage(head, METHOD.length, uriEnd, vias, from, to, length);
    }

    private static int length(HeadScan head) {
        int there = head.data().length - head.bodyStart();
        if (!head.has(Header.CONTENT_LENGTH)) {
            return there;
        }
        int length = Octets.number(head.data(), head.start(Header.CONTENT_LENGTH), head.end(Header.CONTENT_LENGTH));
        return length <= there ? length : -1;
    }

    /** Whether every comma parts two values. */
    private static boolean isPlainList(HeadScan head, Header header) {
        if (head.has(header)) {
            for (int i = head.start(header); i < head.end(header); i++) {
                if (head.data()[i] == '"' || head.data()[i] == '<' || head.data()[i] == '>') {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean isCSeq(byte[] data, int start, int end) {
        int blank = Octets.indexOf(data, start, end, ' ');
        return Octets.number(data, start, blank) >= 0 && (data[start] != '0' || blank == start + 1)
                && end - blank == CSEQ.length && Octets.startWith(data, blank, end, CSEQ);
    }

    private static boolean isCallId(byte[] data, int start, int end) {
        int at = Octets.indexOf(data, start, end, '@');
        return end - start <= MAX_LENGTH && Octets.consistOf(data, start, at, "-._~")
                && (at == end || Octets.consistOf(data, at + 1, end, "-._~"));
    }

    byte[] data() {
        return head.data();
    }

    byte[] body() {
        return Arrays.copyOfRange(data(), head.bodyStart(), head.bodyStart() + length);
    }
}
