package imc.bench.load;

import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/** TCP connections that one thread serves by one selector. */
final class TcpStreams implements AutoCloseable {

    private final Selector selector = Selector.open();
    private final List<TcpStream> streams = new ArrayList<>();

    TcpStreams() throws IOException {
    }

    /** Somebody has connected to the socket that listens. */
    interface Connected {
        void accept() throws IOException;
    }

    /** The other side has closed a connection, which is served no more. */
    interface Ended {
        void of(TcpStream stream) throws IOException;
    }

    TcpStream add(SocketChannel channel) throws IOException {
        TcpStream stream = new TcpStream(channel, selector);
        streams.add(stream);
        return stream;
    }

    /** Has a listening socket tell of those who connect. */
    void accept(SelectableChannel listener) throws IOException {
        listener.configureBlocking(false);
        listener.register(selector, SelectionKey.OP_ACCEPT);
    }

    TcpStream get(int number) {
        return streams.get(number);
    }

    /** Hands over what has come, waiting for at most so long if nothing has. */
    void receive(long milliseconds, Wire.Receiver receiver, Connected connected, Ended ended) throws IOException {
        if (milliseconds <= 0) {
            selector.selectNow();
        } else {
            selector.select(milliseconds);
        }
        for (SelectionKey key : selector.selectedKeys()) {
            if (key.isAcceptable()) {
                connected.accept();
                continue;
            }
            TcpStream stream = (TcpStream) key.attachment();
            if (key.isWritable()) {
                stream.flush();
            }
            if (key.isReadable() && !stream.receive(receiver)) {
                streams.remove(stream);
                ended.of(stream);
            }
        }
        selector.selectedKeys().clear();
    }

    /** Sends what was kept. */
    void flush() throws IOException {
        for (TcpStream stream : streams) {
            stream.flush();
        }
    }

    @Override
    public void close() throws IOException {
        for (TcpStream stream : streams) {
            stream.close();
        }
        selector.close();
    }
}
