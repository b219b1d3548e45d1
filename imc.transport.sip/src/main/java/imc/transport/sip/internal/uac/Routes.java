package imc.transport.sip.internal.uac;

import imc.transport.sip.internal.dns.Server;
import imc.transport.sip.internal.stack.Listening;
import imc.transport.sip.internal.stack.ListeningPoint;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Optional;

/** The routes to next hops that are plain: an IP address, from a listening point at one address. */
final class Routes {

    private static final int MAX_SIZE = 50_000;

    private final Listening listening;
    private final Map<String, Generations<String, Route>> routes = Map.of("udp", new Generations<>(MAX_SIZE),
            "tcp", new Generations<>(MAX_SIZE), "tls", new Generations<>(MAX_SIZE));

    Routes(Listening listening) {
        this.listening = listening;
    }

    /** Null where the hop is not plain. */
    Route to(NextHop hop) {
        return hop.kind() == NextHop.Kind.ADDRESS || !hop.isLiteral() ? null
                : to(hop.transport(), hop.host(), hop.port(), hop.server());
    }

    private Route to(String transport, String host, int port, Server server) {
        Generations<String, Route> known = routes.get(transport);
        if (known == null) {
            return null;
        }
        // A connection with TLS is one to a name, which the certificate has to be for.
        String key = server == null || !transport.equals("tls") ? host + ' ' + port
                : host + ' ' + port + ' ' + server.address().getHostString();
        Route route = known.get(key);
        if (route != null && isOpen(route)) {
            return route;
        }
        Route found = find(transport, host, port, server);
        if (found != null) {
            known.put(key, found);
        }
        return found;
    }

    /** Some seconds have gone by: what has not been used since the last time is forgotten. */
    void age() {
        routes.values().forEach(Generations::age);
    }

    /** Whether we still listen where it begins. */
    boolean isOpen(Route route) {
        for (ListeningPoint open : listening.points()) {
            if (open == route.from()) {
                return true;
            }
        }
        return false;
    }

    private Route find(String transport, String host, int port, Server server) {
        InetSocketAddress address;
        try {
            address = server != null ? server.address() : new InetSocketAddress(InetAddress.getByName(host), port);
        } catch (UnknownHostException e) {
            return null;
        }
        Optional<ListeningPoint> from = listening.towards(transport, address);
        if (from.isEmpty() || from.get().local().getAddress().isAnyLocalAddress()
                || listening.isOurOwn(transport, address)) {
            return null;
        }
        return new Route(from.get(), address,
                EncodedBroadcast.via(transport, ClientTransactions.sentBy(from.get(), address)));
    }
}
