package imc.mi.http.internal;

import java.util.Hashtable;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.condition.Condition;

/** Tells whoever asks how the server is ({@code bin/imc status}) where management listens, or why it does not. */
final class HttpStatus {

    private static final String STATUS = "imc.status";
    private static final String WARNINGS = "imc.warnings";

    private final BundleContext context;
    private @Nullable ServiceRegistration<Condition> told;

    HttpStatus(BundleContext context) {
        this.context = context;
    }

    void says(String text) {
        tell(STATUS, text);
    }

    void warns(String text) {
        tell(WARNINGS, text);
    }

    synchronized void saysNothing() {
        if (told != null) {
            told.unregister();
            told = null;
        }
    }

    private synchronized void tell(String property, String text) {
        Hashtable<String, Object> properties = new Hashtable<>();
        properties.put(Condition.CONDITION_ID, HttpSettings.PID);
        properties.put(property, text);
        if (told == null) {
            told = context.registerService(Condition.class, Condition.INSTANCE, properties);
        } else {
            told.setProperties(properties);
        }
    }
}
