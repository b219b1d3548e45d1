package imc.sip.internal.fanout;

import imc.api.SipAddress;
import imc.api.sip.SharedRequest;
import imc.api.sip.SipFanOut;
import imc.api.transport.Delivery;
import imc.sip.internal.udp.Batches;
import java.util.function.ObjIntConsumer;

/** Sends a request to many: one copy to each contact of each receiver, in order for each. */
public final class FanOut implements SipFanOut, AutoCloseable {

    private static final int OK = 200;

    private final Unlocated unlocated;
    private final Outlet outlet;
    private final OpenCopies copies;
    private final Turns turns = new Turns(Math.max(2, Runtime.getRuntime().availableProcessors() / 2));

    /**
     * @param unlocated keeps copies for whom nobody can say now where he is
     * @param outlet    where copies go out
     * @param copies    that are on their way
     */
    public FanOut(Unlocated unlocated, Outlet outlet, OpenCopies copies) {
        this.unlocated = unlocated;
        this.outlet = outlet;
        this.copies = copies;
    }

    @Override
    public void send(SharedRequest request, Outcomes outcomes) {
        int receivers = request.receivers().size();
        InFlight inFlight = outlet.inFlight();
        copies.expect(receivers);
        Sending sending;
        try {
            EncodedRequest encoded = new EncodedRequest(request);
            Pace pace = receivers <= Turns.AT_ONCE ? null
                    : new Pace(System::nanoTime, outlet.proxy().congestion()::isThere, inFlight::isTight);
            sending = new Sending(request, outcomes, encoded, copies, this, pace,
                    inFlight.load(request.from(), encoded, request.content().bytes().length, receivers));
        } catch (Throwable e) { // nobody gets any of it
            outlet.faults().add("A message of {} could not be sent", request.from(), e);
            for (int i = 0; i < receivers; i++) {
                copies.tell(request, i, Delivery.TRANSPORT_ERROR.shared(), outcomes, System.nanoTime());
            }
            return;
        }
        try {
            turns.send(sending);
        } catch (Throwable e) { // no memory to wait for its turn in
            outlet.faults().add("A message of {} could not be sent", request.from(), e);
            sending.fail();
        }
    }

    /** Sends to some of the receivers, to each as soon as somebody can say where he is. Throws nothing. */
    void send(Sending sending, int first, int end) {
        together(Batches::begin, sending);
        for (int i = first; i < end; i++) {
            send(sending, i);
            sending.handedOver();
        }
        together(Batches::end, sending);
    }

    /** What goes wrong with that must not keep anything from being sent. */
    private void together(ObjIntConsumer<Batches> what, Sending sending) {
        try {
            what.accept(outlet.ways().listening().batches(), sending.room().hashCode());
        } catch (Throwable e) { // what was collected is sent again, as what was lost is
            outlet.faults().add("What {} sends could not be sent together", sending.room(), e);
        }
    }

    private void send(Sending sending, int receiver) {
        boolean waits;
        try {
            waits = unlocated.keep(sending, receiver);
        } catch (Throwable e) { // no memory to wait in
            outlet.faults().add("A copy for {} cannot wait", sending.receiver(receiver), e);
            waits = false;
        }
        if (!waits) {
            sendNow(sending, receiver);
        }
    }

    /** Sends a receiver's copies to where he is known to be. Throws nothing. */
    void sendNow(Sending sending, int receiver) {
        Targets targets;
        Outcome outcome;
        try {
            targets = outlet.destinations().of(sending.receiver(receiver));
            if (!sending.except().isEmpty()) {
                targets = targets.without(sending.except());
            }
            outcome = targets.size() < 2 ? null : new Outcome(this, sending, receiver, targets);
        } catch (Throwable e) { // the other receivers, and the other rooms, go on
            outlet.faults().add("Where {} is could not be found out", sending.receiver(receiver), e);
            sending.tell(receiver, Delivery.TRANSPORT_ERROR.shared());
            return;
        }
        if (outcome != null) {
            outcome.begin();
        } else if (targets.size() == 0) {
            // Who has no other device lacks nothing.
            sending.tell(receiver, sending.except().isEmpty() ? Delivery.NOT_REGISTERED : Delivery.answered(OK));
        } else {
            send(sending, receiver, 0, targets.get(0), null);
        }
    }

    /** Throws nothing. */
    void send(Sending sending, int receiver, int contact, Destination to, Outcome outcome) {
        try {
            Destination now = to.now(outlet.ways().listening());
            outlet.begin(new Copy(sending, receiver, contact, now, outcome, null, outlet));
        } catch (Throwable e) { // the other contacts go on
            outlet.faults().add("A copy for {} could not be sent", sending.receiver(receiver), e);
            if (outcome == null) {
                sending.tell(receiver, Delivery.TRANSPORT_ERROR.shared());
            } else {
                outcome.ended(contact, Delivery.TRANSPORT_ERROR.shared());
            }
        }
    }

    /** Whether it is known that a receiver is registered nowhere, and his address leads nowhere else. */
    @Override
    public boolean isAway(SipAddress receiver) {
        return !unlocated.isUnknown(receiver) && outlet.isNowhere(receiver);
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
