package imc.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SocketChannel;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/** Somebody without a password who sends MESSAGE requests, on a thread of his own. */
public final class Flooder implements AutoCloseable {

    private static final int AT_ONCE = 16;
    private static final long PAUSE = 500_000;
    private static final int DIGITS = 12;

    private static final byte[] STATUS = "SIP/2.0 ".getBytes(US_ASCII);

    private final ByteChannel channel;
    private final boolean datagrams;
    private final Map<Integer, Long> answers = new TreeMap<>();
    private final CompletableFuture<Void> flood;
    private volatile boolean over;
    private long sent;

    /**
     * Begins.
     *
     * @param transport {@code udp}, or {@code tcp} for one connection
     * @param from      an address of the loopback interface, which should be nobody else's
     * @param to        the server, or whoever else
     * @param rate      how many a second; infinite for as many as he can
     */
    public Flooder(String transport, String from, InetSocketAddress to, double rate) throws IOException {
        datagrams = transport.equals("udp");
        channel = datagrams ? datagrams(from, to) : connection(from, to);
        String request = "MESSAGE sip:chat-0@flood.example SIP/2.0\r\nVia: SIP/2.0/"
                + transport.toUpperCase(Locale.ROOT) + " " + from + ":5060"
                + ";rport;branch=z9hG4bKflood%1$012d\r\nMax-Forwards: 70\r\nFrom: <sip:mallory@flood.example>;tag=flood"
                + "\r\nTo: <sip:chat-0@flood.example>\r\nCall-ID: %1$012d@" + from + "\r\nCSeq: 1 MESSAGE\r\n"
                + "Content-Type: text/plain\r\nContent-Length: 5\r\n\r\nflood";
        flood = CompletableFuture.runAsync(() -> run(String.format(Locale.ROOT, request, 0), rate));
    }

    private static ByteChannel datagrams(String from, InetSocketAddress to) throws IOException {
        DatagramChannel channel = DatagramChannel.open();
        channel.bind(new InetSocketAddress(from, 0)).connect(to).configureBlocking(false);
        return channel;
    }

    private static ByteChannel connection(String from, InetSocketAddress to) throws IOException {
        SocketChannel channel = SocketChannel.open();
        channel.bind(new InetSocketAddress(from, 0)).connect(to);
        channel.configureBlocking(false);
        return channel;
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
                    // What the kernel has no room for is not sent; over a connection it waits.
                    boolean some = channel.write(out) > 0;
                    while (!over && !datagrams && out.hasRemaining()) {
                        LockSupport.parkNanos(PAUSE);
                        receive(in);
                        some |= channel.write(out) > 0;
                    }
                    sent += some ? 1 : 0;
                }
                receive(in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void receive(ByteBuffer in) throws IOException {
        while (channel.read(in.clear()) > 0) {
            // Of a connection's answers, those between two reads are not counted.
            int end = datagrams ? 1 : in.position() - STATUS.length - 2;
            for (int at = 0; at < end; at++) {
                if (isStatus(in, at)) {
                    int digits = at + STATUS.length;
                    answers.merge((in.get(digits) - '0') * 100 + (in.get(digits + 1) - '0') * 10 + in.get(digits + 2)
                            - '0', 1L, Long::sum);
                }
            }
        }
    }

    private static boolean isStatus(ByteBuffer in, int at) {
        for (int i = 0; i < STATUS.length; i++) {
            if (in.get(at + i) != STATUS[i]) {
                return false;
            }
        }
        return true;
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
