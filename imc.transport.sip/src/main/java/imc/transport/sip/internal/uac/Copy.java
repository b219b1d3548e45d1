package imc.transport.sip.internal.uac;

import imc.api.SipAddress;
import imc.api.transport.Delivery;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

/** One contact's copy of a broadcast, from its sending to its end, which comes once. */
final class Copy implements Ending {

    private static final AtomicIntegerFieldUpdater<Copy> ENDED =
            AtomicIntegerFieldUpdater.newUpdater(Copy.class, "ended");

    private final FanOut.Sending sending;
    private final int receiver;
    private final int contact;
    private final NextHop hop;
    private final Backlog backlog;
    private final Outcome outcome;
    private final Trail trail;
    private boolean isKept;
    private volatile int ended;

    /**
     * @param contact which of the receiver's contacts gets it
     * @param backlog that it counts in, which it has entered; null for none
     * @param outcome what the copies to all contacts of the receiver come to; null where this is the only one
     * @param trail   where else it may go; null for nowhere yet
     */
    Copy(FanOut.Sending sending, int receiver, int contact, NextHop hop, Backlog backlog, Outcome outcome,
            Trail trail) {
        this.sending = sending;
        this.receiver = receiver;
        this.contact = contact;
        this.hop = hop;
        this.backlog = backlog;
        this.outcome = outcome;
        this.trail = trail;
    }

    SipAddress receiver() {
        return sending.broadcast().receivers().get(receiver);
    }

    NextHop hop() {
        return hop;
    }

    EncodedBroadcast encoded() {
        return sending.encoded();
    }

    /** A Call-ID of its own, so that no two copies are taken for one. */
    String callId() {
        return encoded().callId(receiver, contact);
    }

    /** In bytes, at most a little above what it will be. */
    int length(NextHop over) {
        return encoded().length(receiver(), over);
    }

    /** Has it told when everything is closed, for copies that no transaction of ours keeps. */
    void keep() {
        isKept = true;
        sending.copies().keep(this);
    }

    /** The same message, on its way to another place. */
    void goOn(NextHop other, Trail with) {
        sending.fanOut().send(sending, receiver, contact, other, outcome, with);
    }

    @Override
    public void answered(int status, List<String> contacts) {
        Delivery delivery = Delivery.answered(status);
        List<NextHop> places = Redirection.isOne(status) && (trail == null || !trail.isRedirected())
                ? sending.fanOut().redirected(this, status, contacts) : List.of();
        if (places.isEmpty()) {
            ended(delivery);
        } else if (end(delivery)) {
            new Trail(delivery, places).begin(this);
        }
    }

    /** It has come to an end; of several, the first counts. */
    @Override
    public void ended(Delivery delivery) {
        if (!end(delivery)) {
            return;
        }
        if (trail == null) {
            told(delivery);
        } else {
            trail.ended(this, delivery);
        }
    }

    private boolean end(Delivery delivery) {
        if (!ENDED.compareAndSet(this, 0, 1)) {
            return false;
        }
        if (isKept) {
            sending.copies().forget(this);
        }
        if (backlog != null) {
            backlog.leave(delivery);
        }
        return true;
    }

    /** This is what has become of it, wherever it went. */
    void told(Delivery delivery) {
        if (outcome == null) {
            sending.tell(receiver, delivery);
        } else {
            outcome.ended(delivery);
        }
    }
}
