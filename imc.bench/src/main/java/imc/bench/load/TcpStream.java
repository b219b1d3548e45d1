package imc.bench.load;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Arrays;

/** One TCP connection: cuts what comes into messages (RFC 3261 §18.3), gathers what goes into large writes. */
final class TcpStream implements Wire.Path, AutoCloseable {

    private static final int CHUNK = 1 << 16;

    private final SocketChannel channel;
    private final SelectionKey key;
    private final ByteBuffer wire = ByteBuffer.allocateDirect(4 * CHUNK);
    private byte[] in = new byte[4 * CHUNK];
    private int filled;
    private byte[] out = new byte[4 * CHUNK];
    private int sent;
    private int kept;

    TcpStream(SocketChannel channel, Selector selector) throws IOException {
        this.channel = channel;
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        key = channel.register(selector, SelectionKey.OP_READ, this);
    }

    @Override
    public void send(byte[] bytes, int length) throws IOException {
        if (kept + length > out.length) {
            System.arraycopy(out, sent, out, 0, kept - sent);
            kept -= sent;
            sent = 0;
            if (kept + length > out.length) {
                out = Arrays.copyOf(out, 2 * out.length);
            }
        }
        System.arraycopy(bytes, 0, out, kept, length);
        kept += length;
        if (kept - sent > CHUNK && (key.interestOps() & SelectionKey.OP_WRITE) == 0) {
            flush();
        }
    }

    /** Writes what the socket takes; the rest when it takes more. */
    void flush() throws IOException {
        while (sent < kept) {
            int length = Math.min(kept - sent, wire.capacity());
            wire.clear().put(out, sent, length).flip();
            int written = channel.write(wire);
            sent += written;
            if (written < length) {
                key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
                return;
            }
        }
        if (kept > 0) {
            sent = 0;
            kept = 0;
            key.interestOps(SelectionKey.OP_READ);
        }
    }

    /** Hands over every message that is there as a whole; false if the other side has closed. */
    boolean receive(Wire.Receiver receiver) throws IOException {
        if (in.length - filled < CHUNK) {
            in = Arrays.copyOf(in, 2 * in.length);
        }
        wire.clear().limit(Math.min(wire.capacity(), in.length - filled));
        int length = channel.read(wire);
        if (length < 0) {
            close();
            return false;
        }
        wire.flip().get(in, filled, length);
        filled += length;
        int start = 0;
        while (true) {
            while (start < filled && (in[start] == '\r' || in[start] == '\n')) {
                start++;
            }
            int end = Scan.messageEnd(in, start, filled);
            if (end < 0) {
                break;
            }
            receiver.received(in, start, end, this);
            start = end;
        }
        System.arraycopy(in, start, in, 0, filled - start);
        filled -= start;
        return true;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
