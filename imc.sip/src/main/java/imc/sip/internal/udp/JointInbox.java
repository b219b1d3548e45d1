package imc.sip.internal.udp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Receives many datagrams by one system call, recvmmsg(2). What the system does not do so is left to the other way,
 * which also says what is wrong.
 */
final class JointInbox implements Inbox {

    private static final int SIZE = 32;
    /** Not a power of two, or the beginnings of all datagrams would have the same place in the processor's cache. */
    private static final int STRIDE = UdpSocket.MAX_DATAGRAM + 1 + 192;

    private final Descriptor descriptor;
    private final Inbox otherwise;
    private final MessageVector vector = new MessageVector(SIZE);
    private final ByteBuffer bytes = ByteBuffer.allocateDirect(STRIDE * SIZE);
    private final InetSocketAddress[] peers = new InetSocketAddress[SIZE];
    private final byte[] sender = new byte[SystemAddress.LONGEST];
    private byte[] lastSender = new byte[SystemAddress.LONGEST];
    private InetSocketAddress lastPeer;
    private int count;
    private boolean isOtherwise;

    /** @param otherwise receives what this one cannot */
    JointInbox(Descriptor descriptor, Inbox otherwise) {
        this.descriptor = descriptor;
        this.otherwise = otherwise;
        long address = MessageVector.addressOf(bytes);
        for (int i = 0; i < SIZE; i++) {
            vector.room(address + (long) STRIDE * i, UdpSocket.MAX_DATAGRAM);
        }
    }

    @Override
    public int receive() throws IOException {
        int received = descriptor.receive(vector.address(0), SIZE);
        isOtherwise = received <= 0 && !Descriptor.isPassing(received);
        if (isOtherwise) {
            return otherwise.receive();
        }
        count = Math.max(0, received);
        for (int i = 0; i < count; i++) {
            peers[i] = sender(i);
            vector.empty(i);
        }
        return count;
    }

    /** Many come from the same, one after the other. */
    private InetSocketAddress sender(int datagram) throws UnknownHostException {
        vector.copySender(datagram, sender);
        if (!Arrays.equals(sender, lastSender)) {
            lastPeer = SystemAddress.read(sender);
            lastSender = sender.clone();
        }
        return lastPeer;
    }

    @Override
    public boolean mayHaveMore() {
        return isOtherwise ? otherwise.mayHaveMore() : count == SIZE;
    }

    @Override
    public int read(int datagram, byte[] to) {
        if (isOtherwise) {
            return otherwise.read(datagram, to);
        }
        int length = vector.length(datagram);
        bytes.get(STRIDE * datagram, to, 0, length);
        return length;
    }

    @Override
    public InetSocketAddress peer(int datagram) {
        return isOtherwise ? otherwise.peer(datagram) : peers[datagram];
    }
}
