package imc.sip.internal.fanout;

import imc.api.sip.SharedRequest;
import imc.api.sip.SipFanOut;
import imc.api.transport.Delivery;
import imc.sip.internal.figures.Aging;
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
import imc.sip.internal.route.Unproven;
import imc.sip.internal.stream.RecentRefusals;
import imc.sip.internal.transaction.ClientTransactions;
import imc.sip.internal.udp.Batches;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends a request to many: one copy to each contact of each receiver, in order for each. */
public final class FanOut implements SipFanOut, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FanOut.class);

    private final Listening listening;
    private final Batches batches;
    private final NextHops nextHops;
    private final Unlocated unlocated;
    private final Names names;
    private final Lanes lanes;
    private final Routes routes;
    private final ClientTransactions transactions;
    private final Destinations destinations;
    private final OpenCopies copies;
    private final Congestion congestion;
    private final InFlight inFlight;
    private final Outage outage;
    private final Unproven unproven;
    private final Turns turns = new Turns(Math.max(2, Runtime.getRuntime().availableProcessors() / 2));
    private final Figures figures;
    private final Faults faults;
    private final RecentRefusals withoutStream = new RecentRefusals();

    /**
     * @param unlocated    keeps copies for whom nobody can say now where he is
     * @param inFlight     the memory that messages take up
     * @param outage       whether the outbound proxy works
     * @param unproven     how much goes to who has never answered
     * @param aging        lets go of what is not used
     */
    public FanOut(Listening listening, NextHops nextHops, Unlocated unlocated, Names names, Lanes lanes,
            Routes routes, ClientTransactions transactions, Backlogs backlogs, Congestion congestion, InFlight inFlight,
            Outage outage, Unproven unproven, Figures figures, Faults faults, Aging aging) {
        this.listening = listening;
        this.batches = listening.batches();
        this.nextHops = nextHops;
        this.unlocated = unlocated;
        this.names = names;
        this.lanes = lanes;
        this.routes = routes;
        this.transactions = transactions;
        this.congestion = congestion;
        this.inFlight = inFlight;
        this.outage = outage;
        this.unproven = unproven;
        this.destinations = new Destinations(nextHops, backlogs);
        this.figures = figures;
        this.faults = faults;
        aging.add(destinations::age);
        aging.add(unlocated::look);
        aging.add(withoutStream::age);
        this.copies = new OpenCopies(figures, faults);
    }

    @Override
    public void send(SharedRequest request, Outcomes outcomes) {
        int receivers = request.receivers().size();
        copies.expect(receivers);
        Sending sending;
        try {
            EncodedRequest encoded = new EncodedRequest(request);
            sending = new Sending(request, outcomes, encoded, copies, this,
                    inFlight.load(request.from(), encoded, request.content().bytes().length, receivers));
        } catch (Throwable e) { // nobody gets any of it
            faults.add("A message of {} could not be sent", request.from(), e);
            for (int i = 0; i < receivers; i++) {
                copies.tell(request, i, Delivery.TRANSPORT_ERROR.shared(), outcomes);
            }
            return;
        }
        try {
            turns.send(sending);
        } catch (Throwable e) { // no memory to wait for its turn in
            faults.add("A message of {} could not be sent", request.from(), e);
            sending.fail();
        }
    }

    /** Sends a receiver's copies, as soon as somebody can say where he is. Throws nothing. */
    void send(Sending sending, int receiver) {
        boolean waits;
        try {
            waits = unlocated.keep(sending, receiver);
        } catch (Throwable e) { // no memory to wait in
            faults.add("A copy for {} cannot wait", sending.request().receivers().get(receiver), e);
            waits = false;
        }
        if (!waits) {
            sendNow(sending, receiver);
        }
    }

    /** The same, now. */
    void sendNow(Sending sending, int receiver) {
        List<Destination> all;
        Outcome outcome;
        try {
            all = destinations.of(sending.request().receivers().get(receiver));
            outcome = all.size() < 2 ? null : new Outcome(sending, receiver, all.size());
        } catch (Throwable e) { // the other receivers, and the other rooms, go on
            faults.add("Where {} is could not be found out", sending.request().receivers().get(receiver), e);
            sending.tell(receiver, Delivery.TRANSPORT_ERROR.shared());
            return;
        }
        if (all.isEmpty()) {
            sending.tell(receiver, Delivery.NOT_REGISTERED);
        }
        for (int i = 0; i < all.size(); i++) {
            send(sending, receiver, i, all.get(i), outcome);
        }
    }

    private void send(Sending sending, int receiver, int contact, Destination to, Outcome outcome) {
        try {
            send(sending, receiver, contact, to, outcome, null);
        } catch (Throwable e) { // the other contacts go on
            faults.add("A copy for {} could not be sent", sending.request().receivers().get(receiver), e);
            if (outcome == null) {
                sending.tell(receiver, Delivery.TRANSPORT_ERROR.shared());
            } else {
                outcome.ended(Delivery.TRANSPORT_ERROR.shared());
            }
        }
    }

    /** Sends on what a contact has sent elsewhere. Never waits; throws where nobody has the copy then. */
    void send(Sending sending, int receiver, int contact, NextHop hop, Outcome outcome, Trail trail) {
        send(sending, receiver, contact, destinations.of(sending.request().receivers().get(receiver), hop), outcome,
                trail);
    }

    private void send(Sending sending, int receiver, int contact, Destination to, Outcome outcome, Trail trail) {
        Copy copy = new Copy(sending, receiver, contact, to.now(listening), outcome, trail);
        if (inFlight.isFull()) {
            figures.givenUp();
            copy.ended(Delivery.TRANSPORT_ERROR.shared());
        } else if (copy.enter()) {
            send(copy);
        } else {
            figures.givenUp();
            copy.ended(Delivery.TRANSPORT_ERROR);
        }
    }

    /** Where the contacts of a 3xx lead, the preferred one first. */
    List<NextHop> redirected(Copy copy, int status, List<String> contacts) {
        return nextHops.redirected(copy.hop(), status, contacts);
    }

    Names names() {
        return names;
    }

    Batches batches() {
        return batches;
    }

    Congestion congestion() {
        return congestion;
    }

    InFlight inFlight() {
        return inFlight;
    }

    Unproven unproven() {
        return unproven;
    }

    Outage outage() {
        return outage;
    }

    Faults faults() {
        return faults;
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
            batches.flush();
            lanes.run(to.lane(), large, copy.task(() -> {
                if (!large || hop.flowOnly() || !sendByStream(copy, to.overTcp())) {
                    transmit(copy, to);
                }
            }));
        } catch (Throwable e) { // others go on, and every outcome is told
            copy.failed(e);
        }
    }

    private void transmit(Copy copy, Destination to) {
        try {
            if (to.hop().isTooLong(copy.length(to.hop()))) {
                throw new IOException("longer than a datagram, and no stream transport to be had");
            }
            transactions.send(new SentCopy(copy, to.way(routes)));
        } catch (IOException e) {
            LOG.debug("A copy for {} could not be sent to {}: {}", copy.receiver(), to.hop().key(), e.getMessage());
            copy.ended(unsent(e));
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

    /** Where it is our own network that is missing, or our own listening point, it says nothing about the receiver. */
    private static Delivery unsent(IOException e) {
        if (e instanceof NoRouteException none) {
            return none.delivery();
        }
        return String.valueOf(e.getMessage()).contains("Network is unreachable") ? Delivery.TRANSPORT_ERROR.shared()
                : Delivery.TRANSPORT_ERROR;
    }

    /** How many outcomes are still open. */
    public int pending() {
        return copies.pending();
    }

    /** Tells all outcomes that are still open as transport errors. */
    @Override
    public void close() {
        turns.close();
        unlocated.close();
        copies.close();
    }
}
