package imc.sip.internal.udp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.sip.internal.config.ListeningAddress;
import imc.sip.internal.net.BoundSocket;
import imc.sip.internal.net.Reception;
import imc.sip.internal.net.Sender;
import imc.sip.internal.wire.UnreadableException;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A UDP listening point that cannot receive")
class UdpProcessorTest {

    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);
    /** Many more than there should be in a minute. */
    private static final int TOO_MANY = 1000;

    private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
    private final AtomicInteger failures = new AtomicInteger();
    private final List<Long> pauses = new CopyOnWriteArrayList<>();
    private volatile boolean broken = true;

    /** What receives for a socket, unless it is broken. */
    private Inbox inbox(Inbox sound) {
        return new Inbox() {
            @Override
            public int receive() throws IOException {
                if (broken) {
                    throw new IOException("a test's");
                }
                return sound.receive();
            }

            @Override
            public boolean mayHaveMore() {
                return sound.mayHaveMore();
            }

            @Override
            public int read(int datagram, byte[] to) {
                return sound.read(datagram, to);
            }

            @Override
            public InetSocketAddress peer(int datagram) {
                return sound.peer(datagram);
            }
        };
    }

    private final Reception reception = new Reception() {
        @Override
        public int retryAfter(InetAddress source) {
            return TAKEN;
        }

        @Override
        public void dropped() {
            failed(new AssertionError("nothing is to be dropped"));
        }

        @Override
        public void message(byte[] data, int length, InetSocketAddress peer, int retryAfter, Sender sender) {
            received.add(new String(data, 0, length, US_ASCII));
        }

        @Override
        public void refuse(UnreadableException unreadable, InetSocketAddress peer, Sender sender) {
            received.add("unreadable");
        }

        @Override
        public void failed(Throwable e) {
            if (failures.incrementAndGet() >= TOO_MANY) {
                broken = false;
            }
        }
    };

    /** The clock goes on by that, and after a minute it is as it should be. */
    private void pause(long nanos) {
        pauses.add(nanos);
        if (pauses.stream().mapToLong(Long::longValue).sum() >= MINUTE) {
            broken = false;
        }
    }

    @Test
    @DisplayName("tries again after 1 ms, then less and less often, and receives again as soon as it can")
    void backsOff() throws Exception {
        try (BoundSocket bound = BoundSocket.bind(ListeningAddress.list("udp:127.0.0.1:0").get(0));
                DatagramSocket bob = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            UdpProcessor processor = new UdpProcessor(bound.datagrams(), bound.local(), reception, new Batches(),
                    () -> false, out -> inbox(out.inbox()), this::pause);
            try {
                bob.send(new DatagramPacket("first".getBytes(US_ASCII), 5, bound.local()));
                processor.beginReceiving();
                assertEquals("first", received.poll(10, TimeUnit.SECONDS));
                assertTrue(failures.get() < 75, () -> failures + " failures in a minute");
                assertEquals(failures.get(), pauses.size());
                assertEquals(List.of(1L, 2L, 4L, 8L), pauses.subList(0, 4).stream()
                        .map(TimeUnit.NANOSECONDS::toMillis).toList());
                assertEquals(1000, TimeUnit.NANOSECONDS.toMillis(pauses.get(pauses.size() - 1)));
                failsOnce(bob, bound.local());
                assertEquals(1, TimeUnit.NANOSECONDS.toMillis(pauses.get(pauses.size() - 1)));
            } finally {
                processor.stop();
            }
        }
    }

    /** The minute is over, so that it fails until it pauses. */
    private void failsOnce(DatagramSocket bob, InetSocketAddress to) throws Exception {
        int before = pauses.size();
        broken = true;
        bob.send(new DatagramPacket("second".getBytes(US_ASCII), 6, to));
        assertEquals("second", received.poll(10, TimeUnit.SECONDS));
        assertEquals(before + 1, pauses.size());
    }
}
