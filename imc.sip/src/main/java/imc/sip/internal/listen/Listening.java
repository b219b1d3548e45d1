package imc.sip.internal.listen;

import imc.api.sip.Flow;
import imc.api.sip.TransportKind;
import imc.sip.internal.config.ListeningAddress;
import imc.sip.internal.dns.Reach;
import imc.sip.internal.net.BoundSocket;
import imc.sip.internal.net.Processor;
import imc.sip.internal.net.Reception;
import imc.sip.internal.stream.ConnectionLimits;
import imc.sip.internal.stream.StreamProcessor;
import imc.sip.internal.stream.Streams;
import imc.sip.internal.tls.Tls;
import imc.sip.internal.udp.Batches;
import imc.sip.internal.udp.UdpProcessor;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
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
     * @param limits     how many connections there may be
     * @param joining    whether datagrams to one receiver may be one message to the system
     * @param tls        our keys; gives null for none
     * @param unexpected is told of what should never be thrown
     */
    public Listening(ConnectionLimits limits, BooleanSupplier joining, Supplier<Tls> tls,
            Consumer<Throwable> unexpected) {
        this.joining = joining;
        this.streams = new Streams(limits, tls, unexpected);
    }

    /**
     * Listens at these addresses and nowhere else. Where an address stays, its socket is not touched. New ones are
     * opened before old ones are closed, but for those that only an old one keeps from being opened, as 127.0.0.1 does
     * 0.0.0.0 on the same port. Where one cannot be opened, everything is as it was.
     *
     * @throws IOException naming the address that cannot be opened
     */
    public void listenAt(List<ListeningAddress> addresses, Reception reception) throws IOException {
        List<ListeningPoint> old = new ArrayList<>(points);
        List<BoundSocket> bound = new ArrayList<>();
        List<ListeningPoint> opened = new ArrayList<>();
        List<ListeningPoint> inTheWay = new ArrayList<>();
        try {
            List<ListeningAddress> missing = new ArrayList<>();
            for (ListeningAddress address : addresses) {
                if (!removeFirst(old, address)) {
                    missing.add(address);
                }
            }
            List<ListeningAddress> blocked = new ArrayList<>();
            for (ListeningAddress address : missing) {
                if (old.stream().anyMatch(point -> point.mayBlock(address))) {
                    blocked.add(address);
                } else {
                    bound.add(BoundSocket.bind(address));
                }
            }
            // Known to be free otherwise: what is closed for them is not closed in vain.
            for (ListeningAddress address : blocked) {
                old.stream().filter(point -> point.mayBlock(address) && !inTheWay.contains(point))
                        .forEach(inTheWay::add);
            }
            inTheWay.forEach(this::stopListening);
            for (ListeningAddress address : blocked) {
                bound.add(BoundSocket.bind(address));
            }
            for (BoundSocket socket : bound) {
                opened.add(open(socket, reception));
            }
        } catch (IOException e) {
            opened.forEach(this::close);
            bound.forEach(BoundSocket::close);
            inTheWay.forEach(point -> reopen(point, reception));
            throw e;
        }
        old.removeAll(inTheWay);
        points.addAll(opened);
        opened.forEach(ListeningPoint::beginReceiving);
        opened.forEach(point -> LOG.info("Listening at {}", point));
        old.forEach(this::stopListening);
    }

    private void stopListening(ListeningPoint point) {
        points.remove(point);
        close(point);
        LOG.info("No longer listening at {}", point);
    }

    /** A point that was closed in vain is there again. */
    private void reopen(ListeningPoint point, Reception reception) {
        try {
            ListeningAddress asked = point.address();
            BoundSocket socket = BoundSocket.bind(
                    new ListeningAddress(asked.transport(), asked.host(), point.local().getPort()));
            ListeningPoint again = open(socket.askedAs(asked), reception);
            points.add(again);
            again.beginReceiving();
            LOG.info("Listening at {} again", again);
        } catch (IOException e) {
            LOG.error("{} was closed to make room, and cannot be opened again: {}", point, e.getMessage());
        }
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

    /** From now on, each connection's end is told there. */
    public void tellEnded(Consumer<Flow> listener) {
        streams.tellEnded(listener);
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
    public Optional<ListeningPoint> towards(TransportKind transport, InetSocketAddress receiver) {
        Optional<ListeningPoint> connected = connectedTo(transport, receiver, 0);
        return connected.isPresent() ? connected : points.stream()
                .filter(point -> point.transport() == transport && point.distance(receiver.getAddress()) >= 0)
                .min(Comparator.comparingInt(point -> point.distance(receiver.getAddress())));
    }

    /**
     * The place that has an open connection to that very address.
     *
     * @param id which connection; 0 for any
     */
    public Optional<ListeningPoint> connectedTo(TransportKind transport, InetSocketAddress peer, long id) {
        return points.stream()
                .filter(point -> point.transport() == transport && point.isConnectedTo(peer, id)).findFirst();
    }

    /** Whether there is one. Asked for each copy. */
    public boolean isConnectedTo(TransportKind transport, InetSocketAddress peer, long id) {
        for (ListeningPoint point : points) {
            if (point.transport() == transport && point.isConnectedTo(peer, id)) {
                return true;
            }
        }
        return false;
    }

    /** Somebody has registered over a connection: it may be idle for so long. */
    public void keep(Flow flow, Duration time) {
        if (!flow.kind().isReliable()) {
            return;
        }
        // An address without a name: nobody is asked.
        InetSocketAddress peer = new InetSocketAddress(flow.host(), flow.port());
        points.stream().filter(point -> point.transport() == flow.kind())
                .forEach(point -> point.keep(peer, time.toNanos()));
    }

    @Override
    public boolean offers(TransportKind transport) {
        return points.stream().anyMatch(point -> point.transport() == transport);
    }

    @Override
    public boolean ipv6() {
        return points.stream().anyMatch(point -> point.local().getAddress() instanceof Inet6Address);
    }

    /** Whether an address is one of those that we listen at, on whatever port. */
    public boolean isOurs(InetAddress address) {
        return points.stream().anyMatch(point -> ListeningAddress.isHeardAt(point.local().getAddress(), address));
    }

    /**
     * Whether an address that anybody may name can be reached from wherever our clients come from. One that cannot is
     * of the machine's own network, or of the machine itself, and nobody out there may have us talk to it.
     */
    public boolean isAsWide(InetAddress address) {
        Scope widest = points.stream().map(point -> point.isEverywhere() ? Scope.WORLD
                : Scope.of(point.local().getAddress())).max(Comparator.naturalOrder()).orElse(Scope.MACHINE);
        return Scope.of(address).compareTo(widest) >= 0;
    }

    /** Whether what is sent there would come back to us. */
    public boolean isOurOwn(TransportKind transport, InetSocketAddress address) {
        return points.stream().anyMatch(point -> point.transport() == transport
                && point.local().getPort() == address.getPort()) && isOurs(address.getAddress());
    }

    @Override
    public String toString() {
        return points.stream().map(ListeningPoint::toString).collect(Collectors.joining(", "));
    }
}
