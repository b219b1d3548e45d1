package imc.sip.internal.dns;

import imc.api.sip.TransportKind;
import java.util.Optional;

/**
 * What a SIP URI says about where a request goes (RFC 3263 §4).
 *
 * @param secure    whether the scheme is sips
 * @param host      a name, in lower case
 * @param port      0 where the URI names none
 * @param transport empty where the URI names none
 */
public record Target(boolean secure, String host, int port, Optional<TransportKind> transport) {

    /** The URI, as an operator would write it. */
    @Override
    public String toString() {
        return (secure ? "sips:" : "sip:") + host + (port == 0 ? "" : ":" + port)
                + transport.map(kind -> ";transport=" + kind).orElse("");
    }
}
