package imc.sip.internal.wire;

/**
 * The topmost Via of a request (RFC 3261 §18.2), by the places where its parts stand.
 *
 * @param port          0 where there is none
 * @param branchStart   -1 where there is none
 * @param rportNameEnd  where the name {@code rport} ends (RFC 3581); -1 where there is none
 * @param rportEnd      where its value ends, too
 * @param receivedStart where the semicolon of a {@code received} stands that the sender should not have written; -1
 *                      where there is none
 * @param alias         whether the sender wants requests to sent-by over the same connection (RFC 5923)
 */
public record TopmostVia(int start, int end, int host, int hostEnd, int port, int branchStart, int branchEnd,
        int rportNameEnd, int rportEnd, int receivedStart, int receivedEnd, boolean alias) {

    /** Whether answers go to the source's port. */
    public boolean asksForPort() {
        return rportNameEnd >= 0;
    }
}
