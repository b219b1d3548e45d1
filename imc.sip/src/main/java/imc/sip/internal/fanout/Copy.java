package imc.sip.internal.fanout;

import imc.api.SipAddress;
import imc.api.sip.SipHeaders;
import imc.api.transport.Delivery;
import imc.sip.internal.dns.Server;
import imc.sip.internal.net.WriteQueue;
import imc.sip.internal.route.Lanes;
import imc.sip.internal.route.Names;
import imc.sip.internal.route.NextHop;
import imc.sip.internal.route.Redirection;
import imc.sip.internal.route.RetryAfter;
import imc.sip.internal.route.Routes;
import imc.sip.internal.transaction.Branch;
import imc.sip.internal.transaction.ClientTransaction;
import imc.sip.internal.transaction.ResponseReader;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One contact's copy of a request, from its sending to its end, which comes once. Whoever has a copy sees to its end;
 * it is handed on by calls that throw nothing once another has it, so that what is thrown before means that nobody has.
 */
public final class Copy extends ClientTransaction implements Names.Locating {

    private static final Logger LOG = LoggerFactory.getLogger(Copy.class);
    private static final AtomicIntegerFieldUpdater<Copy> ENDED =
            AtomicIntegerFieldUpdater.newUpdater(Copy.class, "ended");

    private final Sending sending;
    private final int receiver;
    private final int contact;
    private final Destination destination;
    private final Outcome outcome;
    private final Trail trail;
    private final Outlet outlet;
    /** Null before it is sent. */
    private Destination.Way way;
    private int retryAfter = RetryAfter.NONE;
    private boolean isCounted;
    private boolean isKept;
    private volatile int ended;

    /**
     * @param contact which of the receiver's contacts gets it
     * @param outcome what the copies to all contacts of the receiver come to; null where this is the only one
     * @param trail   where else it may go; null for nowhere yet
     * @param outlet  where it goes out, and whatever follows it
     */
    Copy(Sending sending, int receiver, int contact, Destination destination, Outcome outcome, Trail trail,
            Outlet outlet) {
        this.sending = sending;
        this.receiver = receiver;
        this.contact = contact;
        this.destination = destination;
        this.outcome = outcome;
        this.trail = trail;
        this.outlet = outlet;
        sending.begun();
    }

    SipAddress receiver() {
        return sending.receiver(receiver);
    }

    @Override
    public NextHop hop() {
        return destination.hop();
    }

    Destination destination() {
        return destination;
    }

    EncodedRequest encoded() {
        return sending.encoded();
    }

    /** It is sent by this way. */
    void goBy(Destination.Way known) {
        way = known;
        goBy(known.route());
    }

    @Override
    public boolean isOf(String method) {
        return encoded().method().equals(method);
    }

    /** In bytes, at most a little above what it will be. */
    int length(NextHop over) {
        return encoded().length(destination.receiver(), over);
    }

    @Override
    public int length() {
        return encoded().startLength() + way.head().length + Branch.LENGTH
                + encoded().restLength(destination.receiver(), receiver, contact);
    }

    @Override
    public void write(int itsSlot, long itsNumber, int more, ByteBuffer to) {
        encoded().writeStart(to);
        to.put(way.head());
        Branch.write(itsSlot, itsNumber, more, to);
        encoded().writeRest(destination.receiver(), receiver, contact, to);
    }

    /** More than its status means something only where that leads elsewhere, which {@link ResponseReader} tells. */
    @Override
    public boolean wantsAll() {
        return false;
    }

    /** He has registered elsewhere, and not there any more, where perhaps nobody listens. */
    @Override
    public boolean hasMoved() {
        return outlet.destinations().hasLeft(receiver(), destination);
    }

    /** False where there is no room for it in the destination's backlog. */
    boolean enter() {
        Backlog backlog = destination.backlog();
        isCounted = backlog != null && backlog.enter(sending.room(), length(hop()));
        return isCounted || backlog == null;
    }

    /** Has it told when everything is closed, for copies that no transaction of ours keeps. */
    void keep() {
        isKept = true;
        sending.keep(this);
    }

    @Override
    public void found(List<Server> servers) {
        List<Server> allowed = outlet.ways().routes().allowed(hop(), servers);
        if (allowed.isEmpty()) {
            ended(Routes.FORBIDDEN);
        } else if (end()) {
            handOn(Delivery.TRANSPORT_ERROR, () -> {
                if (trail == null && allowed.size() == 1) {
                    move(allowed.get(0), null);
                } else {
                    (trail == null ? new Trail() : trail).located(this, allowed);
                }
            });
        }
    }

