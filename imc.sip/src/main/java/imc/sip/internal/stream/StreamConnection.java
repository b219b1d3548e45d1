package imc.sip.internal.stream;

import imc.api.sip.Flow;
import imc.api.sip.TransportKind;
import imc.sip.internal.net.Reception;
import imc.sip.internal.net.Sender;
import imc.sip.internal.wire.UnreadableException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.Set;
import javax.net.ssl.SSLEngine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection, accepted or to be opened, for those who send over it, and for those who get what comes. Whoever sends
 * queues, and never waits.
 */
public final class StreamConnection implements StreamInput.Messages, Sender {

    private static final Logger LOG = LoggerFactory.getLogger(StreamConnection.class);
    private static final byte[] PONG = {'\r', '\n'};

    private final InetSocketAddress peer;
    private final StreamProcessor processor;
    private final Streams streams;
    private final Reception reception;
    private final SelectorLoop loop;
    private final String expected;
    private final Carrier carrier;
    private final Outbox outbox;
    private final StreamSocket socket;
    private final long flowId;
    private final Awaited awaited = new Awaited();
    private volatile InetSocketAddress alias;
    /** Until when somebody is registered over it. */
    private volatile long keptUntil;
    private volatile boolean pinged;
    private final HeldBack heldBack;

    /** @param expected the name of who has to be at the other end; null for one that came to us */
    private StreamConnection(StreamProcessor processor, Streams streams, Reception reception, SocketChannel socket,
            InetSocketAddress peer, String expected) throws IOException {
        this.peer = peer;
        this.processor = processor;
        this.streams = streams;
        this.reception = reception;
        this.loop = streams.loop();
        this.flowId = streams.nextFlowId();
        this.expected = expected;
        this.carrier = processor.transport().isSecure() ? tls(socket) : new PlainCarrier(socket);
        this.outbox = new Outbox(streams);
        this.keptUntil = streams.now();
        this.heldBack = new HeldBack(streams);
        this.socket = new StreamSocket(socket, loop, streams, peer, carrier,
                new StreamInput(streams, carrier.least()), outbox, this, expected == null);
    }

    private Carrier tls(SocketChannel channel) throws IOException {
        SSLEngine engine = expected == null ? streams.tls().accepting()
                : streams.tls().connecting(expected, peer.getPort());
        return new TlsCarrier(channel, engine, loop.packets(), expected, streams::execute,
                () -> socket.goOnSoon());
    }

    /** A connection that a peer has opened. */
    static StreamConnection accepted(StreamProcessor processor, Streams streams, Reception reception,
            SocketChannel socket) throws IOException {
        return new StreamConnection(processor, streams, reception, socket,
                (InetSocketAddress) socket.getRemoteAddress(), null);
    }

