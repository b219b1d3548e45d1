package imc.rooms.internal.report;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes what should not have happened: each kind is logged in full once, and all are counted. */
@Component(service = Failures.class)
public final class Failures {

    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private final LongAdder count = new LongAdder();

    @Activate
    public Failures() {
        // begins with nothing
    }

    /**
     * @param what the kind, in words that do not vary with the case
     */
    public void report(String what, Throwable failure) {
        count.increment();
        if (seen.add(what + failure.getClass().getName())) {
            LOG.error("{} (reported once, counted as failures)", what, failure);
        }
    }

    public long count() {
        return count.sum();
    }
}
