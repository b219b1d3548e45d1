package imc.mi.fifo.internal;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.condition.Condition;

/** Tells whoever asks how the server is, by the properties {@value #STATUS} and {@value #WARNINGS} of a service. */
final class FifoStatus implements Told {

    static final String STATUS = "imc.status";
    static final String WARNINGS = "imc.warnings";
    private static final String ID = "imc.mi.fifo";

    private final BundleContext context;
    private @Nullable ServiceRegistration<Condition> registration;

    FifoStatus(BundleContext context) {
        this.context = context;
    }

    @Override
    public void listening(String sentence) {
        tell(STATUS, sentence);
    }

    @Override
    public void warning(String sentence) {
        tell(WARNINGS, sentence);
    }

    private synchronized void tell(String property, String sentence) {
        nothing();
        try {
            registration = context.registerService(Condition.class, Condition.INSTANCE,
                    FrameworkUtil.asDictionary(Map.of(Condition.CONDITION_ID, ID, property, sentence)));
        } catch (IllegalStateException e) {
            // The bundle is being stopped.
            registration = null;
        }
    }

    @Override
    public synchronized void nothing() {
        if (registration != null) {
            try {
                registration.unregister();
            } catch (IllegalStateException e) {
                // It has gone with the bundle.
                registration = null;
            }
            registration = null;
        }
    }
}
