package imc.transport.sip.internal.stack;

import gov.nist.core.HostPort;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.MessageProcessor;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** One UDP listening point: a socket, and a thread that receives. */
final class UdpProcessor extends MessageProcessor implements Receiving, Sender {

    private static final int MAX_DATAGRAM = 65_535;

    private final DatagramSocket socket;
    private final Reception reception;
    private final Thread receiver;

    UdpProcessor(DatagramSocket socket, TransactionStack stack, Reception reception) {
        super(socket.getLocalAddress(), socket.getLocalPort(), "udp", stack);
        this.socket = socket;
        this.reception = reception;
        this.receiver = Threads.daemon("imc-sip udp " + socket.getLocalSocketAddress(), this::receive);
    }

    @Override
    public void start() {
        // Too early: the first message would find no way out.
    }

    @Override
    public void beginReceiving() {
        receiver.start();
    }

    private void receive() {
        byte[] buffer = new byte[MAX_DATAGRAM];
        while (!socket.isClosed()) {
            try {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                socket.receive(packet);
                accept(packet);
            } catch (Throwable e) { // this thread is the listening point; it ends with the socket only
                if (!socket.isClosed()) {
                    reception.failed(e);
                }
            }
        }
    }

    private void accept(DatagramPacket packet) {
        InetSocketAddress peer = (InetSocketAddress) packet.getSocketAddress();
        if (reception.shortcut().message(packet.getData(), packet.getLength(), peer, this)) {
            return;
        }
        UdpChannel channel = new UdpChannel(peer);
        try {
            RawMessage message = Framing.datagram(packet.getData(), packet.getLength());
            if (message != null) {
                reception.accept(message, channel);
            }
        } catch (UnreadableException e) {
            reception.refuse(e, channel);
        }
    }

    @Override
    public String transport() {
        return "udp";
    }

    @Override
    public void send(byte[] datagram, InetSocketAddress receiver) throws IOException {
        socket.send(new DatagramPacket(datagram, datagram.length, receiver));
    }

    @Override
    public void stop() {
        socket.close();
        Threads.join(receiver);
    }

    @Override
    public MessageChannel createMessageChannel(HostPort target) throws IOException {
        return createMessageChannel(target.getInetAddress(), target.getPort());
    }

    @Override
    public MessageChannel createMessageChannel(InetAddress host, int port) {
        return new UdpChannel(new InetSocketAddress(host, port));
    }

    @Override
    public SIPTransactionStack getSIPStack() {
        return sipStack;
    }

    @Override
    public int getDefaultTargetPort() {
        return 5060;
    }

    @Override
    public boolean isSecure() {
        return false;
    }

    @Override
    public int getMaximumMessageSize() {
        return MAX_DATAGRAM;
    }

    @Override
    public boolean inUse() {
        return false;
    }

    /** Datagrams to and from one peer. */
    private final class UdpChannel extends Channel {

        UdpChannel(InetSocketAddress peer) {
            super(sipStack, UdpProcessor.this, peer);
        }

        @Override
        void send(byte[] message) throws IOException {
            UdpProcessor.this.send(message, peer());
        }

        @Override
        public String getTransport() {
            return "UDP";
        }

        @Override
        public boolean isReliable() {
            return false;
        }

        @Override
        public void close() {
            // The socket is everybody's.
        }
    }
}
