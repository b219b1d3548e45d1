package imc.transport.sip.internal.stack;

import imc.transport.sip.internal.Figures;
import imc.transport.sip.internal.config.ListeningAddress;
import imc.transport.sip.internal.dns.Reach;
import imc.transport.sip.internal.tls.Tls;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.sip.SipListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All the places where we listen, on one transaction stack.
 * <p>
 * {@link #listenAt} and {@link #close} are called by one thread at a time; all else by any.
 */
public final class Listening implements Reach {

    private static final Logger LOG = LoggerFactory.getLogger(Listening.class);

    private final TransactionStack stack;
    private final ThreadGroup threads = new ThreadGroup("imc.transport.sip");
    private final List<ListeningPoint> points = new CopyOnWriteArrayList<>();

    /**
     * Makes the stack; nothing is opened yet.
     *
     * @param maxConnections how many connections there may be
     * @param joining        whether datagrams to one receiver may be one message to the system
     * @param tls            our keys; gives null for none
     */
    public Listening(Figures figures, IntSupplier maxConnections, BooleanSupplier joining, Supplier<Tls> tls) {
        stack = stackIn(threads, () -> new TransactionStack(figures, maxConnections, joining, tls));
    }

    /** JAIN-SIP keeps its threads to itself, and leaves one behind: only by their group can they be found again. */
    private static TransactionStack stackIn(ThreadGroup group, Callable<TransactionStack> making) {
        List<TransactionStack> made = new ArrayList<>();
        List<Exception> failed = new ArrayList<>();
        Thread maker = new Thread(group, () -> {
            try {
                made.add(making.call());
            } catch (Exception e) {
                failed.add(e);
            }
        }, "imc-sip start");
        maker.start();
        Threads.join(maker);
        if (made.isEmpty()) {
            throw new IllegalStateException("JAIN-SIP does not start", failed.isEmpty() ? null : failed.get(0));
        }
        return made.get(0);
    }

    /**
     * Listens at these addresses and nowhere else. Where an address stays, its socket is not touched. New ones are
     * opened before old ones are closed, and where one cannot be opened, everything stays as it is.
     *
     * @throws IOException naming the address that cannot be opened
     */
    public void listenAt(List<ListeningAddress> addresses, SipListener listener) throws IOException {
        List<ListeningPoint> old = new ArrayList<>(points);
        List<BoundSocket> bound = new ArrayList<>();
        List<ListeningPoint> opened = new ArrayList<>();
        try {
            for (ListeningAddress address : addresses) {
                if (!removeFirst(old, address)) {
                    bound.add(BoundSocket.bind(address));
                }
            }
            for (BoundSocket socket : bound) {
                opened.add(stack.open(socket, listener));
            }
        } catch (IOException e) {
            opened.forEach(this::close);
            bound.forEach(BoundSocket::close);
            throw e;
        }
        points.addAll(opened);
        opened.forEach(ListeningPoint::beginReceiving);
        opened.forEach(point -> LOG.info("Listening at {}", point));
        old.forEach(point -> {
            points.remove(point);
            close(point);
            LOG.info("No longer listening at {}", point);
        });
    }

    private static boolean removeFirst(List<ListeningPoint> points, ListeningAddress address) {
        for (ListeningPoint point : points) {
            if (point.address().equals(address)) {
                return points.remove(point);
            }
        }
        return false;
    }

    private void close(ListeningPoint point) {
        try {
            stack.close(point);
        } catch (Exception e) {
            LOG.warn("{} could not be closed properly", point, e);
        }
    }

    /** Closes everything. When this returns, no thread and no socket is left. */
    public void close() {
        points.clear();
        stack.stop();
        threads.interrupt();
        Threads.joinAll(threads);
    }

    /** What is collected to be sent together. */
    public Batches batches() {
        return stack.batches();
    }

    /** The transaction stack, for what transactions need. */
    public TransactionStack stack() {
        return stack;
    }

    /** Where we listen now. */
    public List<ListeningPoint> points() {
        return points;
    }

    /** The place from where to send to a receiver; empty where there is none for that transport. */
    public Optional<ListeningPoint> towards(String transport, InetSocketAddress receiver) {
        Optional<ListeningPoint> connected = connectedTo(transport, receiver);
        return connected.isPresent() ? connected : points.stream()
                .filter(point -> point.transport().equals(transport) && point.distance(receiver.getAddress()) >= 0)
                .min(Comparator.comparingInt(point -> point.distance(receiver.getAddress())));
    }

    private Optional<ListeningPoint> connectedTo(String transport, InetSocketAddress peer) {
        return points.stream()
                .filter(point -> point.transport().equals(transport) && point.isConnectedTo(peer)).findFirst();
    }

    /** Whether there is an open connection to that very address. */
    public boolean isConnectedTo(String transport, InetSocketAddress peer) {
        for (ListeningPoint point : points) {
            if (point.transport().equals(transport) && point.isConnectedTo(peer)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean offers(String transport) {
        return points.stream().anyMatch(point -> point.transport().equals(transport));
    }

    @Override
    public boolean ipv6() {
        return points.stream().anyMatch(point -> point.local().getAddress() instanceof Inet6Address);
    }

    /** Whether an address is one of those that we listen at, on whatever port. */
    public boolean isOurs(InetAddress address) {
        return points.stream().map(point -> point.local().getAddress())
                .anyMatch(own -> own.equals(address) || own.isAnyLocalAddress() && isLocal(address));
    }

    private static boolean isLocal(InetAddress address) {
        try {
            return address.isAnyLocalAddress() || address.isLoopbackAddress()
                    || NetworkInterface.getByInetAddress(address) != null;
        } catch (SocketException e) {
            return false;
        }
    }

    /** Whether what is sent there would come back to us. */
    public boolean isOurOwn(String transport, InetSocketAddress address) {
        return points.stream().anyMatch(point -> point.transport().equals(transport)
                && point.local().getPort() == address.getPort()) && isOurs(address.getAddress());
    }

    @Override
    public String toString() {
        return points.stream().map(ListeningPoint::toString).collect(Collectors.joining(", "));
    }
}
