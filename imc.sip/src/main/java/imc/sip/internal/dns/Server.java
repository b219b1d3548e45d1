package imc.sip.internal.dns;

import imc.api.sip.TransportKind;
import java.net.InetSocketAddress;

/**
 * One address behind a name.
 *
 * @param transport by what it is reached
 * @param address   resolved; its host string is the name that the URI gave, which is what a certificate has to be for
 *                  (RFC 5922 §4)
 * @param rank      the lower the sooner: NAPTR's order and preference, then SRV's priority
 * @param weight    SRV's weight among those of the same rank
 * @param instance  host and port of the SRV record, which may have several addresses; empty where there is none
 */
public record Server(TransportKind transport, InetSocketAddress address, int rank, int weight, String instance) {

    /** Whether an SRV record named it, and with it the port. */
    public boolean isBySrv() {
        return !instance.isEmpty();
    }

    /** {@code udp:192.0.2.1:5060}. */
    @Override
    public String toString() {
        String host = address.getAddress().getHostAddress();
        return transport.toString() + ':' + (host.indexOf(':') < 0 ? host : '[' + host + ']') + ':' + address.getPort();
    }
}
