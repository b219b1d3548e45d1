package imc.bench.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.concurrent.locks.LockSupport;

/** All members on one UDP port, connected to the server's: one system call a datagram is nearly all that it costs. */
final class UdpWire implements Wire {

    private static final int BUFFER = 8 << 20;
    private static final int AT_ONCE = 128;
    private static final long FULL_NANOSECONDS = 50_000;

    private final DatagramChannel channel;
    private final Selector selector = Selector.open();
    private final ByteBuffer in = ByteBuffer.allocateDirect(1 << 16);
    private final ByteBuffer out = ByteBuffer.allocateDirect(1 << 16);
    private final byte[] bytes = new byte[1 << 16];
    private final Path path = this::keep;
    private final byte[] kept = new byte[AT_ONCE << 12];
    private final int[] ends = new int[2 * AT_ONCE];
    private int datagrams;

    UdpWire(InetSocketAddress local) throws IOException {
        channel = DatagramChannel.open();
        channel.configureBlocking(false);
        // The kernel gives what net.core.rmem_max allows; a burst to a large room wants more than its default.
        channel.setOption(StandardSocketOptions.SO_RCVBUF, BUFFER);
        channel.setOption(StandardSocketOptions.SO_SNDBUF, BUFFER);
        channel.bind(local);
        channel.register(selector, SelectionKey.OP_READ);
    }

    void connect(InetSocketAddress server) throws IOException {
        channel.connect(server);
    }

    @Override
    public int port() {
        return channel.socket().getLocalPort();
    }

    @Override
    public Path lane(int number) {
        return path;
    }

    /** What is sent in one go finds a server that is awake already, and costs both sides less. */
    private void keep(byte[] message, int length) throws IOException {
        int start = datagrams == 0 ? 0 : ends[datagrams - 1];
        if (datagrams == ends.length || start + length > kept.length) {
            flush();
            start = 0;
        }
        System.arraycopy(message, 0, kept, start, length);
        ends[datagrams++] = start + length;
    }

    @Override
    public void flush() throws IOException {
        int start = 0;
        for (int i = 0; i < datagrams; i++) {
            send(start, ends[i]);
            start = ends[i];
        }
        datagrams = 0;
    }

    private void send(int from, int to) throws IOException {
        out.clear().put(kept, from, to - from).flip();
        try {
            while (channel.write(out) == 0) {
                LockSupport.parkNanos(FULL_NANOSECONDS);
            }
        } catch (PortUnreachableException e) {
            throw new IOException("the server listens no longer", e);
        }
    }

    @Override
    public void receive(long milliseconds, Receiver receiver) throws IOException {
        if (some(receiver) || milliseconds <= 0) {
            return;
        }
        selector.select(milliseconds);
        selector.selectedKeys().clear();
        some(receiver);
    }

    private boolean some(Receiver receiver) throws IOException {
        for (int i = 0; i < AT_ONCE; i++) {
            in.clear();
            int length = channel.read(in);
            if (length <= 0) {
                return i > 0;
            }
            in.flip().get(bytes, 0, length);
            receiver.received(bytes, 0, length, path);
        }
        return true;
    }

    @Override
    public boolean unreliable() {
        return true;
    }

    @Override
    public void close() throws IOException {
        selector.close();
        channel.close();
    }
}
