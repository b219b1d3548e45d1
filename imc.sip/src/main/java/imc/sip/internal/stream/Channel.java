package imc.sip.internal.stream;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The system's end of a connection. */
record Channel(SocketChannel socket, InetSocketAddress peer) {

    private static final Logger LOG = LoggerFactory.getLogger(StreamSocket.class);

    /**
     * Makes it ready, and begins to connect where the peer has not done so.
     *
     * @param own where a connection that we open comes from; null for anywhere
     * @return whether it is connected
     */
    boolean begin(InetSocketAddress own) throws IOException {
        socket.configureBlocking(false);
        socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
        socket.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
        return socket.isConnected() || connect(own);
    }

    private boolean connect(InetSocketAddress own) throws IOException {
        if (own != null) {
            socket.bind(own);
        }
        return socket.connect(peer);
    }

    boolean isConnected() {
        return socket.isConnected();
    }

    /** Ends TLS as it should, also to say what was wrong with a handshake. */
    void sayGoodbye(Carrier carrier) {
        try {
            if (socket.isConnected() && carrier.isSecure()) {
                carrier.endOutput();
            }
        } catch (IOException | RuntimeException e) {
            LOG.debug("The connection with {} is closed without a word: {}", peer, e.toString());
        }
    }

    void close() {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("Closing the connection with {}: {}", peer, e.toString());
        }
    }
}
