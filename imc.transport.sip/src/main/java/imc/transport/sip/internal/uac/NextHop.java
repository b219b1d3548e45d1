package imc.transport.sip.internal.uac;

import imc.api.sip.Flow;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One way to one receiver.
 *
 * @param kind       how we came to know it
 * @param requestUri the Request-URI of what is sent there
 * @param transport  {@code udp} or {@code tcp}; anything else cannot be had
 * @param host       an IP address, or a name that has yet to be resolved
 * @param flow       an open connection to prefer
 */
record NextHop(Kind kind, String requestUri, String transport, String host, int port, Optional<Flow> flow) {

    private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");

    /** How a next hop is come by. */
    enum Kind {
        /** It is configured. */
        PROXY,
        /** The receiver has registered it. */
        CONTACT,
        /** It is the host of the receiver's own address. */
        ADDRESS
    }

    /** Messages with equal keys are sent one after the other. */
    String key() {
        return flow.map(open -> open.host() + ' ' + open.port()).orElse(host + ' ' + port);
    }

    NextHop over(String other) {
        return new NextHop(kind, requestUri, other, host, port, flow);
    }

    /** Whether the host is an IP address, for which nobody need be asked. */
    boolean isLiteral() {
        return host.indexOf(':') >= 0 || IPV4.matcher(host).matches();
    }
}
