package imc.sip.internal.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import imc.sip.internal.config.ListeningAddress;
import imc.sip.internal.net.BoundSocket;
import imc.sip.internal.net.Reception;
import imc.sip.internal.net.Sender;
import imc.sip.internal.wire.UnreadableException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A connection that begins while its listening point stops")
class StreamProcessorTest {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    /** Taken by whoever asks first how many connections there may be: they are not closed yet, nor in any list. */
    private final AtomicReference<Runnable> meanwhile = new AtomicReference<>(() -> { });
    private final Streams streams = new Streams(new ConnectionLimits(this::most, () -> 10, () -> Duration.ofMinutes(2),
            address -> false, System::nanoTime), () -> null, failure::set);
    private StreamProcessor processor;

    private int most() {
        meanwhile.getAndSet(() -> { }).run();
        return 10;
    }

    @BeforeEach
    void start() throws IOException {
        processor = new StreamProcessor(BoundSocket.bind(ListeningAddress.list("tcp:127.0.0.1:0").get(0)), streams,
                new Reception() {
                    @Override
                    public int retryAfter(InetAddress source) {
                        return TAKEN;
                    }

                    @Override
                    public void dropped() {
                        failed(new AssertionError("nothing is to be dropped"));
                    }

                    @Override
                    public void message(byte[] data, int length, InetSocketAddress peer, int retryAfter,
                            Sender sender) {
                        failure.set(new AssertionError(length + " bytes"));
                    }

                    @Override
                    public void refuse(UnreadableException unreadable, InetSocketAddress peer, Sender sender) {
                        failure.set(unreadable);
                    }

                    @Override
                    public void failed(Throwable e) {
                        failure.set(e);
                    }
                });
        processor.beginReceiving();
    }

    @AfterEach
    void nothingIsLeft() {
        streams.close();
        assertEquals(0, processor.connectionCount());
        assertNull(failure.get());
    }

    @Test
    @DisplayName("is closed, where we open it, and whoever wants to send is told")
    void opened() throws IOException {
        try (ServerSocket peer = new ServerSocket(0, 5, LOOPBACK)) {
            meanwhile.set(processor::stop);
            IOException why = assertThrows(IOException.class,
                    () -> processor.connection(new InetSocketAddress(LOOPBACK, peer.getLocalPort())));
            assertEquals("nobody listens there any more", why.getMessage());
            // While the peer is still there, or it would be him who ends it.
            nothingIsLeft();
        }
    }

    @Test
    @DisplayName("is closed, where a peer opens it")
    void accepted() throws IOException {
        meanwhile.set(() -> {
            // The loop's own thread stops it here, and must not wait for what it does itself.
            Thread.currentThread().interrupt();
            processor.stop();
            Thread.interrupted();
        });
        try (Socket peer = new Socket(LOOPBACK, processor.local().getPort())) {
            peer.setSoTimeout(10_000);
            assertEquals(-1, peer.getInputStream().read());
        }
    }
}
