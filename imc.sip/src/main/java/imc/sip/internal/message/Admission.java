package imc.sip.internal.message;

import imc.api.Answer;
import imc.api.Message;
import imc.api.SipAddress;
import imc.sip.internal.fanout.InFlight;
import imc.sip.internal.server.Requests;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.function.Predicate;

/**
 * Counts the messages that the conference server is at work on, and lets no more in when more work is in flight than
 * can be done in time, when a room's members cannot follow, or when the end is near.
 */
public final class Admission {

    /** Soon: who is slow will have caught up, or be given up. */
    private static final int RETRY_ROOM_SECONDS = 2;

    private final AtomicInteger inProgress = new AtomicInteger();
    private final IntSupplier copies;
    private final InFlight inFlight;
    private final int most;
    private final Predicate<SipAddress> heldUp;
    private final BooleanSupplier congested;
    private final BooleanSupplier lost;
    private volatile boolean closed;

    /**
     * @param copies how many copies wait for their answers now
     * @param inFlight the memory that is taken up
     * @param most   from how many on no further message is let in
     * @param heldUp whether a room has to wait for its members
     * @param congested whether all rooms have to wait for the outbound proxy
     * @param lost   whether nobody can say where members are, and somebody will
     */
    public Admission(IntSupplier copies, InFlight inFlight, int most, Predicate<SipAddress> heldUp,
            BooleanSupplier congested, BooleanSupplier lost) {
        this.copies = copies;
        this.inFlight = inFlight;
        this.most = most;
        this.heldUp = heldUp;
        this.congested = congested;
        this.lost = lost;
    }

    /** Null where the message may go in, and calls {@link #leave} after its answer; else why it may not. */
    Answer enter(Message message) {
        inProgress.incrementAndGet();
        Answer refusal = refusal(message.requestUri(), message.to());
        if (refusal != null) {
            inProgress.decrementAndGet();
        } else {
            inFlight.entered(message.requestUri(), message.content().bytes().length);
        }
        return refusal;
    }

    /** Why no message would be let in now; null where one would. */
    Answer refusal(SipAddress requestUri, SipAddress to) {
        if (closed) {
            return Answer.unavailable("The server is going down", Requests.RETRY_AFTER_SECONDS);
        }
        if (copies.getAsInt() >= most || inProgress.get() > most || inFlight.isFull()) {
            return Answer.unavailable("The server is overloaded", Requests.RETRY_AFTER_SECONDS);
        }
        if (lost.getAsBoolean()) {
            return Answer.unavailable("The location service is not there", RETRY_ROOM_SECONDS);
        }
        if (congested.getAsBoolean()) {
            return Answer.unavailable("The outbound proxy cannot follow", RETRY_ROOM_SECONDS);
        }
        // Which of the two names the room is the conference server's to say.
        if (heldUp.test(requestUri) || heldUp.test(to)) {
            return Answer.unavailable("A member of the room cannot follow", RETRY_ROOM_SECONDS);
        }
        if (inFlight.holdsUp(requestUri) || inFlight.holdsUp(to)) {
            return Answer.unavailable("The room has too much on its way", RETRY_ROOM_SECONDS);
        }
        return null;
    }

    void leave(Message message) {
        inFlight.left(message.requestUri(), message.content().bytes().length);
        inProgress.decrementAndGet();
    }

    /** From now on nothing is let in. */
    public void close() {
        closed = true;
    }

    /** How many have gone in and are not answered yet. */
    public int inProgress() {
        return inProgress.get();
    }
}
