package imc.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;

/**
 * Members with a TCP connection each, on which they have registered, as clients on phones have: what they say and what
 * they are sent goes over it. A room's requests go over the connection of its first member.
 */
public final class ConnectedWire implements Wire {

    private static final long PATIENCE = 60_000_000_000L;
    private static final byte[] OK = "SIP/2.0 200 ".getBytes(US_ASCII);

    private final TcpStreams streams = new TcpStreams();
    private final int places;
    private final int port;
    private int registered;

    /** Connects and registers the members of a {@link Load} of this run and shape. */
    public ConnectedWire(InetSocketAddress server, String run, Shape shape) throws IOException {
        places = shape.places();
        int first = 0;
        try {
            for (int i = 0; i < shape.rooms() * places; i++) {
                SocketChannel channel = SocketChannel.open(server);
                int local = ((InetSocketAddress) channel.getLocalAddress()).getPort();
                first = i == 0 ? local : first;
                TcpStream stream = streams.add(channel);
                byte[] register = register(run, i, local);
                stream.send(register, register.length);
                stream.flush();
                await(i + 1);
            }
        } catch (IOException e) {
            close();
            throw e;
        }
        port = first;
    }

    private static byte[] register(String run, int member, int port) {
        String user = "<sip:m" + member + "@" + run + ".example>";
        return ("REGISTER sip:" + run + ".example SIP/2.0\r\nVia: SIP/2.0/TCP 127.0.0.1:" + port
                + ";branch=z9hG4bKr" + run + "." + member + "\r\nMax-Forwards: 70\r\nFrom: " + user + ";tag=" + run
                + "\r\nTo: " + user + "\r\nCall-ID: register-" + run + "-" + member + "\r\nCSeq: 1 REGISTER\r\n"
                + "Contact: <sip:m" + member + "@127.0.0.1:" + port + ";transport=tcp>\r\nExpires: 3600\r\n"
                + "Content-Length: 0\r\n\r\n")
                .getBytes(US_ASCII);
    }

    private void await(int count) throws IOException {
        long end = System.nanoTime() + PATIENCE;
        while (registered < count) {
            if (System.nanoTime() - end > 0) {
                throw new IOException("no answer to REGISTER number " + count);
            }
            receive(10, (b, from, to, answer) -> {
                if (!Scan.startsWith(b, from, to, OK)) {
                    throw new IOException("REGISTER was answered: " + new String(b, from, to - from, US_ASCII));
                }
                registered++;
            });
        }
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public Path lane(int room) {
        return streams.get(room * places);
    }

    @Override
    public void receive(long milliseconds, Receiver receiver) throws IOException {
        streams.receive(milliseconds, receiver, () -> { }, stream -> {
            throw new IOException("the server closed a member's connection");
        });
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
    }
}
