package imc.store.jpa.internal;

import java.util.Objects;
import java.util.function.Consumer;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.ComponentContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows a fault as a component that cannot be activated. Used by one thread. */
final class FaultReport implements Consumer<String> {

    private static final Logger log = LoggerFactory.getLogger(FaultReport.class);

    private final ComponentContext component;
    private final BundleContext context;
    private String told;
    private ServiceRegistration<OpeningFault> registration;

    FaultReport(ComponentContext component) {
        this.component = component;
        this.context = component.getBundleContext();
    }

    /** @param sentence null where there is no fault */
    @Override
    public void accept(String sentence) {
        if (Objects.equals(sentence, told)) {
            return;
        }
        told = sentence;
        try {
            if (registration != null) {
                component.disableComponent(FailedOpening.NAME);
                registration.unregister();
                registration = null;
            }
            if (sentence != null) {
                registration = context.registerService(OpeningFault.class, new OpeningFault(sentence), null);
                component.enableComponent(FailedOpening.NAME);
            }
        } catch (IllegalStateException e) {
            log.debug("The framework was faster", e);
        }
    }
}
