package imc.sip.internal;

import imc.api.health.Drainable;
import imc.api.health.HealthSource;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** SIP as whoever watches over the server sees it: what it lacks, and what it has in flight when the server ends. */
@Component(service = {Drainable.class, HealthSource.class})
public final class SipEnd implements Drainable, HealthSource {

    private final SipStack stack;

    /** Speaks for a stack. */
    @Activate
    public SipEnd(@Reference SipStack stack) {
        this.stack = stack;
    }

    @Override
    public void drain() {
        stack.refuseNew();
    }

    @Override
    public Map<String, Long> inFlight() {
        return stack.inFlight();
    }

    @Override
    public void giveUp() {
        stack.giveUp();
    }

    @Override
    public List<String> missing() {
        return stack.missing();
    }
}
