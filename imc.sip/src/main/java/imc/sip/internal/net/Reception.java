package imc.sip.internal.net;

import imc.sip.internal.wire.UnreadableException;
import java.net.InetSocketAddress;

/**
 * Takes what comes in over any transport. Called by the threads that receive for everybody: it never waits, and throws
 * nothing.
 */
public interface Reception {

    /**
     * A datagram came in, or a whole message over a stream.
     *
     * @param data   where it begins; used again for the next one, unless it has just the length of this one
     * @param sender sends from where it was received, or over the same connection
     */
    void message(byte[] data, int length, InetSocketAddress peer, Sender sender);

    /** Something came in of which it cannot be told where it ends. */
    void refuse(UnreadableException unreadable, InetSocketAddress peer, Sender sender);

    /** Something failed that never should. */
    void failed(Throwable e);
}
