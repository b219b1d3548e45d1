package imc.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;

/** A wire that adds to each request of a load its sender's credentials. */
public final class DigestWire implements Wire {

    private static final byte[] URI = "MESSAGE ".getBytes(US_ASCII);
    private static final byte[] SENDER = "\r\nFrom: <sip:m".getBytes(US_ASCII);
    private static final byte[] NUMBER = "\r\nCall-ID: ".getBytes(US_ASCII);
    private static final byte[] BEFORE = "CSeq: 1 MESSAGE\r\n".getBytes(US_ASCII);

    private final Wire wire;
    private final Credentials credentials;
    private final byte[] request = new byte[1 << 12];

    public DigestWire(Wire wire, Credentials credentials) {
        this.wire = wire;
        this.credentials = credentials;
    }

    @Override
    public Path lane(int number) {
        Path path = wire.lane(number);
        return (bytes, length) -> send(path, bytes, length);
    }

    /** The number of the request is the nonce's count, so that it is the same when the request is sent again. */
    private void send(Path path, byte[] b, int length) throws IOException {
        String uri = new String(b, URI.length, Scan.indexOf(b, URI.length, length, ' ') - URI.length, US_ASCII);
        int sender = (int) Scan.number(b, Scan.behind(b, 0, length, SENDER), length);
        int number = Scan.indexOf(b, Scan.behind(b, 0, length, NUMBER), length, '-') + 1;
        byte[] header = credentials.header(sender, uri, Scan.number(b, number, length) + 1).getBytes(US_ASCII);
        int split = Scan.behind(b, 0, length, BEFORE);
        System.arraycopy(b, 0, request, 0, split);
        System.arraycopy(header, 0, request, split, header.length);
        System.arraycopy(b, split, request, split + header.length, length - split);
        path.send(request, length + header.length);
    }

    @Override
    public int port() {
        return wire.port();
    }

    @Override
    public void receive(long milliseconds, Receiver receiver) throws IOException {
        wire.receive(milliseconds, receiver);
    }

    @Override
    public void flush() throws IOException {
        wire.flush();
    }

    @Override
    public boolean unreliable() {
        return wire.unreliable();
    }

    @Override
    public void close() throws IOException {
        wire.close();
    }
}
