package imc.registrar.internal;

import imc.api.net.IpAddress;
import imc.api.sip.Flow;
import imc.api.sip.SipRequest;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a request came from.
 *
 * @param flow     the connection, or the address that the datagram came from
 * @param rport    whether the sender wants its answers at the port that it sent from (RFC 3581 §3), and so can be
 *                 reached there
 * @param isDirect whether no proxy says that it has forwarded the request
 */
record Origin(Flow flow, boolean rport, boolean isDirect) {

    private static final Pattern RPORT = Pattern.compile("(?is);\\s*rport\\s*(=[^;]*)?(;.*)?$");

    static Origin of(SipRequest request) {
        List<String> vias = request.headers().all("Via");
        return new Origin(request.source(), !vias.isEmpty() && RPORT.matcher(vias.get(0)).find(), vias.size() < 2);
    }

    boolean isStream() {
        return flow.kind().isReliable();
    }

    /** Whether a URI's host is the address that the request came from; {@code localhost} is what it always is. */
    boolean isAt(String host) {
        Optional<InetAddress> source = IpAddress.literal(flow.host());
        return host.equals("localhost") ? source.filter(InetAddress::isLoopbackAddress).isPresent()
                : source.isPresent() && source.equals(IpAddress.literal(host));
    }

    /** Whose requests are counted together: an IPv4 address, or the network that one IPv6 subscriber has. */
    String source() {
        return IpAddress.source(flow.host());
    }
}
