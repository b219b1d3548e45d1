package imc.sip.internal.dns;

import imc.api.sip.TransportKind;

/** Where we can send to, given where we listen. */
public interface Reach {

    /** Whether there is a place to send from over a transport. */
    boolean offers(TransportKind transport);

    /** Whether there is a place to send from to IPv6 addresses. */
    boolean ipv6();
}
