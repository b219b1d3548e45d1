package imc.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/** Somebody without a password who sends MESSAGE requests by UDP, on a thread of his own. */
public final class Flooder implements AutoCloseable {

    private static final int AT_ONCE = 16;
    private static final long PAUSE = 500_000;
    private static final int DIGITS = 12;

    private final DatagramChannel channel = DatagramChannel.open();
    private final Map<Integer, Long> answers = new TreeMap<>();
    private final CompletableFuture<Void> flood;
    private volatile boolean over;
    private long sent;

    /**
     * Begins.
     *
     * @param from an address of the loopback interface, which should be nobody else's
     * @param to   the server, or whoever else
     * @param rate how many a second; infinite for as many as he can
     */
    public Flooder(String from, InetSocketAddress to, double rate) throws IOException {
        channel.bind(new InetSocketAddress(from, 0)).connect(to).configureBlocking(false);
        int port = channel.socket().getLocalPort();
        String request = "MESSAGE sip:chat-0@flood.example SIP/2.0\r\nVia: SIP/2.0/UDP " + from + ":" + port
                + ";rport;branch=z9hG4bKflood%1$012d\r\nMax-Forwards: 70\r\nFrom: <sip:mallory@flood.example>;tag=flood"
                + "\r\nTo: <sip:chat-0@flood.example>\r\nCall-ID: %1$012d@" + from + "\r\nCSeq: 1 MESSAGE\r\n"
                + "Content-Type: text/plain\r\nContent-Length: 5\r\n\r\nflood";
        flood = CompletableFuture.runAsync(() -> run(String.format(Locale.ROOT, request, 0), rate));
    }

    private void run(String request, double rate) {
        long began = System.nanoTime();
        ByteBuffer out = ByteBuffer.allocateDirect(1 << 11).put(request.getBytes(US_ASCII)).flip();
        ByteBuffer in = ByteBuffer.allocateDirect(1 << 16);
        int branch = request.indexOf("flood" + "0".repeat(DIGITS)) + "flood".length();
        int callId = request.indexOf("Call-ID: ") + "Call-ID: ".length();
        try {
            while (!over) {
                if (sent > rate * (System.nanoTime() - began) / 1e9) {
                    LockSupport.parkNanos(PAUSE);
                    receive(in);
                    continue;
                }
                for (int i = 0; i < AT_ONCE; i++) {
                    number(out, branch, sent);
                    number(out, callId, sent);
                    out.rewind();
                    // What the kernel has no room for is not sent.
                    sent += channel.write(out) == 0 ? 0 : 1;
                }
                receive(in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void receive(ByteBuffer in) throws IOException {
        while (channel.read(in.clear()) > 0) {
            int status = (in.get(8) - '0') * 100 + (in.get(9) - '0') * 10 + in.get(10) - '0';
            answers.merge(status, 1L, Long::sum);
        }
    }

    private static void number(ByteBuffer to, int at, long number) {
        long rest = number;
        for (int i = at + DIGITS - 1; i >= at; i--) {
            to.put(i, (byte) ('0' + rest % 10));
            rest /= 10;
        }
    }

    /** Ends. */
    @Override
    public void close() throws IOException {
        over = true;
        try (channel) {
            flood.join();
        }
    }

    /** How many requests were sent, when it has ended. */
    public long sent() {
        return sent;
    }

    /** For each status how often that was the answer, when it has ended. */
    public Map<Integer, Long> answers() {
        return answers;
    }
}
