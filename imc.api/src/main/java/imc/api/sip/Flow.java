package imc.api.sip;

import java.util.Objects;

/**
 * Where a request came from. Over a stream that is a connection, and the same one for as long as {@code id} is: after
 * its end another client may come from the same port.
 *
 * @param transport {@code udp}, {@code tcp} or {@code tls}
 * @param host      the IP address
 * @param port      the source port
 * @param id        which connection it is, never the same for two; 0 for a datagram, and for whichever connection
 *                  there is with that address and port
 */
public record Flow(String transport, String host, int port, long id) {

    public Flow {
        Objects.requireNonNull(transport, "transport");
        Objects.requireNonNull(host, "host");
    }

    /** An address and a port, and no connection in particular. */
    public Flow(String transport, String host, int port) {
        this(transport, host, port, 0);
    }

    /**
     * Its transport.
     *
     * @throws IllegalArgumentException naming what is unknown
     */
    public TransportKind kind() {
        return TransportKind.of(transport);
    }

    /** Whether this is a connection in particular, whose end a {@link FlowListener} hears of. */
    public boolean isConnection() {
        return id != 0;
    }

    /** {@code udp:127.0.0.1:5060}. */
    @Override
    public String toString() {
        return transport + ':' + host + ':' + port;
    }
}
