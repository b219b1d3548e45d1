package imc.bench.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/** All members behind one listening TCP port; requests go out on a few connections of their own. */
final class TcpWire implements Wire {

    private final ServerSocketChannel listener = ServerSocketChannel.open();
    private final Selector selector = Selector.open();
    private final List<TcpStream> streams = new ArrayList<>();
    private final List<TcpStream> lanes = new ArrayList<>();
    private InetSocketAddress server;

    TcpWire(InetSocketAddress local) throws IOException {
        listener.bind(local, 128);
        listener.configureBlocking(false);
        listener.register(selector, SelectionKey.OP_ACCEPT);
    }

    void connect(InetSocketAddress server, int connections) throws IOException {
        this.server = server;
        for (int i = 0; i < connections; i++) {
            lanes.add(add(SocketChannel.open(server)));
        }
    }

    private TcpStream add(SocketChannel channel) throws IOException {
        TcpStream stream = new TcpStream(channel, selector);
        streams.add(stream);
        return stream;
    }

    @Override
    public int port() {
        return listener.socket().getLocalPort();
    }

    @Override
    public Path lane(int number) {
        return lanes.get(number % lanes.size());
    }

    @Override
    public void receive(long milliseconds, Receiver receiver) throws IOException {
        if (milliseconds <= 0) {
            selector.selectNow();
        } else {
            selector.select(milliseconds);
        }
        for (SelectionKey key : selector.selectedKeys()) {
            if (key.isAcceptable()) {
                SocketChannel accepted = listener.accept();
                if (accepted != null) {
                    add(accepted);
                }
                continue;
            }
            TcpStream stream = (TcpStream) key.attachment();
            if (key.isWritable()) {
                stream.flush();
            }
            if (key.isReadable() && !stream.receive(receiver)) {
                streams.remove(stream);
                // One that is not used while another server is measured is closed as idle; what was on it would be
                // missed.
                if (lanes.contains(stream)) {
                    lanes.set(lanes.indexOf(stream), add(SocketChannel.open(server)));
                }
            }
        }
        selector.selectedKeys().clear();
    }

    @Override
    public void flush() throws IOException {
        for (TcpStream stream : streams) {
            stream.flush();
        }
    }

    @Override
    public boolean unreliable() {
        return false;
    }

    @Override
    public void close() throws IOException {
        for (TcpStream stream : streams) {
            stream.close();
        }
        listener.close();
        selector.close();
    }
}
