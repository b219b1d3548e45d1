package imc.sip.internal.stream;

import imc.sip.internal.wire.UnreadableException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The socket of one connection, from its opening to its end: one loop reads it, writes what waits in the outbox, and
 * looks at the clock. All but {@link #awaitOpen} returns at once; what is not for the loop may be called by any thread.
 */
final class StreamSocket implements SelectorLoop.Served {

    private static final Logger LOG = LoggerFactory.getLogger(StreamSocket.class);
    private static final long CONNECT_NANOS = TimeUnit.SECONDS.toNanos(4);
    /** Who takes nothing for so long is given up, and so is who takes thrice that for a message, or a record of TLS. */
    private static final long STUCK_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long HANG_UP_NANOS = TimeUnit.SECONDS.toNanos(1);
    /** So often a socket is read before others have their turn. */
    private static final int MAX_READS = 4;

    private enum State {
        CONNECTING, OPEN, ENDING, CLOSED
    }

    /** Whose connection it is. Called by the loop, but {@link #ended} by any thread. */
    interface Owner extends StreamInput.Messages {

        /** What came cannot be read, and nothing will be any more; what is sent now are the last words. */
        void unreadable(UnreadableException e);

        /** Whether it may be idle: somebody is reached over it. */
        boolean isKept();

        /** Nobody should send anything over it any more. */
        void leaves();

        /** Something failed that never should. */
        void failed(Throwable e);

        /**
         * It is over; comes once.
         *
         * @param agreed false where somebody was there, and no TLS was agreed upon with him
         */
        void ended(String why, boolean agreed);
    }

    private final SocketChannel socket;
    private final SelectorLoop loop;
    private final Streams streams;
    private final InetSocketAddress peer;
    private final Carrier carrier;
    private final StreamInput input;
    private final Outbox outbox;
    private final Owner owner;
    private final boolean accepted;
    private final CompletableFuture<Void> opening = new CompletableFuture<>();
    private volatile State state = State.CONNECTING;
    private volatile boolean opened;
    private SelectionKey key;
    /** Until when it is open, or has hung up. */
    private long deadline;
    private volatile long lastUsed;
    /** Memory that is kept for it, and since when some has been. */
    private int held;
    private long heldSince;

    /** @param accepted whether the peer has opened it */
    StreamSocket(SocketChannel socket, SelectorLoop loop, Streams streams, InetSocketAddress peer, Carrier carrier, StreamInput input,
            Outbox outbox, Owner owner, boolean accepted) {
        this.socket = socket;
        this.loop = loop;
        this.streams = streams;
        this.deadline = streams.now() + (accepted ? STUCK_NANOS : CONNECT_NANOS);
        this.lastUsed = streams.now();
        this.peer = peer;
        this.carrier = carrier;
        this.input = input;
        this.outbox = outbox;
        this.owner = owner;
        this.accepted = accepted;
    }

    /**
     * Begins; called once.
     *
     * @param own where a connection that we open comes from; null for anywhere
     */
    void start(InetSocketAddress own) {
        loop.execute(() -> begin(own));
    }

    private void begin(InetSocketAddress own) {
        try {
            socket.configureBlocking(false);
            socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
            socket.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
            boolean connected = socket.isConnected() || connect(own);
            key = loop.register(socket, connected ? SelectionKey.OP_READ : SelectionKey.OP_CONNECT, this);
            if (connected) {
                connected();
            }
        } catch (Throwable e) { // it is not served by the loop yet
            failed(e);
        }
    }

    private boolean connect(InetSocketAddress own) throws IOException {
        if (own != null) {
            socket.bind(own);
        }
        return socket.connect(peer);
    }

    private void connected() throws IOException {
        carrier.begin();
        write();
        showInterest();
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
            throw new IOException("no connection with " + peer, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** Something waits in the outbox. */
    void writeSoon() {
        loop.execute(this::writeOrFail);
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

    /** Something that took long is done. */
    void goOnSoon() {
        loop.execute(this::goOn);
    }

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

    /** Counts what is kept of it. Where too much is already, whoever stops in the middle has to begin again. */
    private void hold(int count) throws IOException {
        if (held == 0) {
            heldSince = streams.now();
        }
        streams.hold(count - held);
        held = count;
        if (count > 0 && streams.isOver()) {
            throw new IOException("no memory is left for connections that stop in the middle");
        }
    }

    /** When something came or went last. */
    long lastUsed() {
        return lastUsed;
    }

    /** What the socket has to be ready for. */
    private void showInterest() throws IOException {
        if (state != State.CLOSED) {
            hold(carrier.held());
        }
        if (state != State.CLOSED && key.isValid()) {
            key.interestOps((carrier.isBusy() ? 0 : SelectionKey.OP_READ)
                    | (carrier.wantsToWrite() ? SelectionKey.OP_WRITE : 0));
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
        if (ready.isValid() && (ready.isWritable() || carrier.isSecure())) {
            write();
        }
        showInterest();
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
            outbox.written(out);
            if (out.position() > 0) {
                lastUsed = streams.now();
                heldSince = lastUsed;
            }
            if (!all) {
                return;
            }
        }
        if (state == State.ENDING) {
            carrier.endOutput();
        }
    }

    private void read() throws IOException {
        for (int i = 0; state != State.CLOSED; i++) {
            if (i == MAX_READS) {
                // Others first; what is decrypted already makes no socket ready.
                goOnSoon();
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
            lastUsed = streams.now();
            heldSince = lastUsed;
            boolean more = carrier.isSecure() || !in.hasRemaining();
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
            input.cut(in, owner);
        } catch (UnreadableException e) {
            // Where this message ends cannot be told, so that the rest of the stream means nothing.
            owner.unreadable(e);
            hangUp();
        }
    }

    /** Lets the peer read our last words: closing while its bytes are unread would have the system drop them. */
    private void hangUp() throws IOException {
        input.release();
        owner.leaves();
        deadline = streams.now() + HANG_UP_NANOS;
        state = State.ENDING;
        outbox.lose(true);
        write();
    }

    @Override
    public void sweep(long nanoTime) {
        long now = streams.now();
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
                    LOG.info("{} takes nothing any more; the connection is closed", peer);
                    // It would take nothing over another one either.
                    outbox.lose(false);
                    end("the peer takes nothing any more");
                } else if (input.isPartialSince(now - 3 * STUCK_NANOS)
                        || held > 0 && now - heldSince > 3 * STUCK_NANOS) {
                    end("a message was left unfinished");
                } else if (now - lastUsed >= streams.lifetimeNanos() && !owner.isKept()) {
                    end("nothing came or went for too long");
                }
            }
            default -> { }
        }
    }

    @Override
    public void failed(Throwable e) {
        if (!(e instanceof IOException)) {
            owner.failed(e);
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

    /** Ends, soon. */
    void close() {
        loop.execute(() -> end("closed"));
    }

    private void end(String why) {
        synchronized (this) {
            if (state == State.CLOSED) {
                return;
            }
            state = State.CLOSED;
        }
        LOG.debug("The connection with {} is gone: {}", peer, why);
        try {
            owner.ended(why, opened || !socket.isConnected());
            input.release();
            streams.hold(-held);
            held = 0;
            sayGoodbye();
        } finally {
            shut();
            opening.completeExceptionally(new IOException("no connection with " + peer + ": " + why));
            outbox.close(opened);
        }
    }

    /** Also to say what was wrong with a handshake. */
    private void sayGoodbye() {
        try {
            if (loop.isCurrent() && socket.isConnected() && carrier.isSecure()) {
                carrier.endOutput();
            }
        } catch (IOException | RuntimeException e) {
            LOG.debug("The connection with {} is closed without a word: {}", peer, e.toString());
        }
    }

    private void shut() {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("Closing the connection with {}: {}", peer, e.toString());
        }
    }
}
