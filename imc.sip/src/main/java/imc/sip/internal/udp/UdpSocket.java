package imc.sip.internal.udp;

import imc.sip.internal.net.Until;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.UnresolvedAddressException;
import java.nio.channels.UnsupportedAddressTypeException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** The way in and out of a UDP listening point: one datagram after the other, or many by one system call. */
final class UdpSocket implements AutoCloseable {

    /** The longest there can be, and some bytes more. */
    static final int MAX_DATAGRAM = 65_535;

    private static final int SEND_TRIES = 100;
    private static final Duration NOT_JOINED = Duration.ofMinutes(1);
    private static final int SEND_PAUSE_NANOS = 20_000;

    private final DatagramChannel channel;
    private final Optional<Descriptor> descriptor;
    private final BooleanSupplier joining;
    private final Until<InetSocketAddress> notJoined = new Until<>(System::nanoTime);

    /**
     * @param descriptor the same socket's; empty where the system takes one datagram at a time
     * @param joining    whether datagrams to one receiver may be one message to the system
     */
    UdpSocket(DatagramChannel channel, Optional<Descriptor> descriptor, BooleanSupplier joining) {
        this.channel = channel;
        this.descriptor = descriptor;
        this.joining = joining;
    }

    /**
     * Sends a datagram now. Where the system has no room for long, it is lost, as any may be on its way.
     *
     * @throws IOException where the receiver cannot be reached from here
     */
    void send(ByteBuffer datagram, InetSocketAddress receiver) throws IOException {
        try {
            for (int i = 0; channel.send(datagram, receiver) == 0 && datagram.hasRemaining() && i < SEND_TRIES; i++) {
                LockSupport.parkNanos(SEND_PAUSE_NANOS);
            }
        } catch (UnresolvedAddressException | UnsupportedAddressTypeException e) {
            throw new IOException(receiver + " cannot be reached from here", e);
        }
    }

    /** Where one thread receives. */
    Inbox inbox() {
        Inbox single = new SingleInbox(channel);
        return descriptor.isPresent() ? new JointInbox(descriptor.get(), single) : single;
    }

    /** Whether what goes to this receiver may be collected. */
    boolean collects(InetSocketAddress receiver) {
        return descriptor.isPresent() && !receiver.isUnresolved()
                && (descriptor.get().isIpv6() || !(receiver.getAddress() instanceof Inet6Address));
    }

    /** Whether several datagrams to this receiver may be one message to the system. */
    boolean joins(InetSocketAddress receiver) {
        return joining.getAsBoolean() && !notJoined.contains(receiver);
    }

    /** They may not, for a while: the network on the way there does not do it. */
    void refusesJoint(InetSocketAddress receiver) {
        notJoined.add(receiver, NOT_JOINED);
    }

    boolean isIpv6() {
        return descriptor.orElseThrow().isIpv6();
    }

    /**
     * Sends messages together, waiting a little where the system has no room.
     *
     * @param first the first that has not been sent yet
     * @return the first that could not be sent; as many as there are, where all have gone or were lost
     */
    int send(MessageVector messages, int first) {
        int next = first;
        int tries = 0;
        while (next < messages.messageCount()) {
            int sent = descriptor.orElseThrow().send(messages.address(next), messages.messageCount() - next);
            if (sent > 0) {
                next += sent;
                tries = 0;
            } else if (!Descriptor.isPassing(sent)) {
                return next;
            } else if (++tries < SEND_TRIES) {
                LockSupport.parkNanos(SEND_PAUSE_NANOS);
            } else {
                return messages.messageCount();
            }
        }
        return next;
    }

    @Override
    public void close() throws IOException {
        channel.close();
        descriptor.ifPresent(Descriptor::close);
    }
}
