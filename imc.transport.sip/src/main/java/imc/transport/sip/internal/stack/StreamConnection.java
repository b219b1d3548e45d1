package imc.transport.sip.internal.stack;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLEngine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection, accepted or to be opened. Whoever sends queues, and never waits; one loop reads and writes.
 */
final class StreamConnection extends Channel implements SelectorLoop.Served, StreamInput.Messages, Sender {

    private static final Logger LOG = LoggerFactory.getLogger(StreamConnection.class);
    private static final long CONNECT_NANOS = TimeUnit.SECONDS.toNanos(4);
    /** A peer that takes nothing for so long is given up, and so is one that leaves a message unfinished thrice that. */
    private static final long STUCK_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long HANG_UP_NANOS = TimeUnit.SECONDS.toNanos(1);
    /** So often a socket is read before others have their turn. */
    private static final int MAX_READS = 4;
    private static final byte[] PONG = {'\r', '\n'};

    private enum State {
        CONNECTING, OPEN, ENDING, CLOSED
    }

    private final StreamProcessor processor;
    private final Streams streams;
    private final Reception reception;
    private final SocketChannel socket;
    private final SelectorLoop loop;
    private final String expected;
    private final Carrier carrier;
    private final StreamInput input;
    private final Outbox outbox;
    private final CompletableFuture<Void> opening = new CompletableFuture<>();
    private volatile State state = State.CONNECTING;
    private volatile boolean opened;
    private volatile InetSocketAddress alias;
    private SelectionKey key;
    /** Until when it is open, or has hung up, as {@link System#nanoTime()}. */
    private long deadline = System.nanoTime() + CONNECT_NANOS;
    private long lastRead = System.nanoTime();

    /** @param expected the name of who has to be at the other end; null for one that came to us */
    private StreamConnection(StreamProcessor processor, Streams streams, Reception reception, SocketChannel socket,
            InetSocketAddress peer, String expected) throws IOException {
        super(processor.getSIPStack(), processor, peer);
        this.processor = processor;
        this.streams = streams;
        this.reception = reception;
        this.socket = socket;
        this.loop = streams.loop();
        this.expected = expected;
        this.carrier = processor.isSecure() ? tls() : new PlainCarrier(socket);
        this.input = new StreamInput(streams, carrier.least());
        this.outbox = new Outbox(streams);
    }

    private Carrier tls() throws IOException {
        SSLEngine engine = expected == null ? streams.tls().accepting()
                : streams.tls().connecting(expected, peer().getPort());
        return new TlsCarrier(socket, engine, expected, streams::execute, () -> loop.execute(this::goOn));
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
        loop.execute(this::begin);
    }

    private void begin() {
        try {
            socket.configureBlocking(false);
            socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
            socket.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
            boolean connected = socket.isConnected() || connect();
            key = loop.register(socket, connected ? SelectionKey.OP_READ : SelectionKey.OP_CONNECT, this);
            if (connected) {
                connected();
            }
        } catch (IOException | RuntimeException e) {
            failed(e);
        }
    }

    private boolean connect() throws IOException {
        if (!processor.getIpAddress().isAnyLocalAddress()) {
            socket.bind(new InetSocketAddress(processor.getIpAddress(), 0));
        }
        return socket.connect(peer());
    }

    private void connected() throws IOException {
        if (expected == null) {
            deadline = System.nanoTime() + STUCK_NANOS;
        }
        carrier.begin();
        write();
        showInterest();
    }

    /** Whether it leads to who is known by that name; anybody may be, where nobody has to prove it. */
    boolean isFor(String name) {
        return !processor.isSecure() || name.equalsIgnoreCase(expected) || isOpen() && carrier.isPeer(name);
    }

    /** Whether the peer has opened it. */
    boolean isAccepted() {
        return expected == null;
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
        boolean proven = processor.isSecure() ? carrier.isPeer(host) : host.equals(getPeerAddress());
        if (proven) {
            alias = new InetSocketAddress(peer().getAddress(), port > 0 ? port : processor.getDefaultTargetPort());
            processor.alias(alias, this);
        }
    }

    /** The address for which it is used, too; null for none. */
    InetSocketAddress alias() {
        return alias;
    }

    /** Something that took long is done. */
    private void goOn() {
        try {
            if (state != State.CLOSED) {
                read();
                write();
                showInterest();
            }
        } catch (IOException | RuntimeException e) {
            failed(e);
        }
    }

    /** What the socket has to be ready for. */
    private void showInterest() {
        if (state != State.CLOSED && key.isValid()) {
            key.interestOps((carrier.isBusy() ? 0 : SelectionKey.OP_READ)
                    | (carrier.wantsToWrite() ? SelectionKey.OP_WRITE : 0));
        }
    }

    boolean isOpen() {
        return state == State.OPEN;
    }

    /** Whether nothing more can be sent. */
    boolean isClosed() {
        return state == State.ENDING || state == State.CLOSED;
    }

