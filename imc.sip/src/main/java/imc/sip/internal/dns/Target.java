package imc.sip.internal.dns;

/**
 * What a SIP URI says about where a request goes (RFC 3263 §4).
 *
 * @param secure    whether the scheme is sips
 * @param host      a name, in lower case
 * @param port      0 where the URI names none
 * @param transport in lower case; empty where the URI names none
 */
public record Target(boolean secure, String host, int port, String transport) {

    /** The URI, as an operator would write it. */
    @Override
    public String toString() {
        return (secure ? "sips:" : "sip:") + host + (port == 0 ? "" : ":" + port)
                + (transport.isEmpty() ? "" : ";transport=" + transport);
    }
}
