package imc.sip.internal.fanout;

import imc.api.sip.SharedRequest;
import imc.api.sip.SipFanOut;
import imc.api.transport.Delivery;
import imc.sip.internal.figures.Faults;
import imc.sip.internal.figures.Figures;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What has been handed over and has no outcome yet: how much it is, and those copies that nobody else keeps, so that
 * none is forgotten when the transport goes. Copies in {@code ClientTransactions} are kept there.
 */
public final class OpenCopies implements AutoCloseable {

    private final AtomicInteger open = new AtomicInteger();
    private final Set<Copy> kept = ConcurrentHashMap.newKeySet();
    private final Figures figures;
    private final Faults faults;
    private volatile boolean closed;

    /** None yet. */
    public OpenCopies(Figures figures, Faults faults) {
        this.figures = figures;
        this.faults = faults;
    }

    /** So many receivers will be told of. */
    void expect(int receivers) {
        open.addAndGet(receivers);
    }

    /** Keeps a copy until it has ended. */
    void keep(Copy copy) {
        kept.add(copy);
        if (closed) {
            copy.ended(Delivery.TRANSPORT_ERROR.shared());
        }
    }

    void forget(Copy copy) {
        kept.remove(copy);
    }

    /**
     * What became of one receiver's copies. Throws nothing.
     *
     * @param began when the request was taken, as {@link System#nanoTime()}
     */
    void tell(SharedRequest request, int receiver, Delivery delivery, SipFanOut.Outcomes outcomes, long began) {
        open.decrementAndGet();
        figures.delivery(delivery, began);
        try {
            outcomes.ended(receiver, delivery);
        } catch (Throwable e) { // somebody else's code on a thread of ours
            faults.add("A listener failed on the outcome of a delivery to {}", request.receivers().get(receiver), e);
        }
    }

    /** How many receivers are still to be told of. */
    int pending() {
        return open.get();
    }

    @Override
    public void close() {
        closed = true;
        kept.forEach(copy -> copy.ended(Delivery.TRANSPORT_ERROR.shared()));
    }
}
