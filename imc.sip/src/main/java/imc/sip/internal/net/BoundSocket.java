package imc.sip.internal.net;

import imc.sip.internal.config.ListeningAddress;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;

/**
 * A socket that has its port, and that nobody reads yet: of several, all are had or none is.
 *
 * @param address   what was asked for
 * @param datagrams null where it is for streams
 * @param streams   null where it is for datagrams
 */
public record BoundSocket(ListeningAddress address, DatagramChannel datagrams, ServerSocketChannel streams)
        implements Closeable {

    private static final int BUFFER = 4 << 20;
    private static final int BACKLOG = 1024;

    /**
     * Binds a socket.
     *
     * @throws IOException naming the address and what is in the way
     */
    public static BoundSocket bind(ListeningAddress address) throws IOException {
        try {
            InetSocketAddress local = new InetSocketAddress(InetAddress.getByName(address.host()), address.port());
            return address.transport().isReliable()
                    ? new BoundSocket(address, null, serverSocket(local))
                    : new BoundSocket(address, datagramChannel(local), null);
        } catch (IOException e) {
            String why = e instanceof UnknownHostException ? "unknown host" : withoutHint(e.getMessage());
            throw new IOException(address + " cannot be opened: " + why + " (listen in imc.transport.sip)", e);
        }
    }

    /** The JDK appends "(Bind failed)" to some of the system's texts. */
    private static String withoutHint(String message) {
        return String.valueOf(message).replace(" (Bind failed)", "");
    }

    private static DatagramChannel datagramChannel(InetSocketAddress local) throws IOException {
        DatagramChannel socket = local.getAddress() instanceof Inet4Address
                ? DatagramChannel.open(StandardProtocolFamily.INET) : DatagramChannel.open();
        try {
            // The answers to a fan-out come all at once; the system may cut this down to its own limit.
            socket.setOption(StandardSocketOptions.SO_RCVBUF, BUFFER);
            socket.setOption(StandardSocketOptions.SO_SNDBUF, BUFFER);
            socket.configureBlocking(false);
            socket.bind(local);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private static ServerSocketChannel serverSocket(InetSocketAddress local) throws IOException {
        ServerSocketChannel socket = ServerSocketChannel.open();
        try {
            // Without it, connections that have just ended would keep the port from being opened again.
            socket.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            socket.bind(local, BACKLOG);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** The same socket, by the name under which it is configured. */
    public BoundSocket askedAs(ListeningAddress other) {
        return new BoundSocket(other, datagrams, streams);
    }

    /** What was got: the port is never 0. */
    public InetSocketAddress local() {
        return (InetSocketAddress) (datagrams == null ? streams.socket().getLocalSocketAddress()
                : datagrams.socket().getLocalSocketAddress());
    }

    @Override
    public void close() {
        try {
            if (datagrams != null) {
                datagrams.close();
            } else {
                streams.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
