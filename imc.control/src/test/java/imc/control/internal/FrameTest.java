package imc.control.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FrameTest {

    private SocketChannel sender;
    private SocketChannel receiver;

    @BeforeEach
    void connect(@TempDir Path directory) throws IOException {
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(directory.resolve("socket"));
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(address);
            sender = SocketChannel.open(address);
            receiver = server.accept();
        }
    }

    @AfterEach
    void close() throws IOException {
        sender.close();
        receiver.close();
    }

    @Test
    @DisplayName("what is sent is what is received, in order, also where it is nothing")
    void thereAndBack() throws IOException {
        Frame.of(Frame.LINE, "echo 'Grüße'\necho 2").writeTo(sender);
        Frame.of(Frame.STATUS, "").writeTo(sender);
        Frame.exit(3).writeTo(sender);

        assertEquals("echo 'Grüße'\necho 2", Frame.readFrom(receiver).orElseThrow().text());
        Frame status = Frame.readFrom(receiver).orElseThrow();
        assertEquals(Frame.STATUS, status.kind());
        assertArrayEquals(new byte[0], status.content());
        assertEquals(3, Frame.readFrom(receiver).orElseThrow().exitCode());
    }

    @Test
    @DisplayName("a peer that leaves between frames has said all, one that leaves within a frame has not")
    void peerLeaves() throws IOException {
        Frame.exit(0).writeTo(sender);
        sender.write(ByteBuffer.wrap(new byte[] {'L', 0, 0, 0, 9, 'l', 'b'}));
        sender.close();

        assertTrue(Frame.readFrom(receiver).isPresent());
        assertThrows(EOFException.class, () -> Frame.readFrom(receiver));
        assertTrue(Frame.readFrom(receiver).isEmpty());
    }

    @Test
    @DisplayName("a length that nobody sends is refused before memory is taken for it")
    void hugeLength() throws IOException {
        sender.write(ByteBuffer.wrap(new byte[] {'L', 0x7f, 0, 0, 0}));
        IOException refused = assertThrows(IOException.class, () -> Frame.readFrom(receiver));
        assertTrue(refused.getMessage().contains("allowed are 0 to 1048576"), refused.getMessage());
    }
}
