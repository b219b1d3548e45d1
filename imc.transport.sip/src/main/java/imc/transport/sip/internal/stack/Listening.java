package imc.transport.sip.internal.stack;

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
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All the places where we listen.
 * <p>
 * {@link #listenAt} and {@link #close} are called by one thread at a time; all else by any.
 */
public final class Listening implements Reach {

    private static final Logger LOG = LoggerFactory.getLogger(Listening.class);

    private final Streams streams;
    private final Batches batches = new Batches();
    private final BooleanSupplier joining;
    private final List<ListeningPoint> points = new CopyOnWriteArrayList<>();

    /**
     * Makes everything ready; nothing is opened yet.
     *
     * @param maxConnections how many connections there may be
     * @param joining        whether datagrams to one receiver may be one message to the system
     * @param tls            our keys; gives null for none
     * @param unexpected     is told of what should never be thrown
     */
    public Listening(IntSupplier maxConnections, BooleanSupplier joining, Supplier<Tls> tls,
            Consumer<Throwable> unexpected) {
        this.joining = joining;
        this.streams = new Streams(maxConnections, tls, unexpected);
    }

    /**
     * Listens at these addresses and nowhere else. Where an address stays, its socket is not touched. New ones are
     * opened before old ones are closed, and where one cannot be opened, everything stays as it is.
     *
     * @throws IOException naming the address that cannot be opened
     */
    public void listenAt(List<ListeningAddress> addresses, Reception reception) throws IOException {
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
                opened.add(open(socket, reception));
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

    /** Opens a way out; {@link ListeningPoint#beginReceiving} makes it a way in. */
    private ListeningPoint open(BoundSocket socket, Reception reception) throws IOException {
        try {
            Processor processor = socket.datagrams() == null ? new StreamProcessor(socket, streams, reception)
                    : new UdpProcessor(socket.datagrams(), socket.local(), reception, batches, joining);
            return new ListeningPoint(socket.address(), socket.local(), processor);
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw new IOException(socket.address() + " cannot be opened: " + e.getMessage(), e);
        }
    }

    /** Closes the sockets of a listening point; those of the others are not touched. */
    private void close(ListeningPoint point) {
        try {
            point.processor().stop();
        } catch (RuntimeException e) {
            LOG.warn("{} could not be closed properly", point, e);
        }
    }

    /** Closes everything. When this returns, no thread and no socket is left. */
    public void close() {
        List<ListeningPoint> open = List.copyOf(points);
        points.clear();
        open.forEach(this::close);
        streams.close();
    }

    /** What is collected to be sent together. */
    public Batches batches() {
        return batches;
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
