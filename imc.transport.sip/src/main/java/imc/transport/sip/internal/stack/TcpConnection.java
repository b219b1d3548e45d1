package imc.transport.sip.internal.stack;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One TCP connection, accepted or to be opened with the first message, and the thread that reads it. */
final class TcpConnection extends Channel {

    private static final Logger LOG = LoggerFactory.getLogger(TcpConnection.class);
    private static final int CONNECT_TIMEOUT_MS = 4000;
    private static final int HANG_UP_MS = 1000;
    private static final byte[] PONG = {'\r', '\n'};

    private final TcpProcessor processor;
    private final Reception reception;
    private final ReentrantLock writing = new ReentrantLock();
    private final Thread reader;
    private final Socket socket;
    private volatile boolean connected;
    private volatile long writingSince;

    /** A connection that a peer has opened. */
    TcpConnection(TcpProcessor processor, Reception reception, Socket accepted) throws IOException {
        this(processor, reception, accepted, (InetSocketAddress) accepted.getRemoteSocketAddress());
        accepted.setTcpNoDelay(true);
        connected = true;
    }

    /** A connection that is not open yet. */
    TcpConnection(TcpProcessor processor, Reception reception, InetSocketAddress peer) {
        this(processor, reception, new Socket(), peer);
    }

    private TcpConnection(TcpProcessor processor, Reception reception, Socket socket, InetSocketAddress peer) {
        super(processor.getSIPStack(), processor, peer);
        this.processor = processor;
        this.reception = reception;
        this.socket = socket;
        this.reader = Threads.daemon(processor.readers(), "imc-sip tcp " + peer, this::read);
    }

    void startReading() {
        reader.start();
    }

    boolean isOpen() {
        return connected && !socket.isClosed();
    }

    boolean isClosed() {
        return socket.isClosed();
    }

    @Override
    void send(byte[] message) throws IOException {
        writing.lock();
        try {
            connect();
            writingSince = System.nanoTime() | 1;
            socket.getOutputStream().write(message);
        } catch (IOException e) {
            close();
            throw e;
        } finally {
            writingSince = 0;
            writing.unlock();
        }
    }

    private void connect() throws IOException {
        if (!connected) {
            if (!processor.getIpAddress().isAnyLocalAddress()) {
                socket.bind(new InetSocketAddress(processor.getIpAddress(), 0));
            }
            socket.connect(peer(), CONNECT_TIMEOUT_MS);
            socket.setTcpNoDelay(true);
            connected = true;
            startReading();
        }
    }

    /** Gives up a peer that has taken nothing of a message for too long; the writer gets an IOException. */
    void closeIfStuck() {
        long since = writingSince;
        if (since != 0 && System.nanoTime() - since > TcpProcessor.MAX_WRITE_NANOS) {
            LOG.info("{} takes nothing any more; the connection is closed", peer());
            close();
        }
    }

    private void read() {
        try {
            BufferedInputStream in = new BufferedInputStream(socket.getInputStream());
            RawMessage message;
            while ((message = Framing.next(in, this::pong)) != null) {
                reception.accept(message, this);
            }
        } catch (UnreadableException e) {
            // Where this message ends cannot be told, so that the rest of the stream means nothing.
            reception.refuse(e, this);
            hangUp();
        } catch (IOException e) {
            LOG.debug("The connection with {} is gone: {}", peer(), e.toString());
        } catch (Throwable e) { // counted and said; this connection alone ends
            reception.failed(e);
        } finally {
            close();
        }
    }

    /** Lets the peer read our last words: closing while its bytes are unread would have the system drop them. */
    private void hangUp() {
        try {
            socket.shutdownOutput();
            socket.setSoTimeout(HANG_UP_MS);
            socket.getInputStream().skip(Framing.MAX_BODY);
        } catch (IOException e) {
            LOG.debug("Hanging up on {}: {}", peer(), e.toString());
        }
    }

    /** RFC 5626 §3.5.1: a single line end answers a double one. */
    private void pong() {
        try {
            send(PONG);
        } catch (IOException e) {
            LOG.debug("No pong for {}: {}", peer(), e.toString());
        }
    }

    @Override
    public void close() {
        processor.forget(this);
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("Closing the connection with {}: {}", peer(), e.toString());
        }
    }

    @Override
    public String getTransport() {
        return "TCP";
    }

    @Override
    public boolean isReliable() {
        return true;
    }
}
