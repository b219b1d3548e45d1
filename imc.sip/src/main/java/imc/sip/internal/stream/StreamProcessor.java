package imc.sip.internal.stream;

import imc.api.sip.TransportKind;
import imc.sip.internal.net.BoundSocket;
import imc.sip.internal.net.Processor;
import imc.sip.internal.net.Reception;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One listening point for streams: a socket, and the connections in and out. */
public final class StreamProcessor implements Processor, SelectorLoop.Served {

    private static final Logger LOG = LoggerFactory.getLogger(StreamProcessor.class);
    private static final int MAX_ACCEPTS = 64;
    private static final int STOP_SECONDS = 2;
    private static final long TELL_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final TransportKind transport;
    private final InetSocketAddress local;
    private final ServerSocketChannel socket;
    private final Streams streams;
    private final Reception reception;
    private final SelectorLoop loop;
    private final Map<InetSocketAddress, StreamConnection> connections = new ConcurrentHashMap<>();
    /** Connections that peers have opened, by addresses at which they listen. */
    private final Map<InetSocketAddress, StreamConnection> aliases = new ConcurrentHashMap<>();
    private SelectionKey key;
    private final AtomicLong told = new AtomicLong(System.nanoTime() - 2 * TELL_NANOS);
    private boolean refusing;
    private volatile boolean stopped;

    public StreamProcessor(BoundSocket bound, Streams streams, Reception reception) throws IOException {
        this.transport = bound.address().transport();
        this.local = bound.local();
        if (transport.isSecure()) {
            streams.tls();
        }
        this.socket = bound.streams();
        this.streams = streams;
        this.reception = reception;
        this.loop = streams.loop();
    }

    @Override
    public void beginReceiving() {
        loop.execute(() -> {
            try {
                key = loop.register(socket, SelectionKey.OP_ACCEPT, this);
            } catch (IOException | RuntimeException e) {
                reception.failed(e);
            }
        });
    }

    @Override
    public void ready(SelectionKey ready) throws IOException {
        for (int i = 0; i < MAX_ACCEPTS; i++) {
            SocketChannel accepted = socket.accept();
            if (accepted == null) {
                return;
            }
            accept(accepted);
        }
    }

    private void accept(SocketChannel accepted) throws IOException {
        StreamConnection connection;
        try {
            connection = StreamConnection.accepted(this, streams, reception, accepted);
        } catch (IOException | RuntimeException e) {
            accepted.close();
            LOG.debug("A connection was gone before it was accepted", e);
            return;
        }
        if (!streams.connections().accept(connection)) {
            accepted.close();
            if (!refusing) {
                refusing = true;
                LOG.warn("{} has too many connections, all in use (tcp_max_connections_per_ip, tcp_max_connections in "
                        + "imc.transport.sip); further ones are closed at once", connection.peer().getAddress());
            }
            return;
        }
        refusing = false;
        connections.put(connection.peer(), connection);
        connection.start();
        if (stopped) {
            connection.close();
        }
    }

    @Override
    public void sweep(long nanoTime) {
        if (key.isValid()) {
            key.interestOps(SelectionKey.OP_ACCEPT);
        }
    }

    @Override
    public void failed(Throwable e) {
        if (!stopped) {
            reception.failed(e);
            // Without file descriptors left, trying again at once would only burn the processor.
            key.interestOps(0);
        }
    }

    /** The connection that is there, or one that is being opened. */
    public StreamConnection connection(InetSocketAddress peer) throws IOException {
        StreamConnection there = connections.get(peer);
        if (there != null && !there.isClosed()) {
            // Whoever came to us is known by where it came from, and by no name that it has not proven.
            boolean nameless = peer.getHostString().equals(peer.getAddress().getHostAddress());
            if (!(there.isAccepted() && nameless) && !there.isFor(peer.getHostString())) {
                throw new IOException("the certificate of " + peer + " is that of another host");
            }
            return there;
        }
        StreamConnection alias = aliases.get(peer);
        if (alias != null && alias.isOpen() && alias.isFor(peer.getHostString())) {
            return alias;
        }
        if (stopped) {
            throw new IOException("nobody listens there any more");
        }
        StreamConnection fresh = StreamConnection.to(this, streams, reception, peer);
        if (!streams.connections().open(fresh)) {
            fresh.close();
            throw new IOException("too many connections (tcp_max_connections in imc.transport.sip)");
        }
        StreamConnection used = connections.compute(peer,
                (address, other) -> other != null && !other.isClosed() ? other : fresh);
        if (used == fresh) {
            fresh.start();
        } else {
            fresh.close();
        }
        if (stopped) {
            // Whoever stops may not have seen it.
            used.close();
            throw new IOException("nobody listens there any more");
        }
        return used;
    }

    @Override
    public TransportKind transport() {
        return transport;
    }

    @Override
    public void send(byte[] message, InetSocketAddress receiver) throws IOException {
        connection(receiver).send(message);
    }

    /** @param id of the only connection that will do; 0 for any, opened if need be */
    public void send(Unanswered request, InetSocketAddress receiver, long id) throws IOException {
        if (id != 0) {
            StreamConnection only = connections.get(receiver);
            if (only == null || only.flowId() != id) {
                throw new IOException("the connection with " + receiver + " has ended");
            }
            only.send(request);
            return;
        }
        StreamConnection connection = connection(receiver);
        try {
            connection.send(request);
        } catch (IOException e) {
            if (!connection.isClosed()) {
                throw e;
            }
            // It was closed just now.
            connection(receiver).send(request);
        }
    }

    /** Whether there is an open connection to that very address, the one of that id, or any for 0. */
    public boolean isConnectedTo(InetSocketAddress peer, long id) {
        StreamConnection connection = connections.getOrDefault(peer, aliases.get(peer));
        return connection != null && connection.isOpen() && (id == 0 || connection.flowId() == id);
    }

    /** Says why somebody cannot be reached by TLS, but not all the time. */
    void tell(InetSocketAddress peer, String why) {
        long last = told.get();
        long now = System.nanoTime();
        if (now - last > TELL_NANOS && told.compareAndSet(last, now)) {
            LOG.warn("TLS with {} was not agreed upon: {}. For {} s, nothing more is said about "
                    + "such failures", peer, why, TimeUnit.NANOSECONDS.toSeconds(TELL_NANOS));
        }
    }

    void alias(InetSocketAddress address, StreamConnection connection) {
        aliases.putIfAbsent(address, connection);
    }

    /** Somebody has registered over a connection, for so long. */
    public void keep(InetSocketAddress peer, long nanos) {
        StreamConnection connection = connections.get(peer);
        if (connection != null) {
            connection.keep(nanos);
        }
    }

    public int connectionCount() {
        return connections.size();
    }

    void forget(StreamConnection connection) {
        connections.remove(connection.peer(), connection);
        if (connection.alias() != null) {
            aliases.remove(connection.alias(), connection);
        }
    }

    @Override
    public void stop() {
        stopped = true;
        List<StreamConnection> open = new ArrayList<>(connections.values());
        CountDownLatch ended = new CountDownLatch(open.size() + 1);
        loop.execute(() -> {
            try {
                socket.close();
                loop.forgetClosed();
            } catch (IOException e) {
                reception.failed(e);
            }
            ended.countDown();
        });
        open.forEach(connection -> connection.stop(ended::countDown));
        try {
            ended.await(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public InetSocketAddress local() {
        return local;
    }
}
