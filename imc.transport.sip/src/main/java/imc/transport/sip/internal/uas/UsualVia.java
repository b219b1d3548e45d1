package imc.transport.sip.internal.uas;

/**
 * The topmost Via of a request, as it usually looks: a branch of RFC 3261, perhaps rport (RFC 3581), and whatever else
 * means nothing to an answer.
 *
 * @param start    where sent-by begins
 * @param port     0 where there is none
 * @param rportEnd where {@code rport} ends; -1 for none
 * @param alias    whether the sender wants requests to sent-by over the same connection (RFC 5923)
 */
record UsualVia(int start, int hostEnd, int port, int branchStart, int branchEnd, int rportEnd, boolean alias,
        int end) {

    boolean asksForPort() {
        return rportEnd >= 0;
    }
}
