package imc.sip.internal.figures;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What should never happen: counted, the first of each kind logged as an error. Safe for use by many threads. */
public final class Faults {

    private static final Logger LOG = LoggerFactory.getLogger(Faults.class);

    private final Set<String> told = ConcurrentHashMap.newKeySet();
    private final Figures figures;

    /** Counts them there. */
    public Faults(Figures figures) {
        this.figures = figures;
    }

    /**
     * Something was thrown. Throws nothing itself: whoever calls has an outcome to tell, or others to serve.
     *
     * @param what  could not be done, in a sentence with a {@code {}} at most
     * @param whose what stands there
     */
    public void add(String what, Object whose, Throwable e) {
        figures.count(Counted.UNEXPECTED);
        try {
            if (told.add(what + e.getClass())) {
                LOG.error(what, whose, e);
            } else {
                LOG.debug(what, whose, e);
            }
        } catch (Throwable again) { // there may be no memory left to say it; the figure tells
            figures.count(Counted.UNEXPECTED);
        }
    }
}
