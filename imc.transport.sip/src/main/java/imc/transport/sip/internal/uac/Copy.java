package imc.transport.sip.internal.uac;

import imc.api.SipAddress;
import imc.api.transport.Delivery;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

/** One contact's copy of a broadcast, from its sending to its end, which comes once. */
final class Copy {

    private static final AtomicIntegerFieldUpdater<Copy> ENDED =
            AtomicIntegerFieldUpdater.newUpdater(Copy.class, "ended");

    private final FanOut.Sending sending;
    private final int receiver;
    private final int contact;
    private final NextHop hop;
    private final Backlog backlog;
    private final Outcome outcome;
    private boolean isKept;
    private volatile int ended;

    /**
     * @param contact which of the receiver's contacts gets it
     * @param backlog that it counts in, which it has entered; null for none
     * @param outcome what the copies to all contacts of the receiver come to; null where this is the only one
     */
    Copy(FanOut.Sending sending, int receiver, int contact, NextHop hop, Backlog backlog, Outcome outcome) {
        this.sending = sending;
        this.receiver = receiver;
        this.contact = contact;
        this.hop = hop;
        this.backlog = backlog;
        this.outcome = outcome;
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

    /** It has come to an end; of several, the first counts. */
    void ended(Delivery delivery) {
        if (!ENDED.compareAndSet(this, 0, 1)) {
            return;
        }
        if (isKept) {
            sending.copies().forget(this);
        }
        if (backlog != null) {
            backlog.leave(delivery);
        }
        if (outcome == null) {
            sending.tell(receiver, delivery);
        } else {
            outcome.ended(delivery);
        }
    }
}
