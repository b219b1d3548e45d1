package imc.transport.sip.internal.uac;

import imc.transport.sip.internal.stack.ListeningPoint;
import java.io.IOException;
import java.net.InetSocketAddress;

/**
 * A way over UDP that has been made out once and for all.
 *
 * @param via the Via header's value up to its branch
 */
record Route(ListeningPoint from, InetSocketAddress to, byte[] via) {

    void send(byte[] datagram) throws IOException {
        from.send(datagram, to);
    }
}
