package imc.sip.internal.route;

import imc.api.sip.TransportKind;
import imc.sip.internal.listen.ListeningPoint;
import imc.sip.internal.stream.Unanswered;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A way that has been made out once and for all.
 *
 * @param connection the id of the only connection that will do; 0 for any
 * @param via        the Via header's value up to its branch
 * @param made       when, as {@link Routes} counts
 */
public record Route(ListeningPoint from, InetSocketAddress to, long connection, byte[] via, int made) {

    /** The Via header's value up to its branch; streams may be used for requests to us, too (RFC 5923 §5). */
    public static byte[] via(TransportKind kind, String sentBy) {
        return ("SIP/2.0/" + kind.viaToken() + ' ' + sentBy + (kind.isReliable() ? ";alias" : "") + ";branch=")
                .getBytes(StandardCharsets.US_ASCII);
    }

    public void send(Unanswered request) throws IOException {
        from.send(request, to, connection);
    }

    public void send(ByteBuffer datagram, Unanswered request) throws IOException {
        from.send(datagram, to, request);
    }

    /** Has a connection, opened if need be; waits for it. Nothing to be done for datagrams. */
    public void connect() throws IOException {
        from.connect(to);
    }

    /** By how many bytes a request of this length had best be made longer. */
    public int padding(int length) {
        return from.lengthFor(to, length) - length;
    }

    /** Whether nothing has to be sent twice. */
    public boolean isReliable() {
        return from.isReliable();
    }
}
