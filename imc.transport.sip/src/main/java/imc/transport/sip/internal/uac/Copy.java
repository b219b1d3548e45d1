package imc.transport.sip.internal.uac;

import imc.api.SipAddress;
import imc.api.transport.Delivery;
import imc.transport.sip.internal.dns.Server;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

/** One contact's copy of a broadcast, from its sending to its end, which comes once. */
final class Copy implements Ending {

    private static final AtomicIntegerFieldUpdater<Copy> ENDED =
            AtomicIntegerFieldUpdater.newUpdater(Copy.class, "ended");

    private final Sending sending;
    private final int receiver;
    private final int contact;
    private final Destination destination;
    private final boolean isCounted;
    private final Outcome outcome;
    private final Trail trail;
    private boolean isKept;
    private volatile int ended;

    /**
     * @param contact which of the receiver's contacts gets it
     * @param isCounted whether it has entered the destination's backlog
     * @param outcome what the copies to all contacts of the receiver come to; null where this is the only one
     * @param trail   where else it may go; null for nowhere yet
     */
    Copy(Sending sending, int receiver, int contact, Destination destination, boolean isCounted,
            Outcome outcome, Trail trail) {
        this.sending = sending;
        this.receiver = receiver;
        this.contact = contact;
        this.destination = destination;
        this.isCounted = isCounted;
        this.outcome = outcome;
        this.trail = trail;
        if (sending.pace() != null) {
            sending.pace().begun();
        }
    }

    SipAddress receiver() {
        return sending.broadcast().receivers().get(receiver);
    }

    NextHop hop() {
        return destination.hop();
    }

    Destination destination() {
        return destination;
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
        return encoded().length(destination.receiver(), over);
    }

    /**
     * The whole of it, for whoever has a way of his own.
     *
     * @param via as {@link EncodedBroadcast#via}
     */
    byte[] bytes(String requestUri, byte[] via, String branch) {
        return encoded().copy(receiver(), receiver, contact, requestUri, via, branch);
    }

    /** The whole of it. */
    byte[] bytes(Destination.Way way, int slot, long number) {
        ByteBuffer bytes = ByteBuffer.allocate(way.head().length + Branch.LENGTH
                + encoded().restLength(destination.receiver()));
        write(way, slot, number, bytes);
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    /** Writes it. */
    void write(Destination.Way way, int slot, long number, ByteBuffer to) {
        to.put(way.head());
        Branch.write(slot, number, to);
        encoded().writeRest(destination.receiver(), receiver, contact, to);
    }

    /** Has it told when everything is closed, for copies that no transaction of ours keeps. */
    void keep() {
        isKept = true;
        sending.copies().keep(this);
    }

    /** Its next hop is a name, and these are its servers, at least one, in the order in which they are tried. */
    void located(List<Server> servers) {
        if (!end()) {
            return;
        }
        if (trail == null && servers.size() == 1) {
            move(servers.get(0), null);
        } else {
            (trail == null ? new Trail() : trail).located(this, servers);
        }
    }

    /** The same message, on its way to another server of the same contact. */
    void move(Server server, Trail with) {
        sending.fanOut().send(
                new Copy(sending, receiver, contact, destination.at(server), isCounted, outcome, with));
    }

    /** The same message, on its way to another contact. */
    void goOn(NextHop other, Trail with) {
        sending.fanOut().send(sending, receiver, contact, other, outcome, with);
    }

    /** The server that it was sent to has not taken it. */
    void serverFailed(Delivery delivery) {
        if (hop().server() != null && !FanOut.isTooLong(this, hop())) {
            sending.fanOut().names().failed(hop().server(), delivery);
        }
    }

    @Override
    public void answered(int status, List<String> contacts) {
        Delivery delivery = Delivery.answered(status);
        if (trail != null && hop().server() != null) {
            sending.fanOut().names().answered(hop().server());
        }
        List<NextHop> places = Redirection.isOne(status) && (trail == null || !trail.isRedirected())
                ? sending.fanOut().redirected(this, status, contacts) : List.of();
        if (places.isEmpty()) {
            ended(delivery);
        } else if (end()) {
            (trail == null ? new Trail() : trail).redirected(this, delivery, places);
        }
    }

    /** It has come to an end; of several, the first counts. */
    @Override
    public void ended(Delivery delivery) {
        if (!end()) {
            return;
        }
        if (trail == null) {
            leave(delivery);
            told(delivery);
        } else {
            trail.ended(this, delivery);
        }
    }

    private boolean end() {
        if (!ENDED.compareAndSet(this, 0, 1)) {
            return false;
        }
        if (sending.pace() != null) {
            sending.pace().ended();
        }
        if (isKept) {
            sending.copies().forget(this);
        }
        return true;
    }

    /** It waits for nothing any more at this contact. */
    void leave(Delivery delivery) {
        if (isCounted) {
            destination.backlog().leave(delivery);
        }
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
