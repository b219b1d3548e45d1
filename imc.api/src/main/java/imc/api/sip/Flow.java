package imc.api.sip;

import java.util.Objects;

/**
 * Where a request came from.
 *
 * @param transport {@code udp}, {@code tcp} or {@code tls}
 * @param host      the IP address
 * @param port      the source port
 */
public record Flow(String transport, String host, int port) {

    public Flow {
        Objects.requireNonNull(transport, "transport");
        Objects.requireNonNull(host, "host");
    }

    /** {@code udp:127.0.0.1:5060}. */
    @Override
    public String toString() {
        return transport + ':' + host + ':' + port;
    }
}
