package imc.rooms.internal.store;

import java.util.List;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.condition.Condition;

/** Tells the framework how the stores are, by two conditions. Called by one thread; it calls the framework. */
final class StoreNews {

    /** Of the condition that is there while a store serves: the rooms have been read, and they can change. */
    static final String SERVED = "imc.rooms.served";
    /** A property of the other one, which is there while something is wrong: sentences for whoever asks. */
    static final String WARNINGS = "imc.warnings";
    private static final String WARNED = "imc.rooms.store";

    private final BundleContext context;
    private ServiceRegistration<Condition> served;
    private ServiceRegistration<Condition> warned;
    private List<String> told = List.of();

    /** @param context null where there is no framework to tell */
    StoreNews(BundleContext context) {
        this.context = context;
    }

    void tell(boolean isServed, List<String> warnings) {
        if (isServed != (served != null)) {
            served = exchanged(served, isServed ? Map.of(Condition.CONDITION_ID, SERVED) : Map.of());
        }
        if (!told.equals(warnings)) {
            told = warnings;
            warned = exchanged(warned, warnings.isEmpty() ? Map.of()
                    : Map.of(Condition.CONDITION_ID, WARNED, WARNINGS, warnings.toArray(String[]::new)));
        }
    }

    /** @param properties of the condition that takes the place of the one before; empty for none */
    private ServiceRegistration<Condition> exchanged(ServiceRegistration<Condition> before, Map<String, ?> properties) {
        try {
            if (before != null) {
                before.unregister();
            }
            return context == null || properties.isEmpty() ? null : context.registerService(Condition.class,
                    Condition.INSTANCE, FrameworkUtil.asDictionary(properties));
        } catch (IllegalStateException e) {
            // The bundle is being stopped, and its services go with it.
            return null;
        }
    }
}
