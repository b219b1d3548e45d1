package imc.sip.internal.udp;

import java.io.IOException;
import java.net.InetSocketAddress;

/** Where a UDP socket's datagrams come in, one by one or several at a time. For one thread. */
interface Inbox {

    /**
     * Receives what there is, as much as there is room for; what was there before is gone. Never waits.
     *
     * @return how many datagrams there are now
     * @throws IOException where nothing can be received, as from a socket that has been closed
     */
    int receive() throws IOException;

    /** Whether there may be more than was received last. */
    boolean mayHaveMore();

    /**
     * Copies a datagram.
     *
     * @param to as long as any may be
     * @return how long this one is
     */
    int read(int datagram, byte[] to);

    /** Who sent it. */
    InetSocketAddress peer(int datagram);
}
