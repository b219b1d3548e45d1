package imc.sip.internal.fanout;

import imc.api.SipAddress;
import imc.api.transport.Delivery;
import imc.sip.internal.udp.Batches;
import java.util.function.ObjIntConsumer;

/**
 * Makes copies of a request, one for each contact of each receiver.
 *
 * @param unlocated keeps copies for whom nobody can say now where he is
 * @param outlet    where copies go out
 */
public record Dispatch(Unlocated unlocated, Outlet outlet) {

    private static final int OK = 200;

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
    boolean isAway(SipAddress receiver) {
        return !unlocated.isUnknown(receiver) && outlet.isNowhere(receiver);
    }
}
