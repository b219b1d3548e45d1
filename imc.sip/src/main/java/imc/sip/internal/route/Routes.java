package imc.sip.internal.route;

import imc.api.net.Networks;
import imc.api.sip.TransportKind;
import imc.api.transport.Delivery;
import imc.sip.internal.dns.Server;
import imc.sip.internal.listen.Listening;
import imc.sip.internal.listen.ListeningPoint;
import imc.sip.internal.net.OwnAddress;
import imc.sip.internal.net.Until;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The routes to next hops that are IP addresses. */
public final class Routes {

    /** What is at a host that nobody may name. */
    public static final Delivery FORBIDDEN = Delivery.answered(403);

    /** Of the heap, for all transports and generations together. */
    private static final int THOUSANDTHS = 30;
    private static final int WEIGHT = 500;
    /** So often what is known of our own addresses is made out again: about once a minute. */
    private static final int AGES_OF_AN_ADDRESS = 4;
    /** Who has refused a connection is not asked again for so long. */
    private static final Duration REFUSED = Duration.ofMinutes(1);

    private final Listening listening;
    private final Supplier<Networks> members;
    private final Map<TransportKind, Generations<String, Route>> routes = new EnumMap<>(TransportKind.class);
    private final Until<InetSocketAddress> withoutStream = new Until<>(System::nanoTime);
    /** What is counted where somebody listens at one address: edits of the configuration. */
    private volatile int edits;
    /** What is counted where somebody listens at all addresses, of which one may go. */
    private volatile int ages;

    /**
     * Makes them out as they are needed.
     *
     * @param members addresses that members may have though they are of a narrower network than we listen in
     */
    public Routes(Listening listening, Supplier<Networks> members) {
        this.listening = listening;
        this.members = members;
        for (TransportKind kind : TransportKind.values()) {
            routes.put(kind, new Generations<>(Generations.heap(THOUSANDTHS) / TransportKind.values().length,
                    (key, route) -> WEIGHT));
        }
    }

    /**
     * The way to a next hop that is an IP address.
     *
     * @throws NoRouteException where there is none
     */
    public Route to(NextHop hop) throws NoRouteException {
        if (hop.transport() == null) {
            throw new NoRouteException(Delivery.TRANSPORT_ERROR, hop.requestUri() + " names an unknown transport");
        }
        InetSocketAddress address = address(hop);
        if (hop.kind() == NextHop.Kind.ADDRESS && listening.isOurs(address.getAddress())) {
            // Whoever has an address of ours, and no contact, would be reached through ourselves.
            throw new NoRouteException(Delivery.NOT_REGISTERED, "it is an address of ours");
        }
        if (hop.kind() == NextHop.Kind.ADDRESS && !isFor(address.getAddress())) {
            throw new NoRouteException(FORBIDDEN, address.getAddress() + " is of a private network (member_networks)");
        }
        if (hop.connection() != 0) {
            // It is the destination that keeps this one.
            ListeningPoint from = listening.connectedTo(hop.transport(), address, hop.connection()).orElseThrow(
                    () -> new NoRouteException(Delivery.TRANSPORT_ERROR, "its connection has ended"));
            return route(from, address, hop.connection());
        }
        Generations<String, Route> known = routes.get(hop.transport());
        // A connection with TLS is one to a name, which the certificate has to be for.
        String key = hop.server() == null || !hop.transport().isSecure() ? hop.key()
                : hop.key() + ' ' + address.getHostString();
        Route route = known.get(key);
        if (route == null || !isOpen(route)) {
            route = find(hop.transport(), address);
            known.put(key, route);
        }
        return route;
    }

    private boolean isFor(InetAddress address) {
        return listening.isAsWide(address) || members.get().contains(address);
    }

    /** Those of the servers that were found for a next hop that may be sent to: who has a name says where it leads. */
    public List<Server> allowed(NextHop hop, List<Server> servers) {
        return hop.kind() != NextHop.Kind.ADDRESS ? servers
                : servers.stream().filter(server -> isFor(server.address().getAddress())).toList();
    }

    private static InetSocketAddress address(NextHop hop) throws NoRouteException {
        try {
            return hop.server() != null ? hop.server().address()
                    : new InetSocketAddress(InetAddress.getByName(hop.host()), hop.port());
        } catch (UnknownHostException e) {
            throw new NoRouteException(Delivery.NOT_REGISTERED, hop.host() + " is not known");
        }
    }

    /** Some seconds have gone by: what has not been used since the last time is forgotten. */
    public void age() {
        ages++;
        routes.values().forEach(Generations::age);
        withoutStream.age();
    }

    /** The configuration has been edited. */
    public void forget() {
        edits++;
    }

    /** Has a connection, opened if need be, waiting for it; false for who has refused one in the last minute. */
    public boolean connect(Route route) {
        if (withoutStream.contains(route.to())) {
            return false;
        }
        try {
            route.connect();
            return true;
        } catch (IOException e) {
            withoutStream.add(route.to(), REFUSED);
            return false;
        }
    }

    /** Whether we still listen where it begins. */
    public boolean isOpen(Route route) {
        for (ListeningPoint open : listening.points()) {
            if (open == route.from()) {
                return route.made() == now(open);
            }
        }
        return false;
    }

    private int now(ListeningPoint from) {
        return from.isEverywhere() ? edits + ages / AGES_OF_AN_ADDRESS : edits;
    }

    private Route find(TransportKind transport, InetSocketAddress address) throws NoRouteException {
        ListeningPoint from = listening.towards(transport, address).orElseThrow(() -> new NoRouteException(
                Delivery.TRANSPORT_ERROR.shared(), "nothing that listens on " + transport + " can reach " + address));
        if (listening.isOurOwn(transport, address)) {
            throw new NoRouteException(Delivery.TRANSPORT_ERROR, "it would come back to us");
        }
        return route(from, address, 0);
    }

    /** Who listens at all addresses says in each Via the one by which this receiver gets at us. */
    private Route route(ListeningPoint from, InetSocketAddress receiver, long connection) {
        int made = now(from);
        String sentBy = OwnAddress.towards(from.transport(), from.local(), receiver).hostPort();
        return new Route(from, receiver, connection, Route.via(from.transport(), sentBy), made);
    }
}
