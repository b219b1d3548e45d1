package imc.api.sip;

import java.util.Objects;

/**
 * A place where a request can be sent, as the transport layer has found it out.
 *
 * @param to     an address and a port; with an id, that connection and no other
 * @param name   who is sought there, and whose certificate has to be shown over TLS; the IP address where nobody is
 *               named
 * @param sentBy our own address on the way there
 */
public record SipHop(Flow to, String name, SentBy sentBy) {

    public SipHop {
        Objects.requireNonNull(to, "to");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(sentBy, "sentBy");
    }
}
