package imc.sip.internal.fanout;

import imc.api.SipAddress;
import imc.api.transport.Delivery;
import imc.sip.internal.figures.Counted;
import imc.sip.internal.figures.Faults;
import imc.sip.internal.figures.Figures;
import imc.sip.internal.route.NextHop;
import imc.sip.internal.route.NextHops;
import imc.sip.internal.route.NoRouteException;
import imc.sip.internal.route.Ways;
import imc.sip.internal.transaction.ClientTransactions;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where copies go out, one by one: by which way, and when.
 *
 * @param destinations where receivers are
 * @param proxy        is told of how they fare at the outbound proxy
 * @param inFlight     the memory that messages take up
 */
public record Outlet(Ways ways, Destinations destinations, Proxy proxy, ClientTransactions transactions,
        InFlight inFlight, Figures figures, Faults faults) {

    private static final Logger LOG = LoggerFactory.getLogger(Outlet.class);

    /** Sends a new copy, if there is room for it. Never waits. */
    void begin(Copy copy) {
        if (inFlight.isFull()) {
            figures.count(Counted.GIVEN_UP);
            copy.ended(Delivery.TRANSPORT_ERROR.shared());
        } else if (copy.enter()) {
            send(copy);
        } else {
            figures.count(Counted.GIVEN_UP);
            copy.ended(Delivery.TRANSPORT_ERROR);
        }
    }

    /** Sends a copy that has entered its backlog. Never waits, and throws nothing. */
    void send(Copy copy) {
        try {
            Destination to = copy.destination();
            NextHop hop = to.hop();
            if (hop.target() != null) {
                copy.keep();
                ways.names().locate(hop, copy.receiver().toString(), hop.isLarge(copy.length(hop)), copy);
                return;
            }
            boolean large = hop.isLarge(copy.length(hop));
            if (!large && ways.lanes().isFree(to.lane())) {
                transmit(copy, to);
                return;
            }
            copy.keep();
            // What has been collected was handed over before.
            ways.listening().batches().flush();
            ways.lanes().run(to.lane(), large, () -> {
                if (!large || hop.flowOnly() || !sendByStream(copy, to.overTcp())) {
                    transmit(copy, to);
                }
            }, copy::failed);
        } catch (Throwable e) { // others go on, and every outcome is told
            copy.failed(e);
        }
    }

    private void transmit(Copy copy, Destination to) {
        try {
            if (to.hop().isTooLong(copy.length(to.hop()))) {
                // Another message of the room would reach him: he is not to blame for this one.
                throw new NoRouteException(Delivery.TRANSPORT_ERROR.shared(),
                        "longer than a datagram, and no stream transport to be had");
            }
            copy.goBy(to.way(ways.routes()));
            transactions.send(copy);
        } catch (IOException e) {
            LOG.debug("A copy for {} could not be sent to {}: {}", copy.receiver(), to.hop().key(), e.getMessage());
            copy.ended(NoRouteException.outcome(e));
        }
    }

    /** Whether it went over a connection, which may have to be waited for. */
    private boolean sendByStream(Copy copy, Destination overTcp) {
        try {
            if (!ways.routes().connect(overTcp.way(ways.routes()).route())) {
                LOG.debug("A large copy for {} goes by UDP: he takes no connection", copy.receiver());
                return false;
            }
        } catch (IOException e) {
            LOG.debug("A large copy for {} goes by UDP: {}", copy.receiver(), e.getMessage());
            return false;
        }
        transmit(copy, overTcp);
        return true;
    }

    /** Whether it is known that nothing leads to a receiver. */
    boolean isNowhere(SipAddress receiver) {
        NextHops.Basis basis = ways.nextHops().basis(receiver);
        return basis.proxy().isEmpty() && basis.contacts().isEmpty() && ways.names().isNowhere(receiver);
    }
}
