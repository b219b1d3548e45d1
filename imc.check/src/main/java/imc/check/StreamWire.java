package imc.check;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Optional;
import javax.net.ssl.SSLSocket;

/** A connection to one server, TCP or TLS; messages are parted by their Content-Length (RFC 3261 §18.3). */
final class StreamWire implements Wire {

    private static final int CONNECT_MILLISECONDS = 5000;

    private final String transport;
    private final Socket socket;
    private final InputStream in;

    /** @param socket is not connected yet */
    StreamWire(String transport, Socket socket, InetSocketAddress server) throws IOException {
        this.transport = transport;
        this.socket = socket;
        socket.setTcpNoDelay(true);
        socket.connect(server, CONNECT_MILLISECONDS);
        if (socket instanceof SSLSocket tls) {
            // Otherwise whoever writes first would only hear that the connection is closed, and not why.
            tls.startHandshake();
        }
        in = socket.getInputStream();
    }

    @Override
    public String transport() {
        return transport;
    }

    @Override
    public InetSocketAddress local() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    @Override
    public synchronized void send(byte[] message) throws IOException {
        socket.getOutputStream().write(message);
    }

    @Override
    public Optional<byte[]> receive() throws IOException {
        try {
            byte[] head = head();
            if (head.length == 0) {
                return Optional.empty();
            }
            int length = Integer.parseInt(SipText.parse(head).header("Content-Length").orElse("0"));
            ByteArrayOutputStream message = new ByteArrayOutputStream();
            message.writeBytes(head);
            message.writeBytes(in.readNBytes(length));
            return Optional.of(message.toByteArray());
        } catch (IOException e) {
            if (socket.isClosed()) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Up to the empty line; nothing at the end of the stream. */
    private byte[] head() throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int last = 0;
        while (last < 4) {
            int octet = in.read();
            if (octet < 0) {
                return new byte[0];
            }
            if (head.size() == 0 && (octet == '\r' || octet == '\n')) {
                continue;
            }
            head.write(octet);
            last = octet == (last % 2 == 0 ? '\r' : '\n') ? last + 1 : octet == '\r' ? 1 : 0;
        }
        return head.toByteArray();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
