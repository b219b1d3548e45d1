package imc.sip.internal.udp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import com.sun.jna.Native;
import imc.sip.internal.config.ListeningAddress;
import imc.sip.internal.net.BoundSocket;
import imc.sip.internal.stream.Unanswered;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@EnabledOnOs(OS.LINUX)
@DisplayName("Datagrams that are sent together")
class BatchTest {

    private static final int SOL_SOCKET = 1;
    private static final int SO_NO_CHECK = 11;

    private final List<AutoCloseable> open = new ArrayList<>();
    private final Batch batch = new Batch();
    private DatagramSocket bob;
    private DatagramSocket carol;
    private UdpSocket socket;
    private InetSocketAddress local;

    static {
        Native.register(BatchTest.class, "c");
    }

    private static native int setsockopt(int descriptor, int level, int name, int[] value, int length);

    @BeforeEach
    void open() throws IOException {
        bob = receiver("127.0.0.1");
        carol = receiver("127.0.0.1");
        socket = sender("127.0.0.1");
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable closeable : open) {
            closeable.close();
        }
    }

    private DatagramSocket receiver(String host) throws IOException {
        DatagramSocket receiver = new DatagramSocket(new InetSocketAddress(InetAddress.getByName(host), 0));
        receiver.setSoTimeout(10_000);
        open.add(receiver);
        return receiver;
    }

    private UdpSocket sender(String host) throws IOException {
        BoundSocket bound = BoundSocket.bind(ListeningAddress
                .list("udp:" + (host.indexOf(':') < 0 ? host : '[' + host + ']') + ":0").get(0));
        local = bound.local();
        Optional<Descriptor> descriptor = Descriptor.of(bound.local());
        assertTrue(descriptor.isPresent(), "Linux shows the socket");
        UdpSocket made = new UdpSocket(bound.datagrams(), descriptor, () -> true);
        open.add(made);
        return made;
    }

    private static InetSocketAddress address(DatagramSocket receiver) {
        return (InetSocketAddress) receiver.getLocalSocketAddress();
    }

    private static String receive(DatagramSocket receiver) {
        DatagramPacket packet = new DatagramPacket(new byte[70_000], 70_000);
        try {
            receiver.receive(packet);
        } catch (IOException e) {
            throw new AssertionError("nothing came", e);
        }
        return new String(packet.getData(), 0, packet.getLength(), US_ASCII);
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(US_ASCII));
    }

    /** A request that notes whether it was told that it was not sent. */
    private static final class Request extends Unanswered {
        private final List<Boolean> lost = new ArrayList<>();

        @Override
        public int length() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void write(ByteBuffer to) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void unsent(IOException why) {
            lost.add(false);
        }

        @Override
        public void lost() {
            throw new AssertionError("there is no connection");
        }
    }

    private Request add(String text, DatagramSocket receiver) {
        Request request = new Request();
        assertTrue(batch.add(socket, bytes(text), address(receiver), request));
        return request;
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"127.0.0.1", "::1"})
    @DisplayName("each arrives as a datagram of its own, in order for each receiver, whatever their lengths")
    void order(String host) throws IOException {
        try {
            bob = receiver(host);
            carol = receiver(host);
            socket = sender(host);
        } catch (SocketException e) {
            abort("no " + host + " here");
        }
        int[] lengths = {40, 40, 40, 20, 40, 60, 60, 1, 1500, 60, 60, 40, 40};
        List<String> sent = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            String text = String.format("%03d", i) + "x".repeat(lengths[i % lengths.length]);
            sent.add(text);
            add(text, bob);
            if (i % 3 == 0) {
                add(text, carol);
            }
        }
        batch.flush();
        for (int i = 0; i < 200; i++) {
            assertEquals(sent.get(i), receive(bob));
            if (i % 3 == 0) {
                assertEquals(sent.get(i), receive(carol));
            }
        }
    }

    @Test
    @DisplayName("answers go out, too")
    void answers() {
        for (int i = 0; i < 20; i++) {
            assertTrue(batch.add(socket, bytes("answer" + (char) ('a' + i)), address(bob), null));
            add("request " + (char) ('a' + i), bob);
        }
        batch.flush();
        List<String> received = IntStream.range(0, 40).mapToObj(i -> receive(bob)).toList();
        assertEquals(IntStream.range(0, 20).mapToObj(i -> "request " + (char) ('a' + i)).toList(),
                received.stream().filter(text -> text.startsWith("request")).toList());
        assertEquals(IntStream.range(0, 20).mapToObj(i -> "answer" + (char) ('a' + i)).toList(),
                received.stream().filter(text -> text.startsWith("answer")).sorted().toList());
    }

    @Test
    @DisplayName("what is too long to be collected leaves what came before it on its way")
    void tooLong() {
        add("first", bob);
        assertFalse(batch.add(socket, ByteBuffer.allocate(65_537), address(bob), new Request()));
        assertEquals("first", receive(bob));
    }

    @Test
    @DisplayName("a request is made as long as those before it, but by no more than 32 bytes")
    void padding() {
        InetSocketAddress receiver = address(bob);
        assertEquals(100, batch.lengthFor(receiver, 100));
        add("x".repeat(100), bob);
        assertEquals(100, batch.lengthFor(receiver, 90));
        assertEquals(100, batch.lengthFor(receiver, 68));
        assertEquals(67, batch.lengthFor(receiver, 67));
        assertEquals(110, batch.lengthFor(receiver, 110));
        assertEquals(90, batch.lengthFor(address(carol), 90));
        batch.flush();
        assertEquals(100, batch.lengthFor(receiver, 90), "as the last ones");
    }

    @Test
    @DisplayName("who cannot be reached is told so, and the others get theirs")
    void unreachable() {
        InetSocketAddress nowhere = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        Request before = add("before", bob);
        List<Request> lost = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Request request = new Request();
            batch.add(socket, bytes("nobody"), nowhere, request);
            lost.add(request);
        }
        Request after = add("behind", bob);
        batch.flush();
        assertEquals("before", receive(bob));
        assertEquals("behind", receive(bob));
        lost.forEach(request -> assertEquals(List.of(false), request.lost));
        assertEquals(List.of(), before.lost);
        assertEquals(List.of(), after.lost);
    }

    @Test
    @DisplayName("where the system does not take several as one message, each is sent by itself")
    void notTogether() throws IOException {
        // Without checksums there is no segmentation.
        int number = Descriptor.numberOf(local).orElseThrow();
        assertEquals(0, setsockopt(number, SOL_SOCKET, SO_NO_CHECK, new int[] {1}, Integer.BYTES));
        assertTrue(socket.joins(address(bob)));
        Request first = add("one", bob);
        Request second = add("two", bob);
        batch.flush();
        assertEquals("one", receive(bob));
        assertEquals("two", receive(bob));
        assertEquals(List.of(), first.lost);
        assertEquals(List.of(), second.lost);
        assertFalse(socket.joins(address(bob)), "not tried again with every message");
        assertTrue(socket.joins(address(carol)));
    }

    @Test
    @DisplayName("after the socket has been closed, nothing is sent, and every request is told")
    void closed() throws IOException {
        Request first = add("one", bob);
        Request second = add("two", carol);
        socket.close();
        batch.flush();
        assertEquals(List.of(false), first.lost);
        assertEquals(List.of(false), second.lost);
    }

    @Test
    @DisplayName("what one thread has collected of a room goes before what another sends of it")
    void acrossThreads() throws InterruptedException {
        Batches batches = new Batches();
        int room = "sip:chat-1@example.com".hashCode();
        int other = "sip:chat-2@example.com".hashCode();
        for (int i = 0; i < 100; i++) {
            int round = i;
            batches.begin();
            batches.begin(other);
            batches.end(other);
            batches.begin(room);
            batches.current().add(socket, bytes("first " + round), address(bob), new Request());
            batches.end(room);
            Thread thread = new Thread(() -> {
                batches.begin(room);
                batches.current().add(socket, bytes("second " + round), address(bob), new Request());
                batches.end(room);
            });
            thread.start();
            thread.join();
            assertEquals("first " + round, receive(bob));
            assertEquals("second " + round, receive(bob));
            batches.end();
        }
    }

    @Test
    @DisplayName("nothing is collected before a thread begins, and all has gone when it ends")
    void scope() {
        Batches batches = new Batches();
        assertNull(batches.current());
        batches.begin();
        batches.begin(1);
        batches.current().add(socket, bytes("it"), address(bob), new Request());
        batches.end(1);
        batches.end();
        assertEquals("it", receive(bob));
        assertNull(batches.current());
    }
}
