package imc.transport.sip.internal.uac;

import imc.api.sip.SipHeaders;
import imc.api.transport.Broadcast;
import imc.api.transport.Delivery;
import imc.api.transport.DeliveryListener;
import imc.transport.sip.internal.Figures;
import imc.transport.sip.internal.stack.Batches;
import imc.transport.sip.internal.stack.Listening;
import imc.transport.sip.internal.stack.ListeningPoint;
import imc.transport.sip.internal.stack.RecentRefusals;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BooleanSupplier;
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
    private final ClientTransactions transactions;
    private final Names names;
    private final Lanes lanes;
    private final Routes routes;
    private final SentCopies sentCopies;
    private final BooleanSupplier fastPath;
    private final Destinations destinations;
    private final OpenCopies copies;
    private final Congestion congestion;
    private final Turns turns = new Turns(Math.max(2, Runtime.getRuntime().availableProcessors() / 2));
    private final Figures figures;
    private final Faults faults;
    private final Supplier<String> extraHeaders;
    private final RecentRefusals withoutStream = new RecentRefusals();

    /**
     * @param t1           Timer T1 in milliseconds
     * @param aging        is done by a thread of the fan-out's
     * @param fastPath     whether plain copies go without JAIN-SIP
     * @param extraHeaders the further header lines in force, each with its line end
     */
    public FanOut(Listening listening, NextHops nextHops, ClientTransactions transactions, Names names,
            Lanes lanes, Backlogs backlogs, Congestion congestion, Figures figures, int t1, Aging aging,
            BooleanSupplier fastPath, Supplier<String> extraHeaders) {
        this.listening = listening;
        this.batches = listening.batches();
        this.nextHops = nextHops;
        this.transactions = transactions;
        this.names = names;
        this.lanes = lanes;
        this.routes = new Routes(listening);
        this.congestion = congestion;
        this.destinations = new Destinations(nextHops, backlogs);
        this.figures = figures;
        this.faults = new Faults(figures);
        aging.add(destinations::age);
        aging.add(routes::age);
        aging.add(withoutStream::age);
        this.sentCopies = new SentCopies(t1, faults, aging::age);
        this.fastPath = fastPath;
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
            sending = new Sending(broadcast, listener, encoded, copies, this);
        } catch (Throwable e) { // nobody gets any of it
            faults.add("A message of {} could not be sent", broadcast.from(), e);
            for (int i = 0; i < receivers; i++) {
                copies.tell(broadcast, i, Delivery.TRANSPORT_ERROR, listener);
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

    /** Sends a receiver's copies. Throws nothing. */
    void send(Sending sending, int receiver) {
        List<Destination> all;
        Outcome outcome;
        try {
            all = destinations.of(sending.broadcast().receivers().get(receiver));
            outcome = all.size() < 2 ? null : new Outcome(sending, receiver, all.size());
        } catch (Throwable e) { // the other receivers, and the other rooms, go on
            faults.add("Where {} is could not be found out", sending.broadcast().receivers().get(receiver), e);
            sending.tell(receiver, Delivery.TRANSPORT_ERROR);
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
                sending.tell(receiver, Delivery.TRANSPORT_ERROR);
            } else {
                outcome.ended(Delivery.TRANSPORT_ERROR);
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
        if (copy.enter()) {
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
            Destination.Way way = lanes.isFree(to.lane()) ? way(to, large) : null;
            if (way != null) {
                transmit(copy, way);
                return;
            }
            copy.keep();
            // What has been collected was handed over before.
            batches.flush();
            lanes.run(to.lane(), large, copy.task(() -> send(copy, hop, large)));
        } catch (Throwable e) { // others go on, and every outcome is told
            copy.failed(e);
        }
    }

    /** Null where it has to go the slow way. */
    private Destination.Way way(Destination to, boolean large) {
        Destination.Way way = fastPath.getAsBoolean() ? to.way(routes) : null;
        return way == null || large && !way.route().isReliable() ? null : way;
    }

    private void transmit(Copy copy, Destination.Way way) {
        try {
            sentCopies.send(copy, way);
        } catch (IOException e) {
            LOG.debug("A copy for {} could not be sent to {}: {}", copy.receiver(), way.route().to(), e.getMessage());
            copy.ended(Delivery.TRANSPORT_ERROR);
        }
    }

    static boolean isLarge(Copy copy, NextHop hop) {
        return hop.transport().equals("udp") && copy.length(hop) > MAX_ON_UDP;
    }

    /** Whether no server can be blamed for not taking it. */
    static boolean isTooLong(Copy copy, NextHop hop) {
        return hop.transport().equals("udp") && copy.length(hop) > LONGEST_DATAGRAM;
    }

    /** Runs in the hop's lane. */
    private void send(Copy copy, NextHop hop, boolean large) {
        try {
            Destination.Way way = way(copy.destination(), large);
            if (way != null) {
                transmit(copy, way);
                return;
            }
            InetSocketAddress address = hop.server() != null ? hop.server().address()
                    : new InetSocketAddress(InetAddress.getByName(hop.host()), hop.port());
            if (hop.kind() == NextHop.Kind.ADDRESS && listening.isOurs(address.getAddress())) {
                // Whoever has an address of ours, and no contact, would be reached through ourselves.
                copy.ended(Delivery.NOT_REGISTERED);
            } else if (listening.isOurOwn(hop.transport(), address)) {
                copy.ended(Delivery.TRANSPORT_ERROR);
            } else if (!large || !sendByStream(copy, hop, address)) {
                transmit(copy, hop, address);
            }
        } catch (UnknownHostException e) {
            LOG.debug("{} is not known", hop.host());
            copy.ended(Delivery.NOT_REGISTERED);
        } catch (IOException e) {
            LOG.debug("A copy for {} could not be sent to {}: {}", copy.receiver(), hop.key(), e.getMessage());
            copy.ended(Delivery.TRANSPORT_ERROR);
        }
    }

    private boolean sendByStream(Copy copy, NextHop hop, InetSocketAddress address) {
        ListeningPoint from = listening.towards("tcp", address).orElse(null);
        if (from == null || withoutStream.contains(address)) {
            return false;
        }
        try {
            from.connect(address);
            transmit(copy, hop.over("tcp"), address);
            return true;
        } catch (IOException e) {
            withoutStream.add(address);
            return false;
        }
    }

    private void transmit(Copy copy, NextHop hop, InetSocketAddress address) throws IOException {
        if (isTooLong(copy, hop)) {
            throw new IOException("longer than a datagram, and no stream transport to be had");
        }
        transactions.send(hop.transport(), address, copy.callId(),
                (sentBy, branch) -> copy.bytes(
                        hop.requestUri(), EncodedBroadcast.via(hop.transport(), sentBy), branch), copy);
    }

    /** Whether a datagram was the response to a copy, and nothing is left to be done about it. */
    public boolean answered(byte[] data, int length) {
        ResponseScan response = ResponseScan.of(data, length);
        if (response == null) {
            return false;
        }
        sentCopies.answered(response.slot(), response.number(), response.status(), SipHeaders.NONE);
        return true;
    }

    /** As the other, for a response that had to be parsed. */
    public boolean answered(String branch, int status, SipHeaders headers) {
        byte[] bytes = branch == null ? new byte[0] : branch.getBytes(StandardCharsets.UTF_8);
        if (!Branch.isOne(bytes, 0, bytes.length)) {
            return false;
        }
        sentCopies.answered(Branch.slot(bytes, 0), Branch.number(bytes, 0), status, headers);
        return true;
    }

    /** How many outcomes are still open. */
    public int pending() {
        return copies.pending();
    }

    /** Tells all outcomes that are still open as transport errors. */
    @Override
    public void close() {
        turns.close();
        sentCopies.close();
        copies.close();
    }
}
