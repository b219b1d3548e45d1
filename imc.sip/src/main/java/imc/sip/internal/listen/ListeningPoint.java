package imc.sip.internal.listen;

import imc.api.sip.TransportKind;
import imc.sip.internal.config.ListeningAddress;
import imc.sip.internal.net.Processor;
import imc.sip.internal.stream.StreamProcessor;
import imc.sip.internal.stream.Unanswered;
import imc.sip.internal.udp.UdpProcessor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Set;

/**
 * One place where we listen, and from where we send.
 *
 * @param address  what was asked for
 * @param local    what was got: the port is never 0
 * @param processor its socket
 */
public record ListeningPoint(ListeningAddress address, InetSocketAddress local, Processor processor) {

    private static final Set<String> ANY = Set.of("0.0.0.0", "::", "0:0:0:0:0:0:0:0");

    /** By what. */
    public TransportKind transport() {
        return address.transport();
    }

    /**
     * Sends a whole message, without waiting.
     *
     * @throws IOException where it cannot be sent
     */
    public void send(byte[] message, InetSocketAddress receiver) throws IOException {
        processor.send(message, receiver);
    }

    /**
     * Sends a datagram: what is left in a buffer, which is the caller's again afterwards.
     *
     * @param request told if it cannot be sent after all
     * @throws IOException where it cannot be sent, as over a stream
     */
    public void send(ByteBuffer datagram, InetSocketAddress receiver, Unanswered request) throws IOException {
        if (!(processor instanceof UdpProcessor udp)) {
            throw new IOException(this + " sends no datagrams");
        }
        udp.send(datagram, receiver, request);
    }

    /** How long a request of this length had best be, if it can be made longer: it may be sent with others then. */
    public int lengthFor(InetSocketAddress receiver, int length) {
        return processor instanceof UdpProcessor udp ? udp.lengthFor(receiver, length) : length;
    }

    /**
     * As the other. A request over a stream is told when that ends before the answer has come.
     *
     * @param connection the id of the only connection that will do; 0 for any
     */
    public void send(Unanswered request, InetSocketAddress receiver, long connection) throws IOException {
        if (processor instanceof StreamProcessor streams) {
            streams.send(request, receiver, connection);
        } else {
            send(request.message(), receiver);
        }
    }

    /** Whether we listen there at all addresses of the machine. */
    public boolean isEverywhere() {
        return local.getAddress().isAnyLocalAddress();
    }

    /** Whether what is sent arrives, or is known not to: nothing is retransmitted over a stream. */
    public boolean isReliable() {
        return processor instanceof StreamProcessor;
    }

    /**
     * Has a connection, opened if need be; waits for it, 4 seconds and a little at most. Nothing to be done for UDP.
     *
     * @throws IOException where there is none
     */
    public void connect(InetSocketAddress receiver) throws IOException {
        if (processor instanceof StreamProcessor streams) {
            streams.connection(receiver).awaitOpen();
        }
    }

    /** Whether this is what may keep an address from being opened: the same port, and one of them stands for all. */
    boolean mayBlock(ListeningAddress other) {
        boolean sameKind = transport().isReliable() == other.transport().isReliable();
        return sameKind && other.port() == local.getPort() && (other.host().equals(address.host())
                || local.getAddress().isAnyLocalAddress() || ANY.contains(other.host()));
    }

    void beginReceiving() {
        processor.beginReceiving();
    }

    /**
     * Whether there is an open connection to that very address.
     *
     * @param id which connection; 0 for any
     */
    public boolean isConnectedTo(InetSocketAddress peer, long id) {
        return processor instanceof StreamProcessor streams && streams.isConnectedTo(peer, id);
    }

    void keep(InetSocketAddress peer, long nanos) {
        if (processor instanceof StreamProcessor streams) {
            streams.keep(peer, nanos);
        }
    }

    /** How many connections there are, 0 for UDP. */
    public int connections() {
        return processor instanceof StreamProcessor streams ? streams.connectionCount() : 0;
    }

    /** How well packets to a receiver can leave from here: the lower the better, negative for not at all. */
    int distance(InetAddress receiver) {
        InetAddress own = local.getAddress();
        if (own.getAddress().length != receiver.getAddress().length) {
            return own.isAnyLocalAddress() && own.getAddress().length == 16 ? 2 : -1;
        }
        return own.isAnyLocalAddress() || own.isLoopbackAddress() == receiver.isLoopbackAddress() ? 0 : 1;
    }

    /** {@code udp:127.0.0.1:5060}, as it was got. */
    @Override
    public String toString() {
        return new ListeningAddress(transport(), local.getAddress().getHostAddress(), local.getPort()).toString();
    }
}
