package imc.sip.internal;

import imc.api.sip.Flow;
import imc.api.sip.FlowListener;
import imc.sip.internal.figures.Figures;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who wants to hear of a flow's end. Whatever one of them throws, the others hear of it, too. */
final class FlowListeners {

    private static final Logger LOG = LoggerFactory.getLogger(FlowListeners.class);

    private final List<FlowListener> all = new CopyOnWriteArrayList<>();
    private final AtomicBoolean told = new AtomicBoolean();
    private final Figures figures;

    FlowListeners(Figures figures) {
        this.figures = figures;
    }

    void add(FlowListener listener) {
        all.add(listener);
    }

    void remove(FlowListener listener) {
        all.remove(listener);
    }

    /** Throws nothing. */
    void ended(Flow flow) {
        for (FlowListener listener : all) {
            try {
                listener.ended(flow);
            } catch (Throwable e) { // the calling thread serves other connections
                figures.unexpectedFailure();
                if (told.compareAndSet(false, true)) {
                    LOG.error("{} threw when it was told that {} has ended. Further ones are counted only",
                            listener.getClass().getName(), flow, e);
                }
            }
        }
    }
}
