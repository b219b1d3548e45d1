package imc.sip.internal.net;

import imc.api.sip.SentBy;
import imc.api.sip.TransportKind;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;

/** By which of our addresses somebody gets at us. */
public final class OwnAddress {

    private OwnAddress() {
    }

    /**
     * That of a listening point; of one at all addresses, the one from which the system would send there.
     *
     * @param local where we listen
     */
    public static SentBy towards(TransportKind transport, InetSocketAddress local, InetSocketAddress peer) {
        InetAddress own = local.getAddress();
        if (own.isAnyLocalAddress()) {
            try (DatagramSocket probe = new DatagramSocket()) {
                probe.connect(peer);
                own = probe.getLocalAddress();
            } catch (SocketException e) {
                own = local.getAddress();
            }
        }
        return of(transport, own, local.getPort());
    }

    /** A zone means something on this machine alone (RFC 6874 §1). */
    public static SentBy of(TransportKind transport, InetAddress own, int port) {
        return new SentBy(transport.toString(), own.getHostAddress().replaceFirst("%.*", ""), port);
    }
}