    /** Waits until it is open, 4 seconds and a little at most. Never to be called by a loop. */
    void awaitOpen() throws IOException {
        try {
            opening.get(2 * CONNECT_NANOS, TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause().getMessage(), e.getCause());
        } catch (TimeoutException e) {
            throw new IOException("no connection with " + peer(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    void send(byte[] message) throws IOException {
        if (outbox.add(message)) {
            loop.execute(this::writeOrFail);
        }
    }

    @Override
    public void send(byte[] message, InetSocketAddress receiver) throws IOException {
        if (isClosed()) {
            // RFC 3261 §18.2.2: the answer goes to where the request said, over a new connection.
            processor.send(message, receiver);
        } else {
            send(message);
        }
    }

    @Override
    void send(Unanswered request) throws IOException {
        if (outbox.add(request)) {
            loop.execute(this::writeOrFail);
        }
    }

    private void writeOrFail() {
        try {
            if (key != null && socket.isConnected()) {
                write();
                showInterest();
            }
        } catch (IOException | RuntimeException e) {
            failed(e);
        }
    }

    /** Writes what waits, as much as the system takes. */
    private void write() throws IOException {
        ByteBuffer out = loop.out();
        // Nothing, at first: what was written before may not be with the system.
        if (state == State.CLOSED || !carrier.write(out.clear().limit(0))) {
            return;
        }
        if (state == State.CONNECTING) {
            if (!carrier.isOpen()) {
                return;
            }
            state = State.OPEN;
            opened = true;
            opening.complete(null);
        }
        while (outbox.fill(out.clear())) {
            out.flip();
            boolean all = carrier.write(out);
            outbox.written(out.position());
            if (!all) {
                return;
            }
        }
        if (state == State.ENDING) {
            carrier.endOutput();
        }
    }

    @Override
    public void ready(SelectionKey ready) throws IOException {
        if (ready.isConnectable()) {
            if (socket.finishConnect()) {
                connected();
            }
            return;
        }
        if (ready.isReadable()) {
            read();
        }
        if (ready.isValid() && (ready.isWritable() || processor.isSecure())) {
            write();
        }
        showInterest();
    }

    private void read() throws IOException {
        for (int i = 0; state != State.CLOSED; i++) {
            if (i == MAX_READS) {
                // Others first; what is decrypted already makes no socket ready.
                loop.execute(this::goOn);
                return;
            }
            ByteBuffer in = input.buffer(loop.in());
            int count = carrier.read(in);
            if (count < 0) {
                end("it was closed by the peer");
                return;
            }
            if (count == 0) {
                return;
            }
            lastRead = System.nanoTime();
            boolean more = processor.isSecure() || !in.hasRemaining();
            if (state == State.ENDING) {
                in.clear();
            } else {
                cut(in);
            }
            if (!more) {
                return;
            }
        }
    }

    private void cut(ByteBuffer in) throws IOException {
        try {
            input.cut(in, this);
        } catch (UnreadableException e) {
            // Where this message ends cannot be told, so that the rest of the stream means nothing.
            reception.refuse(e, this);
            hangUp();
        }
    }

    @Override
    public boolean message(byte[] data, int start, int headLength, int length) {
        byte[] whole = length <= loop.scratch().length ? loop.scratch() : new byte[length];
        System.arraycopy(data, start, whole, 0, length);
        try {
            if (!reception.shortcut().message(whole, length, peer(), this)) {
                reception.accept(Framing.message(whole, headLength, length), this);
            }
        } catch (Throwable e) { // counted and said; the next message may be sound
            reception.failed(e);
        }
        return !isClosed();
    }

    @Override
    public void ping() {
        try {
            send(PONG);
        } catch (IOException e) {
            LOG.debug("No pong for {}: {}", peer(), e.toString());
        }
    }

    /** Lets the peer read our last words: closing while its bytes are unread would have the system drop them. */
    private void hangUp() throws IOException {
        input.release();
        processor.forget(this);
        deadline = System.nanoTime() + HANG_UP_NANOS;
        state = State.ENDING;
        outbox.lose(true);
        write();
    }

    @Override
    public void sweep(long now) {
        switch (state) {
            case CONNECTING -> {
                if (now - deadline > 0) {
                    end("it does not open");
                }
            }
            case ENDING -> {
                if (now - deadline > 0) {
                    end("hung up");
                }
            }
            case OPEN -> {
                if (outbox.isStuckSince(now - STUCK_NANOS)) {
                    LOG.info("{} takes nothing any more; the connection is closed", peer());
                    // It would take nothing over another one either.
                    outbox.lose(false);
                    end("the peer takes nothing any more");
                } else if (input.isPartial() && now - lastRead > 3 * STUCK_NANOS) {
                    end("a message was left unfinished");
                }
            }
            default -> { }
        }
    }

    @Override
    public void failed(Throwable e) {
        if (!(e instanceof IOException)) {
            reception.failed(e);
        }
        end(e.getMessage() == null ? e.toString() : e.getMessage());
    }

    /** Writes what can be written at once, and ends. */
    void stop(Runnable then) {
        loop.execute(() -> {
            writeOrFail();
            end("we listen there no more");
            loop.forgetClosed();
            then.run();
        });
    }

    private void end(String why) {
        synchronized (this) {
            if (state == State.CLOSED) {
                return;
            }
            state = State.CLOSED;
        }
        LOG.debug("The connection with {} is gone: {}", peer(), why);
        if (processor.isSecure() && !isAccepted() && !opened && socket.isConnected()) {
            processor.tell(peer(), why);
        }
        processor.forget(this);
        streams.disconnected();
        input.release();
        try {
            // Also to say what was wrong with a handshake.
            if (loop.isCurrent() && socket.isConnected() && processor.isSecure()) {
                carrier.endOutput();
            }
        } catch (IOException | RuntimeException e) {
            LOG.debug("The connection with {} is closed without a word: {}", peer(), e.toString());
        }
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("Closing the connection with {}: {}", peer(), e.toString());
        }
        opening.completeExceptionally(new IOException("no connection with " + peer() + ": " + why));
        outbox.close(opened);
    }

    @Override
    public void close() {
        loop.execute(() -> end("closed"));
    }

    @Override
    public String transport() {
        return processor.getTransport().toLowerCase(Locale.ROOT);
    }

    @Override
    public String getTransport() {
        return processor.getTransport().toUpperCase(Locale.ROOT);
    }

    @Override
    public boolean isReliable() {
        return true;
    }
}
