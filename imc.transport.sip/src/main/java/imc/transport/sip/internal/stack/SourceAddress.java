package imc.transport.sip.internal.stack;

import gov.nist.javax.sip.header.Via;
import java.net.InetSocketAddress;
import java.text.ParseException;

/** Notes in the topmost Via where a request really came from (RFC 3261 §18.2.1, RFC 3581 §4). */
final class SourceAddress {

    private SourceAddress() {
    }

    static void note(Via via, InetSocketAddress source) throws ParseException {
        String address = source.getAddress().getHostAddress();
        boolean rport = via.hasParameter(Via.RPORT);
        via.removeParameter(Via.RECEIVED);
        // An maddr would let anybody aim our answers at anybody, or have us ask the DNS while others wait.
        via.removeParameter(Via.MADDR);
        if (rport || !address.equals(via.getHost())) {
            via.setParameter(Via.RECEIVED, address);
        }
        if (rport) {
            via.setParameter(Via.RPORT, Integer.toString(source.getPort()));
        }
    }
}
