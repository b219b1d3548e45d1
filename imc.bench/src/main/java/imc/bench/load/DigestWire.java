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
    /** How often each member has used his nonce: a server takes counts that overtake each other, but not by far. */
    private final int[] used;
    /** With which count each of the last requests went. */
    private final int[] counts = new int[Shape.MOST];
    private long next;

    /** @param members of the load, of which there is one only by this wire */
    public DigestWire(Wire wire, Credentials credentials, int members) {
        this.wire = wire;
        this.credentials = credentials;
        used = new int[members];
    }

    @Override
    public Path lane(int number) {
        Path path = wire.lane(number);
        return (bytes, length) -> send(path, bytes, length);
    }

    private void send(Path path, byte[] b, int length) throws IOException {
        String uri = new String(b, URI.length, Scan.indexOf(b, URI.length, length, ' ') - URI.length, US_ASCII);
        int sender = (int) Scan.number(b, Scan.behind(b, 0, length, SENDER), length);
        long number = Scan.number(b, Scan.indexOf(b, Scan.behind(b, 0, length, NUMBER), length, '-') + 1, length);
        byte[] header = credentials.header(sender, uri, count(number, sender)).getBytes(US_ASCII);
        int split = Scan.behind(b, 0, length, BEFORE);
        System.arraycopy(b, 0, request, 0, split);
        System.arraycopy(header, 0, request, split, header.length);
        System.arraycopy(b, split, request, split + header.length, length - split);
        path.send(request, length + header.length);
    }

    /** The same for a request that is sent again. */
    private int count(long number, int sender) {
        int slot = (int) number & counts.length - 1;
        if (number >= next) {
            next = number + 1;
            counts[slot] = ++used[sender];
        }
        return counts[slot];
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