    /** A connection that is being opened as soon as {@link #start} is called. */
    static StreamConnection to(StreamProcessor processor, Streams streams, Reception reception,
            InetSocketAddress peer) throws IOException {
        SocketChannel socket = SocketChannel.open();
        try {
            return new StreamConnection(processor, streams, reception, socket, peer, peer.getHostString());
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    /** Begins; called once. */
    void start() {
        InetAddress own = processor.local().getAddress();
        socket.start(own.isAnyLocalAddress() ? null : new InetSocketAddress(own, 0));
    }

    /** Whether it leads to who is known by that name; anybody may be, where nobody has to prove it. */
    boolean isFor(String name) {
        return !carrier.isSecure() || name.equalsIgnoreCase(expected) || isOpen() && carrier.isPeer(name);
    }

    /** Whether the peer has opened it. */
    boolean isAccepted() {
        return expected == null;
    }

    boolean isOpen() {
        return socket.state() == StreamState.OPEN;
    }

    /** Whether nothing more can be sent. */
    boolean isClosed() {
        return socket.state().isOver();
    }

    /** Waits until it is open, 4 seconds and a little at most. Never to be called by a loop. */
    public void awaitOpen() throws IOException {
        socket.awaitOpen();
    }

    /**
     * Over TLS the peer must have shown a certificate of that name, as RFC 5923 §8.2 wants it. Over TCP, which the RFC
     * leaves out, it can only name the address that it comes from.
     */
    @Override
    public void alias(String host, int port) {
        if (alias != null || !isAccepted()) {
            return;
        }
        boolean proven = carrier.isSecure() ? carrier.isPeer(host) : host.equals(peer.getAddress().getHostAddress());
        if (proven) {
            alias = new InetSocketAddress(peer.getAddress(), port > 0 ? port : processor.transport().defaultPort());
            processor.alias(alias, this);
        }
    }

    /** The address for which it is used, too; null for none. */
    InetSocketAddress alias() {
        return alias;
    }

    void send(byte[] message) throws IOException {
        if (outbox.add(message)) {
            socket.writeSoon();
        }
    }

    @Override
    public void send(byte[] message, InetSocketAddress receiver) throws IOException {
        if (isClosed()) {
            // RFC 3261 §18.2.2: the answer goes to where the request said, over a new connection.
            processor.send(message, receiver);
        } else {
            boolean wakes = outbox.add(message);
            // Whoever has nothing more to say is let go of with the last answer, and that has to be in the outbox.
            if (awaited.isLast(message) && socket.state() == StreamState.ANSWERING || wakes) {
                socket.writeSoon();
            }
        }
    }

    /** A request that is told when the connection ends before its answer has come. */
    void send(Unanswered request) throws IOException {
        if (outbox.add(request)) {
            socket.writeSoon();
        }
    }

    @Override
    public StreamInput.Next message(byte[] data, int start, int headLength, int length) {
        byte[] whole = length < loop.scratch().length ? loop.scratch() : new byte[length];
        System.arraycopy(data, start, whole, 0, length);
        int retryAfter = awaited.came(data, start) ? reception.retryAfter(peer.getAddress()) : Reception.TAKEN;
        heldBack.heard(retryAfter);
        reception.message(whole, length, peer, retryAfter, this);
        return isClosed() ? StreamInput.Next.DROP
                : heldBack.isSo() ? StreamInput.Next.KEEP : StreamInput.Next.CUT;
    }

    @Override
    public void unwanted(int retryAfter) {
        heldBack.heard(retryAfter);
    }

    @Override
    public void ping() {
        pinged = true;
        if (heldBack.isSo()) {
            return; // of those that have been read already
        }
        if (!heldBack.isPingFree()) {
            heldBack.heard(reception.unwanted(peer.getAddress()));
        }
        try {
            send(PONG);
        } catch (IOException e) {
            LOG.debug("No pong for {}: {}", peer, e.toString());
        }
    }

    /** What came cannot be read, and nothing will be any more; what is sent now are the last words. */
    void unreadable(UnreadableException e) {
        reception.refuse(e, peer, this);
    }

    /** Whether nothing is to be read for now. Once that is over it is read again, within a second. */
    boolean holdsBack() {
        return heldBack.isSo();
    }

    /** Nobody should send anything over it any more. */
    void leaves() {
        processor.forget(this);
    }

    /** Something failed that never should. */
    void failed(Throwable e) {
        reception.failed(e);
    }

    /**
     * Its socket is closed; told once, by any thread.
     *
     * @param agreed false where somebody was there, and no TLS was agreed upon with him
     */
    void ended(String why, boolean agreed) {
        if (!agreed && carrier.isSecure() && !isAccepted()) {
            processor.tell(peer, why);
        }
        processor.forget(this);
        streams.connections().left(this);
        streams.ended(new Flow(transport().toString(), peer().getAddress().getHostAddress(), peer().getPort(), flowId));
    }

    /** Somebody has registered over it, for so long. */
    void keep(long nanos) {
        keptUntil = streams.now() + nanos;
    }

    /** Whether it may be idle: somebody is reached over it. */
    boolean isKept() {
        return keptUntil - streams.now() > 0 || outbox.isInUse();
    }

    /** Whether something that came has to be answered yet. */
    boolean isAwaited() {
        return awaited.any();
    }

    /** Whether somebody is reached over it: he has registered, keeps it alive, or owes an answer. */
    boolean isWanted() {
        return isKept() || pinged && streams.now() - lastUsed() < streams.lifetimeNanos();
    }

    /** When something came or went last, as {@link ConnectionLimits#nanoTime}. */
    long lastUsed() {
        return socket.lastUsed();
    }

    /** Ends it, soon. */
    void makeRoom() {
        LOG.debug("The connection with {} makes room for another one", peer());
        close();
    }

    /** Writes what can be written at once, and ends. */
    void stop(Runnable then) {
        socket.stop(then);
    }

    void close() {
        socket.close();
    }

    InetSocketAddress peer() {
        return peer;
    }

    @Override
    public long flowId() {
        return flowId;
    }

    @Override
    public Set<String> peerNames() {
        return carrier.peerNames();
    }

    @Override
    public TransportKind transport() {
        return processor.transport();
    }

    @Override
    public InetSocketAddress local() {
        return processor.local();
    }
}
