package imc.transport.sip.internal.uac;

import imc.transport.sip.internal.stack.Listening;
import imc.transport.sip.internal.stack.ListeningPoint;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The routes to next hops that are plain: an IP address over UDP, from a listening point at one address. */
final class Routes {

    private static final int MAX_SIZE = 50_000;

    private final Listening listening;
    private final Map<String, Route> routes = new ConcurrentHashMap<>();

    Routes(Listening listening) {
        this.listening = listening;
    }

    /** Null where the hop is not plain. */
    Route to(NextHop hop) {
        if (hop.kind() == NextHop.Kind.ADDRESS || !hop.transport().equals("udp") || hop.flow().isPresent()) {
            return null;
        }
        Route known = routes.get(hop.key());
        if (known != null && isOpen(known.from())) {
            return known;
        }
        Route found = hop.isLiteral() ? find(hop) : null;
        if (found != null) {
            if (routes.size() >= MAX_SIZE) {
                routes.clear();
            }
            routes.put(hop.key(), found);
        }
        return found;
    }

    private boolean isOpen(ListeningPoint point) {
        for (ListeningPoint open : listening.points()) {
            if (open == point) {
                return true;
            }
        }
        return false;
    }

    private Route find(NextHop hop) {
        InetSocketAddress address;
        try {
            address = new InetSocketAddress(InetAddress.getByName(hop.host()), hop.port());
        } catch (UnknownHostException e) {
            return null;
        }
        Optional<ListeningPoint> from = listening.towards("udp", address);
        if (from.isEmpty() || from.get().local().getAddress().isAnyLocalAddress()
                || listening.isOurOwn("udp", address)) {
            return null;
        }
        return new Route(from.get(), address,
                EncodedBroadcast.via("udp", ClientTransactions.sentBy(from.get(), address)));
    }
}
