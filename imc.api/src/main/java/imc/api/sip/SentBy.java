package imc.api.sip;

import java.util.Objects;

/**
 * An address of our own: what stands in the sent-by of a Via (RFC 3261 §18.1.1), and in a Contact.
 *
 * @param transport {@code udp}, {@code tcp} or {@code tls}
 * @param host      an IP address, IPv6 without brackets; of a listening point perhaps the one that stands for all of
 *                  the machine's ({@code 0.0.0.0}), which nobody can write to
 * @param port      never 0
 */
public record SentBy(String transport, String host, int port) {

    public SentBy {
        Objects.requireNonNull(transport, "transport");
        Objects.requireNonNull(host, "host");
    }

    /** Host and port as they stand in a header: {@code [::1]:5060}. */
    public String hostPort() {
        return (host.indexOf(':') < 0 ? host : '[' + host + ']') + ':' + port;
    }
}
