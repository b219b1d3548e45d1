package imc.sip.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;

/** A client that says with its last request that it is the last, all in one packet, and reads on. */
public final class TlsLastWords implements AutoCloseable {

    private final Socket socket;
    private final SSLEngine engine;
    private final ByteBuffer in = ByteBuffer.allocate(1 << 17);
    private final ByteBuffer out = ByteBuffer.allocate(1 << 17);
    private final ByteBuffer plain = ByteBuffer.allocate(1 << 17);

    /** @param protocol {@code TLSv1.2} or {@code TLSv1.3} */
    public TlsLastWords(InetSocketAddress server, SSLContext keys, String protocol) throws IOException {
        socket = new Socket(server.getAddress(), server.getPort());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(10_000);
        engine = keys.createSSLEngine();
        engine.setUseClientMode(true);
        engine.setEnabledProtocols(new String[] {protocol});
        engine.beginHandshake();
        while (engine.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING) {
            switch (engine.getHandshakeStatus()) {
                case NEED_TASK -> engine.getDelegatedTask().run();
                case NEED_WRAP -> {
                    wrap("");
                    flush();
                }
                default -> unwrap();
            }
        }
    }

    private void wrap(String text) throws IOException {
        engine.wrap(ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)), out);
    }

    private void flush() throws IOException {
        socket.getOutputStream().write(out.array(), 0, out.position());
        out.clear();
    }

    /** Whether more may come. */
    private boolean unwrap() throws IOException {
        while (true) {
            in.flip();
            SSLEngineResult result;
            try {
                result = engine.unwrap(in, plain);
            } finally {
                in.compact();
            }
            if (result.getStatus() != SSLEngineResult.Status.BUFFER_UNDERFLOW) {
                return result.getStatus() != SSLEngineResult.Status.CLOSED;
            }
            int count = socket.getInputStream().read(in.array(), in.position(), in.remaining());
            if (count < 0) {
                throw new IOException("the connection was closed without close_notify");
            }
            in.position(in.position() + count);
        }
    }

    /** Sends requests, close_notify and FIN, at once. */
    public void say(String requests) throws IOException {
        wrap(requests);
        engine.closeOutbound();
        wrap("");
        flush();
        socket.shutdownOutput();
    }

    /** All that comes until the server's close_notify. */
    public String answers() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        while (unwrap()) {
            if (plain.position() > 0) {
                all.write(plain.array(), 0, plain.position());
                plain.clear();
            }
        }
        return all.toString(StandardCharsets.ISO_8859_1);
    }

    public int port() {
        return socket.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
