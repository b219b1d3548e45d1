package imc.sip.internal.stream;

import imc.sip.internal.wire.UnreadableException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The socket of one connection, from its opening to its end: one loop reads it, writes what waits in the outbox, and
 * looks at the clock. All but {@link #awaitOpen} returns at once; what is not for the loop may be called by any thread.
 */
final class StreamSocket implements SelectorLoop.Served {

    private static final Logger LOG = LoggerFactory.getLogger(StreamSocket.class);
    /** So often a socket is read before others have their turn. */
    private static final int MAX_READS = 4;
    private static final String CLOSED_BY_PEER = "it was closed by the peer";

    private final Channel channel;
    private final SelectorLoop loop;
    private final Streams streams;
    private final Carrier carrier;
    private final StreamInput input;
    private final Outbox outbox;
    private final StreamConnection owner;
    private final Upkeep upkeep;
    private final Opening opening;
    private volatile StreamState state = StreamState.CONNECTING;
    private SelectionKey key;
    /** Until when it is open, has answered, or has hung up. */
    private long deadline;

    /** @param accepted whether the peer has opened it */
    StreamSocket(SocketChannel socket, SelectorLoop loop, Streams streams, InetSocketAddress peer, Carrier carrier,
            StreamInput input, Outbox outbox, StreamConnection owner, boolean accepted) {
        this.channel = new Channel(socket, peer);
        this.loop = loop;
        this.streams = streams;
        this.deadline = streams.now() + (accepted ? Upkeep.STUCK_NANOS : state.nanos());
        this.upkeep = new Upkeep(streams, peer);
        this.opening = new Opening(peer);
        this.carrier = carrier;
        this.input = input;
        this.outbox = outbox;
        this.owner = owner;
    }

    /** Begins, once; a connection that we open comes from {@code own}, null for anywhere. */
    void start(InetSocketAddress own) {
        loop.execute(() -> begin(own));
    }

    private void begin(InetSocketAddress own) {
        try {
            boolean connected = channel.begin(own);
            key = loop.register(channel.socket(), connected ? SelectionKey.OP_READ : SelectionKey.OP_CONNECT, this);
            if (connected) {
                connected();
            }
        } catch (Throwable e) { // it is not served by the loop yet
            failed(e);
        }
    }

    private void connected() throws IOException {
        carrier.begin();
        write();
        showInterest();
    }

    StreamState state() {
        return state;
    }

    /** Waits until it is open, 4 seconds and a little at most. Never to be called by a loop. */
    void awaitOpen() throws IOException {
        opening.await(2 * StreamState.CONNECTING.nanos());
    }

    /** Something waits in the outbox. */
    void writeSoon() {
        loop.execute(this::writeOrFail);
    }

    private void writeOrFail() {
        if (key != null && channel.isConnected()) {
            serve(false);
        }
    }

    /** Something that took long is done. */
    void goOnSoon() {
        loop.execute(() -> serve(true));
    }

    private void serve(boolean reads) {
        try {
            if (reads) {
                read();
            }
            write();
            showInterest();
        } catch (IOException | RuntimeException e) {
            failed(e);
        }
    }

    /** When something came or went last. */
    long lastUsed() {
        return upkeep.lastUsed();
    }

    /** What the socket has to be ready for. */
    private void showInterest() throws IOException {
        if (state == StreamState.CLOSED) {
            return;
        }
        upkeep.hold(carrier.held());
        if (key.isValid()) {
            boolean reads = !carrier.isBusy() && state != StreamState.ANSWERING && !owner.holdsBack();
            key.interestOps((reads ? SelectionKey.OP_READ : 0) | (carrier.wantsToWrite() ? SelectionKey.OP_WRITE : 0));
        }
    }

    @Override
    public void ready(SelectionKey ready) throws IOException {
        if (ready.isConnectable()) {
            if (channel.socket().finishConnect()) {
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
        if (state == StreamState.CLOSED || !carrier.write(out.clear().limit(0))) {
            return;
        }
        if (state == StreamState.CONNECTING) {
            if (!carrier.isOpen()) {
                return;
            }
            state = StreamState.OPEN;
            opening.succeeded();
        }
        while (outbox.fill(out.clear())) {
            out.flip();
            // Before it goes: who has it may look at the clock.
            upkeep.used();
            boolean all = carrier.write(out);
            outbox.written(out);
            if (!all) {
                return;
            }
        }
        if (state == StreamState.ENDING) {
            carrier.endOutput();
        } else if (state == StreamState.ANSWERING && !owner.isAwaited()) {
            end(CLOSED_BY_PEER);
        }
    }

    private void read() throws IOException {
        if (input.keeps() && !owner.holdsBack()) {
            cut(input.buffer(loop.in()));
        }
        boolean more = !owner.holdsBack();
        for (int i = 0; more && state != StreamState.CLOSED && state != StreamState.ANSWERING; i++) {
            if (i == MAX_READS) {
                // Others first; what is decrypted already makes no socket ready.
                goOnSoon();
                return;
            }
            ByteBuffer in = input.buffer(loop.in());
            int count = carrier.read(in);
            if (count <= 0) {
                if (count < 0) {
                    nothingMore();
                }
                return;
            }
            upkeep.used();
            more = carrier.isSecure() || !in.hasRemaining();
            if (state == StreamState.ENDING) {
                in.clear();
            } else {
                cut(in);
                more &= !owner.holdsBack();
            }
        }
    }

    private void cut(ByteBuffer in) throws IOException {
        try {
            input.cut(in, owner);
        } catch (UnreadableException e) {
            // Where this message ends cannot be told, so that the rest of the stream means nothing.
            owner.unreadable(e);
            // Closing while the peer's bytes are unread would have the system drop our last words.
            leave(StreamState.ENDING);
        }
    }

    /** Who has said all may still read, and waits for answers (RFC 8446 §6.1); over TCP it is the same. */
    private void nothingMore() throws IOException {
        write();
        if (state == StreamState.OPEN) {
            leave(StreamState.ANSWERING);
        } else {
            end(CLOSED_BY_PEER);
        }
    }

    /** Writes what there is, and reads nothing more. */
    private void leave(StreamState next) throws IOException {
        input.release();
        owner.leaves();
        deadline = streams.now() + next.nanos();
        state = next;
        outbox.lose(null);
        write();
    }

    @Override
    public void sweep(long nanoTime) {
        if (state == StreamState.OPEN) {
            upkeep.whyOver(input, outbox, owner).ifPresentOrElse(this::end, this::readAgain);
        } else if (state != StreamState.CLOSED && streams.now() - deadline > 0) {
            end(state == StreamState.CONNECTING ? "it does not open" : "hung up");
        }
    }

    /** Where nothing was to be read for a while, and that is over. */
    private void readAgain() {
        if ((input.keeps() || (key.interestOps() & SelectionKey.OP_READ) == 0) && !owner.holdsBack()) {
            serve(true);
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
            if (state == StreamState.CLOSED) {
                return;
            }
            state = StreamState.CLOSED;
        }
        LOG.debug("The connection with {} is gone: {}", channel.peer(), why);
        try {
            owner.ended(why, opening.hasSucceeded() || !channel.isConnected());
            input.release();
            upkeep.release();
            if (loop.isCurrent()) {
                channel.sayGoodbye(carrier);
            }
        } finally {
            channel.close();
            opening.failed(why);
            outbox.close(opening.hasSucceeded() ? null : new IOException(why));
        }
    }
}
