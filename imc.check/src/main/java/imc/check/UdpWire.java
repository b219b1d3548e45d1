package imc.check;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.Arrays;
import java.util.Optional;

/** A datagram socket that talks to one server. */
final class UdpWire implements Wire {

    private static final int LARGEST = 65_535;

    private final InetSocketAddress server;
    private final DatagramSocket socket;

    UdpWire(InetSocketAddress server) throws IOException {
        this.server = server;
        try (DatagramSocket probe = new DatagramSocket()) {
            probe.connect(server);
            socket = new DatagramSocket(new InetSocketAddress(probe.getLocalAddress(), 0));
        }
        socket.setReceiveBufferSize(1 << 20);
    }

    @Override
    public String transport() {
        return "UDP";
    }

    @Override
    public InetSocketAddress local() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    @Override
    public void send(byte[] message) throws IOException {
        socket.send(new DatagramPacket(message, message.length, server));
    }

    @Override
    public Optional<byte[]> receive() throws IOException {
        byte[] buffer = new byte[LARGEST];
        try {
            while (true) {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                socket.receive(packet);
                if (packet.getLength() > 4) {
                    return Optional.of(Arrays.copyOf(buffer, packet.getLength()));
                }
            }
        } catch (SocketException e) {
            if (socket.isClosed()) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
