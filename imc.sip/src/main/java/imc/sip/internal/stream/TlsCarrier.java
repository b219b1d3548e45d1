package imc.sip.internal.stream;

import imc.sip.internal.tls.Tls;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/** TLS. What takes long in a handshake is done by another thread, which then has the connection go on. */
final class TlsCarrier implements Carrier {

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final SocketChannel socket;
    private final SSLEngine engine;
    private final Executor tasks;
    private final Runnable goOn;
    private final String expected;
    /** What came from the socket and is not decrypted yet; null for nothing, because most connections are idle. */
    private ByteBuffer in;
    /** What is encrypted and not with the system yet. */
    private ByteBuffer out = NOTHING;
    private boolean open;
    private boolean ended;
    private volatile boolean busy;

    /**
     * @param expected the name that the peer has to prove; null where any peer will do
     * @param tasks    does what takes long
     * @param goOn     is run by any thread when that is done
     */
    TlsCarrier(SocketChannel socket, SSLEngine engine, String expected, Executor tasks, Runnable goOn) {
        this.socket = socket;
        this.engine = engine;
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

    private ByteBuffer packet() {
        return ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        if (in == null) {
            in = packet();
        }
        try {
            return decrypt(into);
        } finally {
            if (in.position() == 0) {
                in = null;
            }
        }
    }

    private int decrypt(ByteBuffer into) throws IOException {
        while (!busy) {
            in.flip();
            SSLEngineResult result;
            try {
                result = engine.unwrap(in, into);
            } finally {
                in.compact();
            }
            switch (result.getStatus()) {
                case BUFFER_UNDERFLOW -> {
                    int count = socket.read(in);
                    if (count <= 0) {
                        return count;
                    }
                }
                case CLOSED -> {
                    return -1;
                }
                case BUFFER_OVERFLOW -> throw new SSLException("a record is longer than was agreed upon");
                default -> {
                    boolean goesOn = handshake();
                    if (result.bytesProduced() > 0) {
                        return result.bytesProduced();
                    }
                    if (!goesOn) {
                        return 0;
                    }
                }
            }
        }
        return 0;
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

    /** Encrypts a record; false where that is over. */
    private boolean wrap(ByteBuffer from) throws IOException {
        out = packet();
        try {
            SSLEngineResult result = engine.wrap(from, out);
            if (result.getStatus() == SSLEngineResult.Status.BUFFER_OVERFLOW) {
                out = packet();
                result = engine.wrap(from, out);
            }
            return result.getStatus() == SSLEngineResult.Status.OK || out.position() > 0;
        } finally {
            out.flip();
        }
    }

    private boolean flush() throws IOException {
        if (out.hasRemaining()) {
            socket.write(out);
        }
        if (out.hasRemaining()) {
            return false;
        }
        out = NOTHING;
        return true;
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
}
