package imc.sip.internal.dns;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.xbill.DNS.io.IoClientFactory;
import org.xbill.DNS.io.TcpIoClient;
import org.xbill.DNS.io.UdpIoClient;

/**
 * How dnsjava asks a name server: on the calling thread, with a socket for each question. Its own way keeps a selector
 * and a thread for the whole process, which would outlive the transport.
 */
final class BlockingIo implements IoClientFactory, AutoCloseable {

    private static final int HEADER = 12;
    /** The flag QR, in the third octet. */
    private static final int ANSWER = 0x80;

    private final Set<Closeable> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    @Override
    public UdpIoClient createOrGetUdpClient() {
        return (local, server, query, data, max, timeout) -> done(() -> overUdp(server, data, max, timeout));
    }

    @Override
    public TcpIoClient createOrGetTcpClient() {
        return (local, server, query, data, timeout) -> done(() -> overTcp(server, data, timeout));
    }

    private static CompletableFuture<byte[]> done(Callable<byte[]> exchange) {
        try {
            return CompletableFuture.completedFuture(exchange.call());
        } catch (Exception e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private byte[] overUdp(InetSocketAddress server, byte[] question, int max, Duration timeout) throws IOException {
        try (DatagramSocket socket = opened(new DatagramSocket())) {
            // The system picks a port that nobody can guess, and takes answers from this server alone (RFC 5452 §9).
            socket.connect(server);
            socket.send(new DatagramPacket(question, question.length));
            DatagramPacket packet = new DatagramPacket(new byte[max], max);
            long end = System.nanoTime() + timeout.toNanos();
            while (true) {
                socket.setSoTimeout(left(end));
                socket.receive(packet);
                byte[] answer = Arrays.copyOf(packet.getData(), packet.getLength());
                // Who asks a port of this machine where nobody listens may have been given that very port.
                boolean isAnswer = answer.length >= HEADER && (answer[2] & ANSWER) != 0;
                if (isAnswer && answer[0] == question[0] && answer[1] == question[1]) {
                    return answer;
                }
            }
        } finally {
            open.removeIf(socket -> socket instanceof DatagramSocket one && one.isClosed());
        }
    }

    private byte[] overTcp(InetSocketAddress server, byte[] question, Duration timeout) throws IOException {
        long end = System.nanoTime() + timeout.toNanos();
        try (Socket socket = opened(new Socket())) {
            socket.connect(server, left(end));
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            byte[] framed = new byte[question.length + 2];
            framed[0] = (byte) (question.length >> 8);
            framed[1] = (byte) question.length;
            System.arraycopy(question, 0, framed, 2, question.length);
            out.write(framed);
            socket.setSoTimeout(left(end));
            DataInputStream in = new DataInputStream(socket.getInputStream());
            byte[] answer = new byte[in.readUnsignedShort()];
            in.readFully(answer);
            return answer;
        } finally {
            open.removeIf(socket -> socket instanceof Socket one && one.isClosed());
        }
    }

    private static int left(long end) throws IOException {
        long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        if (left <= 0) {
            throw new SocketTimeoutException("no answer");
        }
        return (int) Math.min(left, Integer.MAX_VALUE);
    }

    private <S extends Closeable> S opened(S socket) throws IOException {
        open.add(socket);
        if (closed) {
            socket.close();
            open.remove(socket);
            throw new IOException("closed");
        }
        return socket;
    }

    /** Whoever waits for an answer waits no more, and nobody will again. */
    @Override
    public void close() {
        closed = true;
        for (Closeable socket : open) {
            try {
                socket.close();
            } catch (IOException e) {
                // it was of no more use anyway
            }
        }
    }
}
