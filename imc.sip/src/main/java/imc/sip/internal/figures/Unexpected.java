package imc.sip.internal.figures;

import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What never should be thrown where messages come in: counted, and said once. */
public record Unexpected(Figures figures, AtomicBoolean told) {

    private static final Logger LOG = LoggerFactory.getLogger(Unexpected.class);

    public Unexpected(Figures figures) {
        this(figures, new AtomicBoolean());
    }

    public void add(Throwable e) {
        figures.unexpectedFailure();
        if (told.compareAndSet(false, true)) {
            LOG.error("A message could not be processed; it was dropped. Further ones are counted only", e);
        } else {
            LOG.debug("A message could not be processed; it was dropped", e);
        }
    }
}
