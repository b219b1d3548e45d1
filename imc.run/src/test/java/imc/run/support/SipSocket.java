package imc.run.support;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import imc.check.SipText;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import javax.net.ssl.SSLContext;

/**
 * A socket of the loopback that sends requests and gives what comes, answers and requests alike, in its order. Whoever
 * waits for a message waits for {@value #PATIENCE_MILLIS} ms at most.
 */
public final class SipSocket implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 20_000;

    /** One of the two is null. */
    private final DatagramSocket datagrams;
    private final Socket stream;
    private final InetSocketAddress server;
    private final String transport;

    /** @param transport udp or tcp */
    public SipSocket(String transport, int serverPort) throws IOException {
        this.transport = transport;
        server = new InetSocketAddress(InetAddress.getLoopbackAddress(), serverPort);
        if (transport.equals("udp")) {
            datagrams = new DatagramSocket(0, server.getAddress());
            datagrams.setSoTimeout(PATIENCE_MILLIS);
            stream = null;
        } else {
            datagrams = null;
            stream = new Socket(server.getAddress(), serverPort);
            stream.setSoTimeout(PATIENCE_MILLIS);
        }
    }

    /** One with TLS. */
    public SipSocket(int serverPort, SSLContext trusted) throws IOException {
        transport = "tls";
        server = new InetSocketAddress(InetAddress.getLoopbackAddress(), serverPort);
        datagrams = null;
        stream = trusted.getSocketFactory().createSocket(server.getAddress(), serverPort);
        stream.setSoTimeout(PATIENCE_MILLIS);
    }

    /** Where it is, as a URI has it. */
    public String hostPort() {
        return server.getAddress().getHostAddress() + ':'
                + (stream == null ? datagrams.getLocalPort() : stream.getLocalPort());
    }

    /** @param headers lines, without Via, Max-Forwards and Content-Length */
    public void send(String method, String uri, List<String> headers, String body) throws IOException {
        send(method + ' ' + uri + " SIP/2.0\r\nVia: SIP/2.0/" + transport.toUpperCase(Locale.ROOT) + ' ' + hostPort()
                + ";rport;branch=z9hG4bK" + UUID.randomUUID() + "\r\nMax-Forwards: 70\r\n", headers, body);
    }

    /** Answers a request that came in within a dialog. */
    public void answer(SipText request, int status) throws IOException {
        List<String> copied = request.headers().stream()
                .filter(line -> line.matches("(?i)(Via|From|To|Call-ID|CSeq):.*")).toList();
        send("SIP/2.0 " + status + " As Told\r\n", copied, "");
    }

    private void send(String head, List<String> headers, String body) throws IOException {
        byte[] octets = (head + String.join("\r\n", headers) + "\r\nContent-Length: " + body.length() + "\r\n\r\n"
                + body).getBytes(ISO_8859_1);
        if (stream == null) {
            datagrams.send(new DatagramPacket(octets, octets.length, server));
        } else {
            stream.getOutputStream().write(octets);
        }
    }

    /** The next message. */
    public SipText receive() throws IOException {
        if (stream == null) {
            DatagramPacket packet = new DatagramPacket(new byte[65_535], 65_535);
            datagrams.receive(packet);
            String[] parts = new String(packet.getData(), 0, packet.getLength(), ISO_8859_1).split("\r\n\r\n", 2);
            return message(parts[0], parts[1].getBytes(ISO_8859_1));
        }
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
            int octet = stream.getInputStream().read();
            if (octet < 0) {
                throw new EOFException("the connection was closed");
            }
            head.write(octet);
        }
        int length = Integer.parseInt(message(head.toString(ISO_8859_1), new byte[0]).header("Content-Length")
                .orElseThrow());
        return message(head.toString(ISO_8859_1), stream.getInputStream().readNBytes(length));
    }

    private static SipText message(String head, byte[] body) {
        List<String> lines = head.strip().lines().toList();
        return new SipText(lines.get(0), lines.subList(1, lines.size()), body);
    }

    @Override
    public void close() throws IOException {
        if (stream == null) {
            datagrams.close();
        } else {
            stream.close();
        }
    }
}
