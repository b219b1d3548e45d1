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

    void send(ByteBuffer message) throws IOException {
        from.send(message, to);
    }

    /** Whether nothing has to be sent twice. */
    boolean isReliable() {
        return from.isReliable();
    }
}
