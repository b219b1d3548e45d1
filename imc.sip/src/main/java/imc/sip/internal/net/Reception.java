package imc.sip.internal.net;

import imc.sip.internal.wire.UnreadableException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * Takes what comes in over any transport. Called by the threads that receive for everybody: it never waits, and throws
 * nothing.
 */
public interface Reception {

    /** What {@link #retryAfter} says of what is taken. */
    int TAKEN = 0;

    /**
     * Something that is no response has come from there. Asked once about each such message, before anything else of it
     * is looked at.
     *
     * @return {@link #TAKEN}; more than that where enough has come from there for now: after how many seconds to try
     *         again; less where nobody can tell
     */
    int retryAfter(InetAddress source);

    /**
     * Something has come over a connection that is no request and no answer to one of ours, and costs as much: it
     * counts as a request.
     *
     * @return as {@link #retryAfter}
     */
    default int unwanted(InetAddress source) {
        return retryAfter(source);
    }

    /** Such a one was dropped: enough has come from there for now, and enough of that has been said. */
    void dropped();

    /**
     * A datagram came in, or a whole message over a stream.
     *
     * @param data       where it begins; used again for the next one, unless it has just the length of this one
     * @param retryAfter what {@link #retryAfter} has said; {@link #TAKEN} for a response
     * @param sender     sends from where it was received, or over the same connection
     */
    void message(byte[] data, int length, InetSocketAddress peer, int retryAfter, Sender sender);

    /** Something came in of which it cannot be told where it ends. */
    void refuse(UnreadableException unreadable, InetSocketAddress peer, Sender sender);

    /** Something failed that never should. */
    void failed(Throwable e);
}
