package imc.rooms.internal.store;

import java.util.Map;
import java.util.function.BooleanSupplier;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.condition.Condition;

/**
 * The {@link Condition} {@value #ID}, registered while a store serves: the rooms have been read, and they can change.
 */
final class ServedCondition {

    static final String ID = "imc.rooms.served";

    private final BundleContext context;
    private final BooleanSupplier holds;
    private ServiceRegistration<Condition> registration;

    /** @param context null where there is no framework to tell */
    ServedCondition(BundleContext context, BooleanSupplier holds) {
        this.context = context;
        this.holds = holds;
    }

    /** Registers or unregisters it, as things stand now. Called by one thread; it calls the framework. */
    void update() {
        if (context == null || holds.getAsBoolean() == (registration != null)) {
            return;
        }
        try {
            if (registration == null) {
                registration = context.registerService(Condition.class, Condition.INSTANCE,
                        FrameworkUtil.asDictionary(Map.of(Condition.CONDITION_ID, ID)));
            } else {
                registration.unregister();
                registration = null;
            }
        } catch (IllegalStateException e) {
            // The bundle is being stopped, and its services go with it.
            registration = null;
        }
    }
}
