package imc.sip.internal.fanout;

import imc.api.sip.TransportKind;
import imc.sip.internal.dns.Server;
import imc.sip.internal.listen.Listening;
import imc.sip.internal.route.NextHop;
import imc.sip.internal.route.NextHops;
import imc.sip.internal.route.NoRouteException;
import imc.sip.internal.route.Route;
import imc.sip.internal.route.Routes;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** One of the places to which a receiver's copies go, with all that is the same for each of them. */
final class Destination {

    private final NextHop hop;
    private final NextHops.Place listed;
    private final Backlog backlog;
    private final String lane;
    private final byte[] receiver;
    /** The other end of the flow that is preferred while it is open; null for none. */
    private final InetSocketAddress peer;
    private final Destination overFlow;
    private volatile Way way;
    private volatile Destination server;
    private volatile Destination stream;

    /**
     * How to get there.
     *
     * @param head what a copy begins with behind its method, up to its branch
     */
    record Way(Route route, byte[] head) {
    }

    /**
     * @param listed   which of the places that the receiver is known to be at; null where it is none of them
     * @param backlog  that its copies count in; null for none
     * @param receiver the address that stands in To
     */
    Destination(NextHop hop, NextHops.Place listed, Backlog backlog, String receiver) {
        this(hop, listed, backlog, receiver.getBytes(StandardCharsets.UTF_8));
    }

    private Destination(NextHop hop, NextHops.Place listed, Backlog backlog, byte[] receiver) {
        this.hop = hop;
        this.listed = listed;
        this.backlog = backlog;
        this.lane = hop.key();
        this.receiver = receiver;
        this.peer = hop.flow().map(flow -> new InetSocketAddress(flow.host(), flow.port())).orElse(null);
        this.overFlow = peer == null ? null : new Destination(hop.overFlow(), listed, backlog, receiver);
    }

    /**
     * As it is now: who registered over a stream is reached over it (RFC 5626 §5.3) for as long as it is open, and
     * where nothing else will do, not at all afterwards: another client may have the port by then.
     */
    Destination now(Listening listening) {
        return peer != null && (hop.flowOnly()
                || listening.isConnectedTo(overFlow.hop.transport(), peer, overFlow.hop.connection()))
                ? overFlow : this;
    }

    /** The same, at one of the servers of its name; the last one is kept, because it mostly is the next one, too. */
    Destination at(Server found) {
        Destination known = server;
        if (known == null || known.hop.server() != found) {
            known = new Destination(hop.at(found), listed, backlog, receiver);
            server = known;
        }
        return known;
    }

    /** The same, over TCP. */
    Destination overTcp() {
        Destination known = stream;
        if (known == null) {
            known = new Destination(hop.over(TransportKind.TCP), listed, backlog, receiver);
            stream = known;
        }
        return known;
    }

    NextHop hop() {
        return hop;
    }

    /** As it was found out where the receiver is, whichever way is taken to there; null where it was not. */
    NextHops.Place listed() {
        return listed;
    }

    Backlog backlog() {
        return backlog;
    }

    /** What goes through one lane goes in its order. */
    String lane() {
        return lane;
    }

    byte[] receiver() {
        return receiver;
    }

    /**
     * The way to a hop that is an IP address.
     *
     * @throws NoRouteException where there is none
     */
    Way way(Routes routes) throws NoRouteException {
        Way known = way;
        if (known != null && routes.isOpen(known.route())) {
            return known;
        }
        Route route = routes.to(hop);
        known = new Way(route, hop.head("", route.via()));
        way = known;
        return known;
    }
}
