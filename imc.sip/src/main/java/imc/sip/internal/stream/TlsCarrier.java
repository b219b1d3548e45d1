package imc.sip.internal.stream;

import imc.sip.internal.tls.Tls;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Set;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/** TLS. What takes long in a handshake is done by another thread, which then has the connection go on. */
final class TlsCarrier implements Carrier {

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    /** The content type of an alert; with TLS 1.3 alerts look like data (RFC 8446 §5.2). */
    private static final byte ALERT = 21;

    private final SocketChannel socket;
    private final SSLEngine engine;
    private final Packets packets;
    private final Executor tasks;
    private final Runnable goOn;
    private final String expected;
    /** What came from the socket and is not decrypted yet; null for nothing, or while it is in the loop's packet. */
    private ByteBuffer in;
    /** What is encrypted and not with the system yet; the loop's packet until the system has been asked. */
    private ByteBuffer out = NOTHING;
    private boolean open;
    private boolean ended;
    private volatile boolean busy;
    private volatile Set<String> peerNames = Set.of();

    /**
     * @param packets  the loop's
     * @param expected the name that the peer has to prove; null where any peer will do
     * @param tasks    does what takes long
     * @param goOn     is run by any thread when that is done
     */
    TlsCarrier(SocketChannel socket, SSLEngine engine, Packets packets, String expected, Executor tasks,
            Runnable goOn) {
        this.socket = socket;
        this.engine = engine;
        this.packets = packets;
        this.expected = expected;
        this.tasks = tasks;
        this.goOn = goOn;
    }

    @Override
    public void begin() throws IOException {
        engine.beginHandshake();
        handshake();
    }

    @Override
    public boolean isSecure() {
        return true;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public int least() {
        return engine.getSession().getApplicationBufferSize();
    }

    private int packetSize() {
        return engine.getSession().getPacketBufferSize();
    }

    /** As many records as there are and fit, so that no more than one is left in the middle. */
    @Override
    public int read(ByteBuffer into) throws IOException {
        ByteBuffer from = in == null ? packets.in(packetSize()) : in;
        in = null;
        try {
            return decrypt(from, into);
        } finally {
            keep(from);
        }
    }

    /** The loop's packet is another connection's next; one of our own is kept until it is empty. */
    private void keep(ByteBuffer from) {
        if (from.position() > 0) {
            in = packets.isOurs(from) ? ByteBuffer.allocate(from.capacity()).put(from.flip()) : from;
        }
    }

    private int decrypt(ByteBuffer from, ByteBuffer into) throws IOException {
        int before = into.position();
        while (!busy) {
            if (isEnd(from)) {
                return into.position() > before ? into.position() - before : -1;
            }
            from.flip();
            SSLEngineResult result;
            try {
                result = engine.unwrap(from, into);
            } finally {
                from.compact();
            }
            int count = into.position() - before;
            switch (result.getStatus()) {
                case BUFFER_UNDERFLOW -> {
                    if (count > 0) {
                        return count;
                    }
                    int received = socket.read(from);
                    if (received <= 0) {
                        return received;
                    }
                }
                case CLOSED -> {
                    return count > 0 ? count : -1;
                }
                case BUFFER_OVERFLOW -> throw new SSLException("a record is longer than was agreed upon");
                default -> {
                    if (!handshake() || count > 0 && into.remaining() < least()) {
                        return count;
                    }
                }
            }
        }
        return into.position() - before;
    }

    /**
     * Whether nothing more will come by TLS 1.2. An engine that has read the peer's close_notify would send nothing
     * more itself, and lose the answers that the peer waits for, which is why TLS 1.3 does otherwise (RFC 8446 §6.1).
     */
    private boolean isEnd(ByteBuffer from) {
        return open && from.position() > 0 && from.get(0) == ALERT;
    }

    /** Goes on with the handshake, if there is one; false where something else has to happen first. */
    private boolean handshake() throws IOException {
        while (true) {
            switch (engine.getHandshakeStatus()) {
                case NEED_TASK -> {
                    busy = true;
                    tasks.execute(this::work);
                    return false;
                }
                case NEED_WRAP -> {
                    if (!flush() || !wrap(NOTHING) || !flush()) {
                        return false;
                    }
                }
                case NOT_HANDSHAKING -> {
                    if (!open) {
                        opened();
                    }
                    return true;
                }
                default -> {
                    return true;
                }
            }
        }
    }

    private void opened() throws SSLException {
        if (expected != null && !isPeer(expected)) {
            throw new SSLException("the certificate is not that of " + expected + " (RFC 5922 §7.1)");
        }
        peerNames = Tls.peerNames(engine.getSession());
        open = true;
    }

    private void work() {
        try {
            for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
                task.run();
            }
        } finally {
            busy = false;
            goOn.run();
        }
    }

    /** Encrypts a record, to be flushed before anything else; false where that is over. */
    private boolean wrap(ByteBuffer from) throws IOException {
        out = packets.out(packetSize());
        try {
            SSLEngineResult result = engine.wrap(from, out);
            if (result.getStatus() == SSLEngineResult.Status.BUFFER_OVERFLOW) {
                out = packets.out(packetSize());
                result = engine.wrap(from, out);
            }
            return result.getStatus() == SSLEngineResult.Status.OK || out.position() > 0;
        } finally {
            out.flip();
        }
    }

    /** What the system does not take is kept: the loop's packet is another connection's next. */
    private boolean flush() throws IOException {
        if (out.hasRemaining()) {
            socket.write(out);
        }
        if (!out.hasRemaining()) {
            out = NOTHING;
        } else if (packets.isOurs(out)) {
            out = ByteBuffer.allocate(out.remaining()).put(out).flip();
        }
        return out == NOTHING;
    }

    @Override
    public boolean write(ByteBuffer from) throws IOException {
        if (!flush()) {
            return false;
        }
        if (busy || !handshake()) {
            return false;
        }
        while (from.hasRemaining()) {
            if (!open || engine.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING || !wrap(from) || !flush()) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean wantsToWrite() {
        return out.hasRemaining();
    }

    @Override
    public boolean isBusy() {
        return busy;
    }

    @Override
    public int held() {
        return (in == null ? 0 : in.capacity()) + out.capacity();
    }

    @Override
    public void endOutput() throws IOException {
        if (!ended && !busy) {
            ended = true;
            engine.closeOutbound();
            if (flush()) {
                wrap(NOTHING);
                flush();
            }
        }
        socket.shutdownOutput();
    }

    @Override
    public boolean isPeer(String name) {
        return Tls.isPeer(engine.getSession(), name);
    }

    @Override
    public Set<String> peerNames() {
        return peerNames;
    }
}
