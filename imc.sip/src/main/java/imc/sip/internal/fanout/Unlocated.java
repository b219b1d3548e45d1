package imc.sip.internal.fanout;

import imc.api.SipAddress;
import imc.api.transport.Delivery;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * Copies for receivers of whom nobody can say now where they are, and somebody will: the location service has not come
 * yet, or has gone before it was asked about them. Messages are refused meanwhile; what was accepted before, and
 * notices of what was acknowledged, wait here instead of being sent nowhere. Whatever is sent to a receiver while
 * something waits for him waits behind it.
 * <p>
 * They count as on their way, in bytes, and nothing more waits when all that may be is. Safe for use by many threads;
 * never waits.
 */
public final class Unlocated {

    static final int LONGEST_SECONDS = 60;

    private final Predicate<SipAddress> unknown;
    private final BooleanSupplier full;
    private final LongSupplier nanoTime;
    /** Each queue is only changed while its entry is computed. */
    private final Map<SipAddress, Queue<Held>> waiting = new ConcurrentHashMap<>();
    private final AtomicInteger looks = new AtomicInteger();
    private volatile boolean closed;

    private record Held(Sending sending, int receiver, long since) {
    }

    /**
     * @param unknown  whether nobody can say now where a user is, and somebody will
     * @param full     whether all memory is taken up that messages may
     * @param nanoTime as {@link System#nanoTime()}
     */
    public Unlocated(Predicate<SipAddress> unknown, BooleanSupplier full, LongSupplier nanoTime) {
        this.unknown = unknown;
        this.full = full;
        this.nanoTime = nanoTime;
    }

    /** Whether nobody can say now where a user is, and somebody will. */
    boolean isUnknown(SipAddress user) {
        return unknown.test(user);
    }

    /** Whether a receiver's copies wait; if not, they can be sent now. */
    boolean keep(Sending sending, int receiver) {
        SipAddress user = sending.receiver(receiver);
        if (waiting.isEmpty() && !unknown.test(user)) {
            return false;
        }
        Queue<Held> all = waiting.compute(user, (key, there) -> {
            if (there == null && (closed || !unknown.test(user) || full.getAsBoolean())) {
                return null;
            }
            Queue<Held> queue = there == null ? new ArrayDeque<>() : there;
            queue.add(new Held(sending, receiver, nanoTime.getAsLong()));
            sending.held();
            return queue;
        });
        if (all != null && (closed || !unknown.test(user))) {
            look(); // it may be over since before it waited
        }
        return all != null;
    }

    /** The location service may have come: sends what need not wait any more, and gives up what has waited too long. */
    public void look() {
        int seen = looks.incrementAndGet();
        if (seen > 1) {
            return; // somebody is at it, and looks once more
        }
        while (seen != 0) {
            waiting.keySet().forEach(this::look);
            seen = looks.addAndGet(-seen);
        }
    }

    private void look(SipAddress user) {
        for (Held held = first(user); held != null; held = first(user)) {
            boolean inVain = closed || unknown.test(user);
            if (inVain && !closed && !isLate(held)) {
                return;
            }
            end(user, held, inVain);
        }
    }

    private boolean isLate(Held held) {
        return nanoTime.getAsLong() - held.since() >= TimeUnit.SECONDS.toNanos(LONGEST_SECONDS);
    }

    /** It is taken out after it was sent, so that others stay behind it until then. */
    private void end(SipAddress user, Held held, boolean inVain) {
        if (inVain) {
            held.sending().tell(held.receiver(), Delivery.TRANSPORT_ERROR.shared());
        } else {
            held.sending().sendNow(held.receiver());
        }
        held.sending().released();
        waiting.computeIfPresent(user, (key, queue) -> {
            queue.remove();
            return queue.isEmpty() ? null : queue;
        });
    }

    /** Null where nothing waits for him. */
    private Held first(SipAddress user) {
        Held[] first = {null};
        waiting.computeIfPresent(user, (key, queue) -> { // not before what is being added has been counted
            first[0] = queue.peek();
            return queue;
        });
        return first[0];
    }

    /** Nothing waits from now on, and all that does is told as failed. */
    void close() {
        closed = true;
        look();
    }
}
