package imc.transport.sip.internal.uas;

import java.nio.charset.StandardCharsets;

/**
 * The only Via of a request, as it usually looks: a branch of RFC 3261 and perhaps rport (RFC 3581).
 *
 * @param start       where sent-by begins
 * @param port        0 where there is none
 * @param rportEnd    where {@code rport} ends; -1 for none
 */
record UsualVia(int start, int hostEnd, int port, int branchStart, int branchEnd, int rportEnd, int end) {

    private static final int MAX_LENGTH = 256;
    private static final byte[] BRANCH = "branch=".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] COOKIE = "z9hG4bK".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] RPORT = "rport".getBytes(StandardCharsets.US_ASCII);

    /**
     * Null for anything else.
     *
     * @param protocol what it has to begin with: {@code SIP/2.0/UDP} and a blank
     */
    static UsualVia of(byte[] data, int from, int end, byte[] protocol) {
        if (!Octets.startWith(data, from, end, protocol) || end - from > MAX_LENGTH) {
            return null;
        }
        int start = from + protocol.length;
        int sentByEnd = Octets.indexOf(data, start, end, ';');
        int hostEnd = Octets.indexOf(data, start, sentByEnd, ':');
        int port = hostEnd == sentByEnd ? 0 : Octets.port(data, hostEnd + 1, sentByEnd);
        if (port < 0 || !Octets.isHost(data, start, hostEnd)) {
            return null;
        }
        int branchStart = -1;
        int branchEnd = -1;
        int rportEnd = -1;
        for (int at = sentByEnd; at < end;) {
            int next = Octets.indexOf(data, at + 1, end, ';');
            if (branchStart < 0 && Octets.startWith(data, at + 1, next, BRANCH)) {
                branchStart = at + 1 + BRANCH.length;
                branchEnd = next;
            } else if (rportEnd < 0 && next - at - 1 == RPORT.length && Octets.startWith(data, at + 1, next, RPORT)) {
                rportEnd = next;
            } else {
                return null;
            }
            at = next;
        }
        return branchStart >= 0 && branchEnd - branchStart > COOKIE.length
                && Octets.startWith(data, branchStart, branchEnd, COOKIE)
                && Octets.consistOf(data, branchStart, branchEnd, "-._")
                ? new UsualVia(start, hostEnd, port, branchStart, branchEnd, rportEnd, end) : null;
    }

    boolean asksForPort() {
        return rportEnd >= 0;
    }
}
