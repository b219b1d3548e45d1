package imc.transport.sip.internal.uac;

import imc.transport.sip.internal.stack.ListeningPoint;
import imc.transport.sip.internal.stack.Unanswered;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/**
 * A way that has been made out once and for all.
 *
 * @param via the Via header's value up to its branch
 */
record Route(ListeningPoint from, InetSocketAddress to, byte[] via) {

    void send(Unanswered request) throws IOException {
        from.send(request, to);
    }

    void send(ByteBuffer datagram, Unanswered request) throws IOException {
        from.send(datagram, to, request);
    }

    /** By how many bytes a request of this length had best be made longer. */
    int padding(int length) {
        return from.lengthFor(to, length) - length;
    }

    /** Whether nothing has to be sent twice. */
    boolean isReliable() {
        return from.isReliable();
    }
}
