package imc.sip.internal;

import imc.api.health.Drainable;
import imc.api.health.HealthSource;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * SIP as whoever watches over the server sees it: what it lacks, and what it has in flight when the server ends. A
 * stack that cannot be activated, as with a port in use, is not this one's failure, too.
 */
@Component(service = {Drainable.class, HealthSource.class})
public final class SipEnd implements Drainable, HealthSource {

    /** Null while there is none. */
    private volatile SipStack stack;
    private boolean draining;

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    synchronized void addStack(SipStack arrived) {
        stack = arrived;
        if (draining) {
            arrived.refuseNew();
        }
    }

    synchronized void removeStack(SipStack leaving) {
        if (stack == leaving) {
            stack = null;
        }
    }

    @Override
    public synchronized void drain() {
        draining = true;
        if (stack != null) {
            stack.refuseNew();
        }
    }

    @Override
    public Map<String, Long> inFlight() {
        SipStack now = stack;
        return now == null ? Map.of() : now.inFlight();
    }

    @Override
    public void giveUp() {
        SipStack now = stack;
        if (now != null) {
            now.giveUp();
        }
    }

    @Override
    public List<String> missing() {
        SipStack now = stack;
        return now == null ? List.of() : now.missing();
    }
}
