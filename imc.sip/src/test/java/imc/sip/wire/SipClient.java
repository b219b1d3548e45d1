package imc.sip.wire;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * A SIP client for tests: a socket on loopback, and nobody's SIP stack. It sends what it is told, byte for byte, and
 * gives what comes in, in its order. Whoever waits for a message waits for {@value #PATIENCE_MS} ms at most.
 */
public final class SipClient implements Closeable {

    private static final int PATIENCE_MS = 10_000;

    private final InetSocketAddress server;
    private final DatagramSocket datagrams;
    private final Socket stream;
    private final BufferedInputStream in;

    private SipClient(InetSocketAddress server, DatagramSocket datagrams, Socket stream) throws IOException {
        this.server = server;
        this.datagrams = datagrams;
        this.stream = stream;
        this.in = stream == null ? null : new BufferedInputStream(stream.getInputStream());
        if (datagrams != null) {
            datagrams.setReceiveBufferSize(1 << 20);
            datagrams.setSoTimeout(PATIENCE_MS);
        } else {
            stream.setTcpNoDelay(true);
            stream.setSoTimeout(PATIENCE_MS);
        }
    }

    /** A client that speaks UDP. */
    public static SipClient udp(InetSocketAddress server) {
        try {
            return new SipClient(server, new DatagramSocket(0, InetAddress.getLoopbackAddress()), null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A client with a TCP connection to the server, that listens nowhere. */
    public static SipClient tcp(InetSocketAddress server) {
        try {
            return new SipClient(server, null, new Socket(server.getAddress(), server.getPort()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A client with a TLS connection to the server, that listens nowhere. */
    public static SipClient tls(InetSocketAddress server, SSLContext keys) {
        try {
            return new SipClient(server, null, keys.getSocketFactory().createSocket(server.getAddress(),
                    server.getPort()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A client at the other end of a TCP connection that the server opens. */
    public static SipClient accepted(ServerSocket socket) {
        try {
            socket.setSoTimeout(PATIENCE_MS);
            return new SipClient(null, null, socket.accept());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code UDP}, {@code TCP} or {@code TLS}. */
    public String transport() {
        return datagrams != null ? "UDP" : stream instanceof SSLSocket ? "TLS" : "TCP";
    }

    /** The local port. */
    public int port() {
        return datagrams == null ? stream.getLocalPort() : datagrams.getLocalPort();
    }

    public void send(SipRequestText request) {
        send(request.text(this));
    }

    /** Sends a text, one byte for each character. */
    public void send(String text) {
        send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    public void send(byte[] bytes) {
        try {
            if (datagrams == null) {
                stream.getOutputStream().write(bytes);
            } else {
                datagrams.send(new DatagramPacket(bytes, bytes.length, server));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a request and waits for what comes next. */
    public SipText ask(SipRequestText request) {
        send(request);
        return receive();
    }

    /** The next datagram, if one comes within that time. */
    public Optional<SipText> poll(int millis) {
        try {
            datagrams.setSoTimeout(millis);
            return Optional.of(datagram());
        } catch (SocketTimeoutException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private SipText datagram() throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[65_535], 65_535);
        datagrams.receive(packet);
        return SipText.of(packet.getData(), packet.getLength());
    }

    /** The next message. */
    public SipText receive() {
        try {
            if (datagrams != null) {
                datagrams.setSoTimeout(PATIENCE_MS);
                return datagram();
            }
            return next();
        } catch (SocketTimeoutException e) {
            throw new AssertionError("nothing came within " + PATIENCE_MS + " ms", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private SipText next() throws IOException {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        String text = "";
        while (!text.endsWith("\r\n\r\n")) {
            message.write(octet(in));
            text = message.toString(StandardCharsets.ISO_8859_1);
        }
        int length = Integer.parseInt(new SipText(text).header("Content-Length"));
        message.write(in.readNBytes(length));
        return SipText.of(message.toByteArray(), message.size());
    }

    private static int octet(InputStream in) throws IOException {
        int octet = in.read();
        if (octet < 0) {
            throw new IOException("the connection was closed");
        }
        return octet;
    }

    /** One octet of a stream, -1 at its end. */
    public int octet() {
        try {
            return in.read();
        } catch (SocketTimeoutException e) {
            throw new AssertionError("neither an octet nor the end came within " + PATIENCE_MS + " ms", e);
        } catch (IOException e) {
            return -1;
        }
    }

    /** Whether the stream, over which nothing comes any more, ends within so many milliseconds. */
    public boolean endsWithin(int millis) {
        try {
            stream.setSoTimeout(millis);
            int octet = in.read();
            if (octet >= 0) {
                throw new AssertionError("there came " + octet);
            }
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    /** Sends nothing more, and reads on. */
    public void endOutput() {
        try {
            stream.shutdownOutput();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Answers a request that came in, with further header lines. */
    public void answer(SipText request, int status, String... headers) {
        StringBuilder text = new StringBuilder("SIP/2.0 " + status + " Answer\r\n");
        for (String header : headers) {
            text.append(header).append("\r\n");
        }
        request.all("Via").forEach(via -> text.append("Via: ").append(via).append("\r\n"));
        text.append("From: ").append(request.header("From")).append("\r\n")
                .append("To: ").append(request.header("To")).append(status > 100 ? ";tag=t" + port() : "")
                .append("\r\n")
                .append("Call-ID: ").append(request.header("Call-ID")).append("\r\n")
                .append("CSeq: ").append(request.header("CSeq")).append("\r\n")
                .append("Content-Length: 0\r\n\r\n");
        if (datagrams == null) {
            send(text.toString());
        } else {
            byte[] bytes = text.toString().getBytes(StandardCharsets.ISO_8859_1);
            String sentBy = request.all("Via").get(0).replaceFirst(".* ([^;]*);.*", "$1");
            int colon = sentBy.lastIndexOf(':');
            try {
                datagrams.send(new DatagramPacket(bytes, bytes.length, new InetSocketAddress(
                        sentBy.substring(0, colon), Integer.parseInt(sentBy.substring(colon + 1)))));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** The next message, which must be a request, answered 200. */
    public SipText take() {
        SipText request = receive();
        if (request.isResponse()) {
            throw new AssertionError("a response:\n" + request.text());
        }
        answer(request, 200);
        return request;
    }

    @Override
    public void close() {
        try {
            if (datagrams == null) {
                stream.close();
            } else {
                datagrams.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
