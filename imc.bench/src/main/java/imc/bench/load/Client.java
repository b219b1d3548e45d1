package imc.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;

/** Sends one request after the other over UDP, and waits for each one's answer. For one thread. */
public final class Client implements AutoCloseable {

    private static final int T1 = 500;
    /** Timer F (RFC 3261 §17.1.2). */
    private static final int ATTEMPTS = 64;

    private final DatagramSocket socket;
    private final String domain;
    private final DatagramPacket in = new DatagramPacket(new byte[1 << 16], 1 << 16);
    private long requests;

    /** @param domain the host of users and rooms */
    public Client(InetSocketAddress server, String domain) throws IOException {
        this.domain = domain;
        socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        socket.connect(server);
        socket.setSoTimeout(T1);
    }

    /** Registers a user for an hour, with a contact at which nobody answers. */
    public void register(String user) throws IOException {
        String address = "sip:" + user + "@" + domain;
        expect(200, ask("REGISTER", "sip:" + domain, user, address,
                "Contact: <sip:" + user + "@127.0.0.1:9>\r\nExpires: 3600\r\n", ""));
    }

    /** Lets a user say something to a room, which has to be answered so. */
    public void say(String user, String room, String text, int status) throws IOException {
        expect(status, message(user, room, text));
    }

    /** The final response to what a user says to a room. */
    String message(String user, String room, String text) throws IOException {
        String uri = "sip:" + room + "@" + domain;
        return ask("MESSAGE", uri, user, uri, "Content-Type: text/plain\r\n", text);
    }

    private static void expect(int status, String response) throws IOException {
        if (status(response) != status) {
            throw new IOException("instead of " + status + " came: " + response);
        }
    }

    static int status(String response) {
        return Integer.parseInt(response.substring(8, 11));
    }

    private String ask(String method, String uri, String user, String to, String headers, String body)
            throws IOException {
        int port = socket.getLocalPort();
        String branch = ";branch=z9hG4bKclient" + port + "." + ++requests + "\r\n";
        byte[] request = (method + " " + uri + " SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:" + port + ";rport" + branch
                + "Max-Forwards: 70\r\nFrom: <sip:" + user + "@" + domain + ">;tag=client\r\nTo: <" + to
                + ">\r\nCall-ID: client" + port + "." + requests + "\r\nCSeq: 1 " + method + "\r\n" + headers
                + "Content-Length: " + body.length() + "\r\n\r\n" + body).getBytes(UTF_8);
        for (int i = 0; i < ATTEMPTS; i++) {
            socket.send(new DatagramPacket(request, request.length));
            String response = response(branch.trim());
            if (!response.isEmpty()) {
                return response;
            }
        }
        throw new IOException("no answer to " + new String(request, UTF_8));
    }

    /** Empty if none comes for a while. */
    private String response(String branch) throws IOException {
        try {
            while (true) {
                socket.receive(in);
                String text = new String(in.getData(), 0, in.getLength(), UTF_8);
                // A server repeats no parameter of Via in another order, but puts its own behind.
                if (text.startsWith("SIP/2.0 ") && status(text) >= 200
                        && text.matches("(?s).*\\Q" + branch + "\\E[;,\r].*")) {
                    return text;
                }
            }
        } catch (SocketTimeoutException e) {
            return "";
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
