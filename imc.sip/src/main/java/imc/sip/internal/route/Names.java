package imc.sip.internal.route;

import imc.api.SipAddress;
import imc.api.net.IpAddress;
import imc.api.transport.Delivery;
import imc.sip.internal.dns.Dns;
import imc.sip.internal.dns.Server;
import imc.sip.internal.dns.Servers;
import imc.sip.internal.dns.Target;
import imc.sip.internal.listen.Listening;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the servers behind names (RFC 3263). What has to wait for a name server waits in a lane of the name's own, on
 * threads that do nothing else; so does what comes later for that name.
 */
public final class Names implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Names.class);

    /** A few domains whose name servers are slow must not keep others from being found. */
    private static final int MAX_SEARCHES = 64;

    private final Dns dns;
    private final Listening listening;
    private final Lanes lanes = new Lanes(MAX_SEARCHES);
    private volatile boolean closed;

    public Names(Dns dns, Listening listening) {
        this.dns = dns;
        this.listening = listening;
    }

    /**
     * Finds the servers of a hop that is a name. Never waits, and throws nothing.
     *
     * @param receiver by whose name servers of one weight are chosen among
     * @param stream   whether those that can be reached by a stream come first
     */
    public void locate(NextHop hop, String receiver, boolean stream, Locating locating) {
        Target target = hop.target();
        Servers known = dns.known(target);
        lanes.run(target.toString(), known == null, () -> located(hop, receiver, stream,
                known == null ? dns.find(target) : known, locating), locating::failed);
    }

    private void located(NextHop hop, String receiver, boolean stream, Servers servers, Locating locating) {
        if (servers.all().isEmpty()) {
            LOG.debug("Nothing can be sent to {}: {}", hop.target(), servers.missing());
            // Where no name server tells, that says nothing about the receiver.
            locating.missing(servers.unknown() && !hop.isProxy()
                    ? Delivery.NOT_REGISTERED : Delivery.TRANSPORT_ERROR.shared());
        } else if (hop.kind() == NextHop.Kind.ADDRESS && servers.all().stream().anyMatch(this::isOurs)) {
            // Whoever has an address of ours, and no contact, would be reached through ourselves.
            locating.missing(Delivery.NOT_REGISTERED);
        } else {
            locating.found(dns.order(servers, receiver, stream && hop.target().transport().isEmpty()));
        }
    }

    /** Whoever wants to know the servers of a name is told one of these. */
    public interface Locating {

        /** At least one, in the order in which they are tried. */
        void found(List<Server> servers);

        /** There are none. */
        void missing(Delivery instead);

        /** It could not be done. Throws nothing. */
        void failed(Throwable e);
    }

    /** An SRV record means a port as it says it; without one, whoever listens at an address is its only server. */
    private boolean isOurs(Server server) {
        return server.isBySrv() ? listening.isOurOwn(server.transport(), server.address())
                : listening.isOurs(server.address().getAddress());
    }

    /** Whether it is known that at a user's address there is nobody but ourselves, or nobody at all. Never waits. */
    public boolean isNowhere(SipAddress user) {
        if (user.isTelephone()) {
            return true;
        }
        String host = user.host().replaceAll("[\\[\\]]", "");
        if (NextHop.isLiteral(host)) {
            return IpAddress.literal(host).map(listening::isOurs).orElse(true);
        }
        Servers known = dns.known(new Target(user.scheme().equals("sips"), host.toLowerCase(Locale.ROOT), 0,
                Optional.empty()));
        return known != null && (known.all().isEmpty() ? known.unknown() : known.all().stream().anyMatch(this::isOurs));
    }

    /** Has a name looked up, so that it is known soon. Never waits. */
    void look(Target target) {
        if (closed || dns.known(target) != null) {
            return;
        }
        lanes.run(target.toString(), true, () -> dns.find(target),
                e -> LOG.debug("{} was not looked up: {}", target, e.toString()));
    }

    /** A next hop has answered, which may be one of the servers of a name. */
    public void answered(NextHop hop) {
        if (hop.server() != null) {
            dns.answered(hop.server());
        }
    }

    /**
     * A next hop has not taken what was sent there, and may be one of the servers of a name.
     *
     * @param retryAfter as {@link RetryAfter#of}
     */
    public void failed(NextHop hop, Delivery delivery, int retryAfter) {
        if (hop.server() != null && !closed) {
            dns.failed(hop.server(), delivery.result() == Delivery.Result.TIMED_OUT, retryAfter, delivery.toString());
        }
    }

    /** Ends all searches. When this returns, no thread of theirs is left. */
    @Override
    public void close() {
        closed = true;
        lanes.close();
        dns.close();
        lanes.awaitEnd();
    }
}
