package imc.check;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Optional;

/** The socket of one {@link Phone}, over UDP, TCP or TLS. */
interface Wire extends AutoCloseable {

    /** {@code UDP}, {@code TCP} or {@code TLS}, as a Via header spells it. */
    String transport();

    /** Where this socket is, for Via and Contact. */
    InetSocketAddress local();

    void send(byte[] message) throws IOException;

    /** The next message; empty when the socket is closed. Keep-alives are passed over. */
    Optional<byte[]> receive() throws IOException;

    @Override
    void close();

    /** Opens a socket of the loopback or whatever interface leads to the server. */
    static Wire open(String transport, InetSocketAddress server, Optional<Path> trusted) throws IOException {
        return switch (transport.toLowerCase()) {
            case "udp" -> new UdpWire(server);
            case "tcp" -> new StreamWire("TCP", new Socket(), server);
            case "tls" -> new StreamWire("TLS", TlsSocket.trusting(trusted), server);
            default -> throw new IllegalArgumentException("transport '" + transport + "': possible are udp, tcp, tls");
        };
    }
}
