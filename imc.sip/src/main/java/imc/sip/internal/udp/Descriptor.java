package imc.sip.internal.udp;

import com.sun.jna.Native;
import com.sun.jna.Platform;
import java.io.File;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.IntSupplier;

/**
 * A UDP socket of Java's as Linux knows it, for what Java cannot do with it. The file descriptor is a duplicate: the
 * socket's own number may be somebody else's once Java has closed it. Safe for use by many threads.
 */
final class Descriptor implements AutoCloseable {

    private static final String OPEN_FILES = "/proc/self/fd";
    private static final int F_DUPFD_CLOEXEC = 1030;
    private static final int SOL_SOCKET = 1;
    private static final int SO_TYPE = 3;
    private static final int SOCK_DGRAM = 2;
    private static final int EINTR = 4;
    private static final int EBADF = 9;
    private static final int EAGAIN = 11;
    private static final int ENOBUFS = 105;

    private final int number;
    private final boolean isIpv6;
    private final ReadWriteLock use = new ReentrantReadWriteLock();
    private boolean closed;

    private Descriptor(int number, boolean isIpv6) {
        this.number = number;
        this.isIpv6 = isIpv6;
    }

    /**
     * Finds the socket that is bound to an address.
     *
     * @return empty where the system is not a Linux of 64 bits, or shows no such socket
     * @throws LinkageError where native code cannot be run
     */
    static Optional<Descriptor> of(InetSocketAddress local) {
        LibC.use();
        Optional<Descriptor> found = Optional.empty();
        try {
            found = numberOf(local).map(number -> duplicate(number, local));
            return found;
        } finally {
            if (found.isEmpty()) {
                LibC.release();
            }
        }
    }

    /** Java's own number of the socket. */
    static Optional<Integer> numberOf(InetSocketAddress local) {
        String[] open = Platform.isLinux() && Native.POINTER_SIZE == Long.BYTES ? new File(OPEN_FILES).list() : null;
        return Arrays.stream(open == null ? new String[0] : open).map(Integer::valueOf)
                .filter(number -> isSocket(number, local)).findFirst();
    }

    private static Descriptor duplicate(int number, InetSocketAddress local) {
        int duplicate = LibC.fcntl(number, F_DUPFD_CLOEXEC, 0);
        return duplicate < 0 ? null : new Descriptor(duplicate, local.getAddress() instanceof Inet6Address);
    }

    private static boolean isSocket(int number, InetSocketAddress local) {
        int[] type = new int[1];
        byte[] name = new byte[SystemAddress.LONGEST];
        return LibC.getsockopt(number, SOL_SOCKET, SO_TYPE, type, new int[] {Integer.BYTES}) == 0
                && type[0] == SOCK_DGRAM
                && LibC.getsockname(number, name, new int[] {name.length}) == 0
                && Arrays.equals(name, SystemAddress.of(local, local.getAddress() instanceof Inet6Address));
    }

    /** Whether its addresses are those of IPv6, IPv4's among them. */
    boolean isIpv6() {
        return isIpv6;
    }

    /**
     * sendmmsg(2); never waits, because the socket does not block.
     *
     * @param messages where the first {@code struct mmsghdr} is
     * @return how many have been sent, at least one, or the error's number, negative
     */
    int send(long messages, int count) {
        return use(() -> LibC.sendmmsg(number, messages, count, 0));
    }

    /**
     * recvmmsg(2); never waits, because the socket does not block.
     *
     * @param messages where the first {@code struct mmsghdr} is
     * @return how many have been received, at least one, or the error's number, negative
     */
    int receive(long messages, int count) {
        return use(() -> LibC.recvmmsg(number, messages, count, 0, 0));
    }

    private int use(IntSupplier call) {
        Lock lock = use.readLock();
        lock.lock();
        try {
            if (closed) {
                return -EBADF;
            }
            int done = call.getAsInt();
            return done > 0 ? done : -Native.getLastError();
        } finally {
            lock.unlock();
        }
    }

    /** Whether an error means that there may be room, or something to receive, soon. */
    static boolean isPassing(int error) {
        return error == -EAGAIN || error == -ENOBUFS || error == -EINTR;
    }

    @Override
    public void close() {
        Lock lock = use.writeLock();
        lock.lock();
        try {
            if (!closed) {
                closed = true;
                LibC.close(number);
                LibC.release();
            }
        } finally {
            lock.unlock();
        }
    }
}
