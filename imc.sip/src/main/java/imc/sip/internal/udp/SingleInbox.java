package imc.sip.internal.udp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;

/** Receives one datagram at a time, which Java can do everywhere. */
final class SingleInbox implements Inbox {

    private final DatagramChannel socket;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(UdpSocket.MAX_DATAGRAM);
    private InetSocketAddress peer;

    SingleInbox(DatagramChannel socket) {
        this.socket = socket;
    }

    @Override
    public int receive() throws IOException {
        peer = (InetSocketAddress) socket.receive(buffer.clear());
        buffer.flip();
        return mayHaveMore() ? 1 : 0;
    }

    @Override
    public boolean mayHaveMore() {
        return peer != null;
    }

    @Override
    public int read(int datagram, byte[] to) {
        int length = buffer.remaining();
        buffer.get(0, to, 0, length);
        return length;
    }

    @Override
    public InetSocketAddress peer(int datagram) {
        return peer;
    }
}
