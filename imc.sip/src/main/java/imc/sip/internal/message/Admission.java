package imc.sip.internal.message;

import imc.api.Answer;
import imc.api.Message;
import imc.api.SipAddress;
import imc.api.sip.Hindrance;
import imc.api.sip.MessageHandler;
import imc.sip.internal.fanout.InFlight;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.function.Predicate;

/**
 * Counts the messages that somebody is at work on, and says what speaks against more: more work in flight than can be
 * done in time, receivers who cannot follow, or the end that is near.
 */
public final class Admission {

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
     * @param most   from how many on there should be no further message
     * @param heldUp whether what is sent in a name has to wait for one of its receivers
     * @param congested whether all have to wait for the outbound proxy
     * @param lost   whether nobody can say where receivers are, and somebody will
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

    /**
     * A message comes in.
     *
     * @param handler who takes it, whatever speaks against it, or refuses it
     * @return empty where it has gone in, and {@link #leave}s after its answer; else why it has not
     */
    Optional<Answer> enter(Message message, MessageHandler handler) {
        boolean in = false;
        inProgress.incrementAndGet();
        try {
            Optional<Answer> refusal = handler.refusal(hindrance(message.requestUri(), message.to()));
            in = refusal.isEmpty();
            if (in) {
                inFlight.entered(message.requestUri(), message.content().bytes().length);
            }
            return refusal;
        } finally {
            if (!in) {
                inProgress.decrementAndGet();
            }
        }
    }

    /** What speaks against a message now, for copies in the name of either. Which of the two is for others to say. */
    Hindrance hindrance(SipAddress requestUri, SipAddress to) {
        Hindrance common = hindrance();
        if (common != Hindrance.NONE) {
            return common;
        }
        boolean isOther = to != requestUri; // as where To says something else
        if (heldUp.test(requestUri) || isOther && heldUp.test(to)) {
            return Hindrance.SLOW_RECEIVER;
        }
        return inFlight.holdsUp(requestUri) || isOther && inFlight.holdsUp(to) ? Hindrance.FULL : Hindrance.NONE;
    }

    /** What speaks against any message now, whomever it is for. */
    Hindrance hindrance() {
        if (closed) {
            return Hindrance.CLOSING;
        }
        if (copies.getAsInt() >= most || inProgress.get() > most || inFlight.isFull()) {
            return Hindrance.OVERLOADED;
        }
        if (lost.getAsBoolean()) {
            return Hindrance.UNLOCATED;
        }
        return congested.getAsBoolean() ? Hindrance.CONGESTED : Hindrance.NONE;
    }

    void leave(Message message) {
        inFlight.left(message.requestUri(), message.content().bytes().length);
        inProgress.decrementAndGet();
    }

    /** From now on the end is near. */
    public void close() {
        closed = true;
    }

    /** Whether the end is near. */
    boolean isClosed() {
        return closed;
    }

    /** How many have gone in and are not answered yet. */
    public int inProgress() {
        return inProgress.get();
    }
}
