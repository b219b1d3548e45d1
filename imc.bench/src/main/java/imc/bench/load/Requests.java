package imc.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** The members' requests, the same bytes each time for the same number (RFC 3261 §17.1.2: a retransmission). */
final class Requests {

    private static final String BRANCH = "z9hG4bKimcb";
    private static final byte[] MESSAGE = "MESSAGE sip:chat-".getBytes(US_ASCII);
    private static final byte[] EMPTY_LINE = "\r\n\r\n".getBytes(US_ASCII);

    private final byte[] afterRoom;
    private final byte[] afterBranch;
    private final byte[] afterSender;
    private final byte[] afterTo;
    private final byte[] afterCallId;
    private final byte[] request = new byte[1 << 12];
    private final byte[] branchMark;
    private int length;

    /**
     * @param run    what tells this run from others: letters and digits
     * @param domain the host of members and rooms
     * @param port   where the members are
     */
    Requests(String run, String domain, String transport, int port) {
        branchMark = (BRANCH + run + ".").getBytes(US_ASCII);
        afterRoom = ("@" + domain + " SIP/2.0\r\nVia: SIP/2.0/" + transport + " 127.0.0.1:" + port + ";rport;branch="
                + BRANCH + run + ".").getBytes(US_ASCII);
        afterBranch = "\r\nMax-Forwards: 70\r\nFrom: <sip:m".getBytes(US_ASCII);
        afterSender = ("@" + domain + ">;tag=" + run + "\r\nTo: <sip:chat-").getBytes(US_ASCII);
        afterTo = ("@" + domain + ">\r\nCall-ID: " + run + "-").getBytes(US_ASCII);
        afterCallId = ("@127.0.0.1\r\nCSeq: 1 MESSAGE\r\nContent-Type: text/plain\r\nContent-Length: ")
                .getBytes(US_ASCII);
    }

    /** The number of the request that a response answers; -1 if it is none of these. */
    long number(byte[] response, int from, int to) {
        int start = Scan.behind(response, from, to, branchMark);
        return start < 0 ? -1 : Scan.number(response, start, to);
    }

    byte[] bytes() {
        return request;
    }

    /** Writes a request to {@link #bytes}; its length. */
    int write(long number, int room, int sender, byte[] body, int bodyLength) {
        length = 0;
        put(MESSAGE);
        put(room);
        put(afterRoom);
        put(number);
        put(afterBranch);
        put(sender);
        put(afterSender);
        put(room);
        put(afterTo);
        put(number);
        put(afterCallId);
        put(bodyLength);
        put(EMPTY_LINE);
        System.arraycopy(body, 0, request, length, bodyLength);
        return length + bodyLength;
    }

    private void put(byte[] bytes) {
        System.arraycopy(bytes, 0, request, length, bytes.length);
        length += bytes.length;
    }

    private void put(long number) {
        length = Decimal.write(number, request, length);
    }
}