    /** The same message, on its way to another server of the same contact. */
    void move(Server server, Trail with) {
        Copy next = new Copy(sending, receiver, contact, destination.at(server), outcome, with, outlet);
        next.isCounted = isCounted;
        outlet.send(next);
    }

    /** The same message, on its way to another contact. */
    void goOn(NextHop other, Trail with) {
        Destination there = outlet.destinations().of(receiver(), other).now(outlet.ways().listening());
        outlet.begin(new Copy(sending, receiver, contact, there, outcome, with, outlet));
    }

    /** The server that it was sent to has not taken it. */
    void serverFailed(Delivery delivery) {
        try {
            if (!hop().isTooLong(length(hop()))) {
                outlet.ways().names().failed(hop(), delivery, retryAfter);
            }
        } catch (Throwable e) { // the next one is tried all the same
            outlet.faults().add("That {} has failed could not be noted", hop().server(), e);
        }
    }

    @Override
    public void sent(WriteQueue queue) {
        if (queue != null) {
            outlet.proxy().waitsIn(hop(), queue);
        }
    }

    @Override
    public void answered(int status, ResponseReader whole) {
        outlet.proxy().answered(hop(), status);
        Delivery delivery = Delivery.answered(status);
        List<NextHop> places = places(status, whole);
        if (places.isEmpty()) {
            ended(delivery);
        } else if (end()) {
            handOn(delivery, () -> (trail == null ? new Trail() : trail).redirected(this, delivery, places));
        }
    }

    /** Where an answer sends it; empty for nowhere. */
    private List<NextHop> places(int status, ResponseReader whole) {
        try {
            boolean tellsMore = whole != null && (status / 100 == 3 || status == RetryAfter.STATUS);
            SipHeaders headers = tellsMore ? whole.headers() : SipHeaders.NONE;
            retryAfter = RetryAfter.of(status, headers);
            if (trail != null) {
                outlet.ways().names().answered(hop());
            }
            return Redirection.isOne(status) && (trail == null || !trail.isRedirected())
                    ? outlet.ways().nextHops().redirected(hop(), status, headers.all("Contact")) : List.of();
        } catch (Throwable e) { // the answer counts as it is
            outlet.faults().add("An answer to a copy for {} cannot be followed", receiver(), e);
            return List.of();
        }
    }

    /** It has come to an end; of several, the first counts. */
    @Override
    public void ended(Delivery outcome) {
        if (!end()) {
            return;
        }
        Delivery delivery = outlet.proxy().judged(hop(), outcome);
        if (trail == null) {
            finish(delivery, delivery);
        } else {
            handOn(delivery, () -> trail.ended(this, delivery));
        }
    }

    @Override
    public void missing(Delivery instead) {
        ended(instead);
    }

    /** It could not go on, for a reason that there never should be. */
    @Override
    public void failed(Throwable e) {
        if (e instanceof RejectedExecutionException) {
            LOG.debug("A copy for {} is not sent: {}", receiver(), e.getMessage());
        } else {
            outlet.faults().add("A copy for {} could not be sent", receiver(), e);
        }
        ended(Delivery.TRANSPORT_ERROR.shared());
    }

    /** Takes a step after which another sees to the end; where nobody has it then, this is the end. */
    private void handOn(Delivery otherwise, Lanes.Step step) {
        try {
            step.take();
        } catch (Throwable e) { // the outcome is told
            outlet.faults().add("A copy for {} could not be sent on", receiver(), e);
            finish(otherwise, otherwise);
        }
    }

    private boolean end() {
        if (!ENDED.compareAndSet(this, 0, 1)) {
            return false;
        }
        sending.ended();
        if (isKept) {
            sending.forget(this);
        }
        return true;
    }

    /**
     * This is the end of it, wherever it went. Throws nothing.
     *
     * @param here what became of it at this contact
     * @param told what became of it at all
     */
    void finish(Delivery here, Delivery told) {
        try {
            leave(here);
        } catch (Throwable e) { // the outcome is told
            outlet.faults().add("A copy for {} could not leave its backlog", receiver(), e);
        }
        if (outcome == null) {
            sending.tell(receiver, told);
        } else {
            outcome.ended(contact, told);
        }
    }

    /** It waits for nothing any more at this contact. */
    void leave(Delivery delivery) {
        if (isCounted) {
            isCounted = false;
            destination.backlog().leave(delivery, length(hop()));
        }
    }
}
