package imc.sip.internal.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A request that can be read: where its parts stand. All that a transaction and its answer are made of has been looked
 * at, and that no header stands twice which is no list (RFC 3261 §7.3.1); one that nobody needs may be malformed
 * (§8.2).
 *
 * @param method     as it stands: methods are told apart by case (§7.1)
 * @param sequence   the number in CSeq
 * @param bodyLength in bytes
 */
public record RequestHead(HeadScan head, String method, int uriStart, int uriEnd, TopmostVia via, NameScan from,
        NameScan to, int sequence, int bodyLength) {

    private static final String MESSAGE_NAME = "MESSAGE";
    private static final byte[] MESSAGE = Octets.of(MESSAGE_NAME);
    private static final byte[] VERSION = Octets.of("sip/2.0");
    private static final byte[] SIP = Octets.of("sip/");
    private static final byte[] SIP_URI = Octets.of("sip:");
    private static final byte[] SIPS_URI = Octets.of("sips:");
    private static final Header[] NEEDED = {Header.FROM, Header.TO, Header.CALL_ID, Header.CSEQ};
    /** Longer values are refused: they would come back in the answer. */
    private static final int MAX_VALUE = 8192;
    private static final int MOST_FORWARDS = 255;

    /**
     * Reads a whole message that is no response.
     *
     * @throws UnreadableException saying what cannot be read
     */
    public static RequestHead read(byte[] data) throws UnreadableException {
        HeadScan head = HeadScan.of(data);
        if (head == null) {
            throw new UnreadableException(400, "The empty line behind the headers is missing", data);
        }
        byte[] bytes = head.data();
        int lineEnd = head.firstLineEnd();
        int blank = Octets.indexOf(bytes, 0, lineEnd, ' ');
        int second = Octets.indexOf(bytes, Math.min(blank + 1, lineEnd), lineEnd, ' ');
        checkLine(head, blank, second);
        checkThere(head);
        checkForwards(head);
        TopmostVia via = topmost(head);
        NameScan from = name(head, Header.FROM);
        NameScan to = name(head, Header.TO);
        if (!isCallId(bytes, head.start(Header.CALL_ID), head.end(Header.CALL_ID))) {
            throw unreadable("The Call-ID header cannot be read", head);
        }
        int sequence = sequence(head, blank);
        return new RequestHead(head, method(bytes, blank), blank + 1, second, via, from, to, sequence,
                head.bodyLength());
    }

    private static NameScan name(HeadScan head, Header header) throws UnreadableException {
        NameScan name = NameScan.of(head.data(), head.start(header), head.end(header));
        if (name == null) {
            throw unreadable("The " + header.title() + " header cannot be read", head);
        }
        return name;
    }

    private static UnreadableException unreadable(String what, HeadScan head) {
        return new UnreadableException(400, what, head.data());
    }

    private static void checkLine(HeadScan head, int blank, int second) throws UnreadableException {
        byte[] data = head.data();
        int end = head.firstLineEnd();
        int version = end;
        while (version > 0 && data[version - 1] != ' ') {
            version--;
        }
        if (!Octets.areAnyCase(data, version, end, VERSION)) {
            boolean other = Octets.startWithAnyCase(data, version, end, SIP);
            throw new UnreadableException(other ? 505 : 400,
                    other ? "Version Not Supported" : "The request line cannot be read", data);
        }
        boolean plain = !head.isLineContinued() && second + 1 == version && Octets.isToken(data, 0, blank)
                && Octets.isAbsoluteUri(data, blank + 1, second);
        boolean sip = plain && (Octets.startWithAnyCase(data, blank + 1, second, SIP_URI)
                || Octets.startWithAnyCase(data, blank + 1, second, SIPS_URI));
        if (!plain || sip && !Octets.namesHost(data, blank + 1, second)) {
            throw unreadable("The request line cannot be read", head);
        }
    }

    private static void checkThere(HeadScan head) throws UnreadableException {
        if (!head.has(Header.VIA)) {
            throw unreadable("Via is missing", head);
        }
        Header doubled = head.doubled();
        if (doubled != null) {
            throw unreadable(doubled.title() + " is there more than once", head);
        }
        for (Header header : NEEDED) {
            if (!head.has(header)) {
                throw unreadable(header.title() + " is missing", head);
            }
            if (head.end(header) - head.start(header) > MAX_VALUE) {
                throw unreadable(header.title() + " is longer than " + MAX_VALUE + " bytes", head);
            }
        }
    }

    /** How far a request may still go, which is here (§20.22): what says something else was spoilt on its way. */
    private static void checkForwards(HeadScan head) throws UnreadableException {
        if (head.has(Header.MAX_FORWARDS)) {
            int forwards = Octets.number(head.data(), head.start(Header.MAX_FORWARDS), head.end(Header.MAX_FORWARDS));
            if (forwards < 0 || forwards > MOST_FORWARDS) {
                throw Unusable.header(head, Header.MAX_FORWARDS, "a number from 0 to 255 is needed");
            }
        }
    }

    /** All Vias have to be readable, because all go back. */
    private static TopmostVia topmost(HeadScan head) throws UnreadableException {
        ViaScan scan = new ViaScan(head.data(), head.start(Header.VIA), head.end(Header.VIA));
        if (!scan.next()) {
            throw unreadable("The Via header cannot be read", head);
        }
        if (!scan.isVersion2()) {
            throw unreadable("The Via header names another version", head);
        }
        TopmostVia via = scan.topmost();
        for (int line = 0;; line++) {
            while (scan.hasNext()) {
                if (!scan.next()) {
                    throw unreadable("The Via header cannot be read", head);
                }
            }
            if (line == head.furtherVias()) {
                break;
            }
            scan = new ViaScan(head.data(), head.furtherViaStart(line), head.furtherViaEnd(line));
        }
        if (via.end() - via.start() > MAX_VALUE) {
            throw unreadable("Via is longer than " + MAX_VALUE + " bytes", head);
        }
        return via;
    }

    private static boolean isCallId(byte[] data, int start, int end) {
        for (int i = start; i < end; i++) {
            if (data[i] >= 0 && data[i] <= ' ') {
                return false;
            }
        }
        return start < end;
    }

    /** The number is less than 2^31 (§8.1.1.5), and the method that of the request line. */
    private static int sequence(HeadScan head, int methodEnd) throws UnreadableException {
        byte[] data = head.data();
        int start = head.start(Header.CSEQ);
        int end = head.end(Header.CSEQ);
        int digits = Octets.past(Octets.DIGIT, data, start, end);
        int method = Octets.past(Octets.BLANK, data, digits, end);
        int sequence = Octets.number(data, start, digits);
        if (sequence < 0 || method == digits || !Octets.isToken(data, method, end)) {
            throw Unusable.header(head, Header.CSEQ, "a number below 2^31 and a method are needed");
        }
        if (end - method != methodEnd || !Arrays.equals(data, method, end, data, 0, methodEnd)) {
            throw unreadable("The CSeq header names another method", head);
        }
        return sequence;
    }

    private static String method(byte[] data, int end) {
        return Arrays.equals(data, 0, end, MESSAGE, 0, MESSAGE.length) ? MESSAGE_NAME
                : new String(data, 0, end, StandardCharsets.US_ASCII);
    }

    public String requestUri() {
        return new String(head.data(), uriStart, uriEnd - uriStart, StandardCharsets.UTF_8);
    }

    /** The tag in To; there must be one. */
    public String toTag() {
        return new String(head.data(), to.tagStart(), to.tagEnd() - to.tagStart(), StandardCharsets.UTF_8);
    }

    public byte[] body() {
        return Arrays.copyOfRange(head.data(), head.bodyStart(), head.bodyStart() + bodyLength);
    }
}
