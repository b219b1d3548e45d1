package imc.transport.sip.internal.uac;

import imc.api.sip.SipHeaders;
import imc.api.transport.Broadcast;
import imc.api.transport.Delivery;
import imc.api.transport.DeliveryListener;
import imc.transport.sip.internal.Figures;
import imc.transport.sip.internal.stack.Batches;
import imc.transport.sip.internal.stack.Listening;
import imc.transport.sip.internal.stack.RecentRefusals;
import imc.transport.sip.internal.wire.UnreadableException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends a broadcast: one copy to each contact of each receiver, in order for each. */
public final class FanOut implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FanOut.class);
    /** What is longer goes by a stream where one can be had (RFC 3261 §18.1.1, RFC 3428 §8). */
    private static final int MAX_ON_UDP = 1300;
    private static final int LONGEST_DATAGRAM = 65_507;

    private final Listening listening;
    private final Batches batches;
    private final NextHops nextHops;
    private final Unlocated unlocated;
    private final Names names;
    private final Lanes lanes;
    private final Routes routes;
    private final SentCopies sentCopies;
    private final Destinations destinations;
    private final OpenCopies copies;
    private final Congestion congestion;
    private final InFlight inFlight;
    private final Outage outage;
    private final Unproven unproven;
    private final Turns turns = new Turns(Math.max(2, Runtime.getRuntime().availableProcessors() / 2));
    private final Figures figures;
    private final Faults faults;
    private final Supplier<String> extraHeaders;
    private final RecentRefusals withoutStream = new RecentRefusals();

    /**
     * @param t1           Timer T1 in milliseconds
     * @param unlocated    keeps copies for whom nobody can say now where he is
     * @param inFlight     the memory that messages take up
     * @param outage       whether the outbound proxy works
     * @param unproven     how much goes to who has never answered
     * @param aging        is done by a thread of the fan-out's
     * @param extraHeaders the further header lines in force, each with its line end
     */
    public FanOut(Listening listening, NextHops nextHops, Unlocated unlocated, Names names, Lanes lanes,
            Backlogs backlogs, Congestion congestion, InFlight inFlight, Outage outage, Unproven unproven, Figures figures, int t1,
            Aging aging, Supplier<String> extraHeaders) {
        this.listening = listening;
        this.batches = listening.batches();
        this.nextHops = nextHops;
        this.unlocated = unlocated;
        this.names = names;
        this.lanes = lanes;
        this.routes = new Routes(listening);
        this.congestion = congestion;
        this.inFlight = inFlight;
        this.outage = outage;
        this.unproven = unproven;
        this.destinations = new Destinations(nextHops, backlogs);
        this.figures = figures;
        this.faults = new Faults(figures);
        aging.add(destinations::age);
        aging.add(unlocated::look);
        aging.add(unproven::age);
        aging.add(routes::age);
        aging.add(withoutStream::age);
        this.sentCopies = new SentCopies(t1, faults, aging::age);
        this.copies = new OpenCopies(figures, faults);
        this.extraHeaders = extraHeaders;
    }

    /** As {@link imc.api.transport.Transport#send} promises. Throws nothing: whatever happens is told as an outcome. */
    public void send(Broadcast broadcast, DeliveryListener listener) {
        int receivers = broadcast.receivers().size();
        copies.expect(receivers);
        Sending sending;
        try {
            EncodedBroadcast encoded = new EncodedBroadcast(broadcast, extraHeaders.get());
            sending = new Sending(broadcast, listener, encoded, copies, this,
                    inFlight.load(broadcast.from(), encoded, broadcast.content().bytes().length, receivers));
        } catch (Throwable e) { // nobody gets any of it
            faults.add("A message of {} could not be sent", broadcast.from(), e);
            for (int i = 0; i < receivers; i++) {
                copies.tell(broadcast, i, Delivery.TRANSPORT_ERROR.shared(), listener);
            }
            return;
        }
        try {
            turns.send(sending);
        } catch (Throwable e) { // no memory to wait for its turn in
            faults.add("A message of {} could not be sent", broadcast.from(), e);
            sending.fail();
        }
    }

    /** Sends a receiver's copies, as soon as somebody can say where he is. Throws nothing. */
    void send(Sending sending, int receiver) {
        boolean waits;
        try {
            waits = unlocated.keep(sending, receiver);
        } catch (Throwable e) { // no memory to wait in
            faults.add("A copy for {} cannot wait", sending.broadcast().receivers().get(receiver), e);
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
            all = destinations.of(sending.broadcast().receivers().get(receiver));
            outcome = all.size() < 2 ? null : new Outcome(sending, receiver, all.size());
        } catch (Throwable e) { // the other receivers, and the other rooms, go on
            faults.add("Where {} is could not be found out", sending.broadcast().receivers().get(receiver), e);
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
            faults.add("A copy for {} could not be sent", sending.broadcast().receivers().get(receiver), e);
            if (outcome == null) {
                sending.tell(receiver, Delivery.TRANSPORT_ERROR.shared());
            } else {
                outcome.ended(Delivery.TRANSPORT_ERROR.shared());
            }
        }
    }

    /** Sends on what a contact has sent elsewhere. Never waits; throws where nobody has the copy then. */
    void send(Sending sending, int receiver, int contact, NextHop hop, Outcome outcome, Trail trail) {
        send(sending, receiver, contact, destinations.of(sending.broadcast().receivers().get(receiver), hop), outcome,
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
                names.locate(copy);
                return;
            }
            boolean large = isLarge(copy, hop);
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
            if (isTooLong(copy, to.hop())) {
                throw new IOException("longer than a datagram, and no stream transport to be had");
            }
            sentCopies.send(copy, to.way(routes));
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

    static boolean isLarge(Copy copy, NextHop hop) {
        return hop.transport().equals("udp") && copy.length(hop) > MAX_ON_UDP;
    }

    /** Whether no server can be blamed for not taking it. */
    static boolean isTooLong(Copy copy, NextHop hop) {
        return hop.transport().equals("udp") && copy.length(hop) > LONGEST_DATAGRAM;
    }

    /** Where it is our own network that is missing, or our own listening point, it says nothing about the receiver. */
    private static Delivery unsent(IOException e) {
        if (e instanceof NoRouteException none) {
            return none.delivery();
        }
        return String.valueOf(e.getMessage()).contains("Network is unreachable") ? Delivery.TRANSPORT_ERROR.shared()
                : Delivery.TRANSPORT_ERROR;
    }

    /** The configuration has been edited: what is known of ways is made out again. */
    public void forget() {
        routes.forget();
    }

    /** A response came in, or something that begins so. What is none of ours is dropped. */
    public void answered(byte[] data, int length) {
        ResponseScan usual = ResponseScan.of(data, length);
        if (usual != null) {
            sentCopies.answered(usual.slot(), usual.number(), usual.status(), SipHeaders.NONE);
            return;
        }
        try {
            ResponseReader response = ResponseReader.read(Arrays.copyOf(data, length));
            if (response != null && response.isOurs()) {
                sentCopies.answered(Branch.slot(response.data(), response.branch()),
                        Branch.number(response.data(), response.branch()), response.status(), response.headers());
            }
        } catch (UnreadableException e) {
            figures.unreadable();
            LOG.debug("An unreadable response: {}", e.getMessage());
        }
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
        sentCopies.close();
        copies.close();
    }
}
