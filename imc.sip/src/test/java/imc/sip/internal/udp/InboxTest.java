package imc.sip.internal.udp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.sip.internal.config.ListeningAddress;
import imc.sip.internal.net.BoundSocket;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@EnabledOnOs(OS.LINUX)
@DisplayName("Datagrams that are received together")
class InboxTest {

    private static final int COUNT = 50;

    @ParameterizedTest(name = "at {0}, together = {1}")
    @DisplayName("come in their order, whole, each with who sent it, and as many as were sent")
    @CsvSource({"127.0.0.1, true", "127.0.0.1, false", "::1, true", "::1, false"})
    void all(String host, boolean together) throws Exception {
        String listen = "udp:" + (host.indexOf(':') < 0 ? host : '[' + host + ']') + ":0";
        InetAddress address = InetAddress.getByName(host);
        try (BoundSocket bound = BoundSocket.bind(ListeningAddress.list(listen).get(0));
                DatagramSocket bob = new DatagramSocket(0, address);
                DatagramSocket carol = new DatagramSocket(0, address)) {
            Optional<Descriptor> descriptor = together ? Descriptor.of(bound.local()) : Optional.empty();
            assertEquals(together, descriptor.isPresent());
            try (UdpSocket socket = new UdpSocket(bound.datagrams(), descriptor, () -> true);
                    Selector selector = Selector.open()) {
                bound.datagrams().register(selector, SelectionKey.OP_READ);
                List<String> sent = new ArrayList<>();
                for (int i = 0; i < COUNT; i++) {
                    DatagramSocket from = i % 3 == 0 ? bob : carol;
                    // of all lengths, the longest longer than any buffer for usual messages
                    String text = i + "x".repeat(i == COUNT / 2 ? 60_000 : i);
                    from.send(new DatagramPacket(text.getBytes(US_ASCII), text.length(), bound.local()));
                    sent.add(text + " from " + from.getLocalSocketAddress());
                }
                assertEquals(sent, receive(socket.inbox(), selector));
            }
        }
    }

    private static List<String> receive(Inbox inbox, Selector selector) throws Exception {
        List<String> received = new ArrayList<>();
        byte[] data = new byte[UdpSocket.MAX_DATAGRAM];
        while (received.size() < COUNT) {
            assertTrue(selector.select(20_000) > 0, "only " + received.size() + " have come");
            selector.selectedKeys().clear();
            do {
                int count = inbox.receive();
                for (int i = 0; i < count; i++) {
                    InetSocketAddress peer = inbox.peer(i);
                    int length = inbox.read(i, data);
                    received.add(US_ASCII.decode(ByteBuffer.wrap(data, 0, length)) + " from " + peer);
                }
            } while (inbox.mayHaveMore());
        }
        return received;
    }
}
