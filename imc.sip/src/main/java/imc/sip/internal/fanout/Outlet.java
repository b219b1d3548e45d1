package imc.sip.internal.fanout;

import imc.api.SipAddress;
import imc.api.transport.Delivery;
import imc.sip.internal.dns.Server;
import imc.sip.internal.figures.Counted;
import imc.sip.internal.figures.Faults;
import imc.sip.internal.figures.Figures;
import imc.sip.internal.listen.Listening;
import imc.sip.internal.route.Lanes;
import imc.sip.internal.route.Names;
import imc.sip.internal.route.NextHop;
import imc.sip.internal.route.NextHops;
import imc.sip.internal.route.NoRouteException;
import imc.sip.internal.route.Route;
import imc.sip.internal.route.Routes;
import imc.sip.internal.stream.RecentRefusals;
import imc.sip.internal.transaction.ClientTransactions;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where copies go out, one by one: by which way, and when. */
public final class Outlet {

    private static final Logger LOG = LoggerFactory.getLogger(Outlet.class);

    private final Listening listening;
    private final NextHops nextHops;
    private final Destinations destinations;
    private final Names names;
    private final Lanes lanes;
    private final Routes routes;
    private final ClientTransactions transactions;
    private final InFlight inFlight;
    private final Figures figures;
    private final Faults faults;
    private final RecentRefusals withoutStream = new RecentRefusals();

    /** One step of a copy's way. */
    public interface Step {
        void take() throws Exception;
    }

    /** @param inFlight the memory that messages take up */
    public Outlet(Listening listening, NextHops nextHops, Destinations destinations, Names names, Lanes lanes,
            Routes routes, ClientTransactions transactions, InFlight inFlight, Figures figures, Faults faults) {
        this.listening = listening;
        this.nextHops = nextHops;
        this.destinations = destinations;
        this.names = names;
        this.lanes = lanes;
        this.routes = routes;
        this.transactions = transactions;
        this.inFlight = inFlight;
        this.figures = figures;
        this.faults = faults;
    }

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
                names.locate(hop, copy.receiver().toString(), hop.isLarge(copy.length(hop)), copy);
                return;
            }
            boolean large = hop.isLarge(copy.length(hop));
            if (!large && lanes.isFree(to.lane())) {
                transmit(copy, to);
                return;
            }
            copy.keep();
            // What has been collected was handed over before.
            listening.batches().flush();
            lanes.run(to.lane(), large, task(copy, () -> {
                if (!large || hop.flowOnly() || !sendByStream(copy, to.overTcp())) {
                    transmit(copy, to);
                }
            }));
        } catch (Throwable e) { // others go on, and every outcome is told
            copy.failed(e);
        }
    }

    /** See {@link Routes#allowed}. */
    List<Server> allowed(NextHop hop, List<Server> servers) {
        return routes.allowed(hop, servers);
    }

    private static Lanes.Task task(Copy copy, Step step) {
        return new Lanes.Task() {
            @Override
            public void run() throws Exception {
                step.take();
            }

            @Override
            public void failed(Throwable e) {
                copy.failed(e);
            }
        };
    }

    private void transmit(Copy copy, Destination to) {
        try {
            if (to.hop().isTooLong(copy.length(to.hop()))) {
                // Another message of the room would reach him: he is not to blame for this one.
                throw new NoRouteException(Delivery.TRANSPORT_ERROR.shared(),
                        "longer than a datagram, and no stream transport to be had");
            }
            copy.goBy(to.way(routes));
            transactions.send(copy);
        } catch (IOException e) {
            LOG.debug("A copy for {} could not be sent to {}: {}", copy.receiver(), to.hop().key(), e.getMessage());
            copy.ended(NoRouteException.outcome(e));
        }
    }

    /** Whether it went over a connection, which may have to be waited for. */
    private boolean sendByStream(Copy copy, Destination overTcp) {
        try {
            Route route = overTcp.way(routes).route();
            if (withoutStream.contains(route.to())) {
                return false;
            }
            connect(route);
        } catch (IOException e) {
            LOG.debug("A large copy for {} goes by UDP: {}", copy.receiver(), e.getMessage());
            return false;
        }
        transmit(copy, overTcp);
        return true;
    }

    private void connect(Route route) throws IOException {
        try {
            route.connect();
        } catch (IOException e) {
            withoutStream.add(route.to());
            throw e;
        }
    }

    /** See {@link Destinations#hasLeft}. */
    boolean hasLeft(SipAddress receiver, Destination from) {
        return destinations.hasLeft(receiver, from);
    }

    /** Whether it is known that nothing leads to a receiver. */
    boolean isNowhere(SipAddress receiver) {
        NextHops.Basis basis = nextHops.basis(receiver);
        return basis.proxy().isEmpty() && basis.contacts().isEmpty() && names.isNowhere(receiver);
    }

    /** Where the contacts of a 3xx lead, the preferred one first. */
    List<NextHop> redirected(NextHop from, int status, List<String> contacts) {
        return nextHops.redirected(from, status, contacts);
    }

    /** A receiver's destination at a contact to which a 3xx has led. */
    Destination at(NextHop contact, SipAddress receiver) {
        return destinations.of(receiver, contact).now(listening);
    }

    /**
     * Something failed on a copy's way that never should.
     *
     * @param what what, with one place for {@code whom}
     */
    void failed(String what, Object whom, Throwable e) {
        faults.add(what, whom, e);
    }

    /** Some seconds have gone by: lets go of what is not needed any more. */
    public void age() {
        withoutStream.age();
    }
}
