package imc.bench.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/** All members behind one listening TCP port; requests go out on a few connections of their own. */
final class TcpWire implements Wire {

    private final ServerSocketChannel listener = ServerSocketChannel.open();
    private final TcpStreams streams = new TcpStreams();
    private final List<TcpStream> lanes = new ArrayList<>();
    private InetSocketAddress server;

    TcpWire(InetSocketAddress local) throws IOException {
        listener.bind(local, 128);
        streams.accept(listener);
    }

    void connect(InetSocketAddress server, int connections) throws IOException {
        this.server = server;
        for (int i = 0; i < connections; i++) {
            lanes.add(streams.add(SocketChannel.open(server)));
        }
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
        streams.receive(milliseconds, receiver, this::accepted, this::ended);
    }

    private void accepted() throws IOException {
        SocketChannel accepted = listener.accept();
        if (accepted != null) {
            streams.add(accepted);
        }
    }

    /** One that is not used while another server is measured is closed as idle; what was on it would be missed. */
    private void ended(TcpStream stream) throws IOException {
        if (lanes.contains(stream)) {
            lanes.set(lanes.indexOf(stream), streams.add(SocketChannel.open(server)));
        }
    }

    @Override
    public void flush() throws IOException {
        streams.flush();
    }

    @Override
    public boolean unreliable() {
        return false;
    }

    @Override
    public void close() throws IOException {
        streams.close();
        listener.close();
    }
}
