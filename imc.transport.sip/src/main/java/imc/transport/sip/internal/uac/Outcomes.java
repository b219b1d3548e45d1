package imc.transport.sip.internal.uac;

import imc.api.transport.Broadcast;
import imc.api.transport.Delivery;
import imc.api.transport.DeliveryListener;
import imc.transport.sip.internal.Figures;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All outcomes that are still open, so that none is forgotten when the transport goes. */
final class Outcomes implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Outcomes.class);

    private final Set<Outcome> open = ConcurrentHashMap.newKeySet();
    private final Figures figures;
    private volatile boolean closed;

    Outcomes(Figures figures) {
        this.figures = figures;
    }

    Outcome expect(Broadcast broadcast, int receiver, DeliveryListener listener, int contacts) {
        Outcome outcome = new Outcome(this, broadcast, receiver, listener, contacts);
        open.add(outcome);
        if (closed) {
            outcome.abandon();
        }
        return outcome;
    }

    void tell(Outcome outcome, Broadcast broadcast, int receiver, Delivery delivery, DeliveryListener listener) {
        open.remove(outcome);
        figures.delivery(delivery.result());
        try {
            listener.ended(broadcast, receiver, delivery);
        } catch (Throwable e) { // somebody else's code on a thread of ours
            figures.unexpectedFailure();
            LOG.error("A listener failed on the outcome of a delivery to {}", broadcast.receivers().get(receiver), e);
        }
    }

    int pending() {
        return open.size();
    }

    @Override
    public void close() {
        closed = true;
        open.forEach(Outcome::abandon);
    }
}
