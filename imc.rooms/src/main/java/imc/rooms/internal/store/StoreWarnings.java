package imc.rooms.internal.store;

import java.util.List;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.condition.Condition;

/**
 * Tells whoever asks how the server is what is wrong with its stores, by the property {@value #WARNINGS} of a service,
 * which is there while something is.
 */
final class StoreWarnings {

    static final String WARNINGS = "imc.warnings";
    private static final String ID = "imc.rooms.store";

    private final BundleContext context;
    private ServiceRegistration<Condition> registration;
    private List<String> told = List.of();

    /** @param context null where there is no framework to tell */
    StoreWarnings(BundleContext context) {
        this.context = context;
    }

    /** Called by one thread; it calls the framework. */
    void tell(List<String> sentences) {
        if (told.equals(sentences)) {
            return;
        }
        told = sentences;
        if (context == null) {
            return;
        }
        try {
            if (registration != null) {
                registration.unregister();
                registration = null;
            }
            if (!sentences.isEmpty()) {
                registration = context.registerService(Condition.class, Condition.INSTANCE, FrameworkUtil.asDictionary(
                        Map.of(Condition.CONDITION_ID, ID, WARNINGS, sentences.toArray(String[]::new))));
            }
        } catch (IllegalStateException e) {
            // The bundle is being stopped, and its services go with it.
            registration = null;
        }
    }
}
