package imc.sip.internal;

import imc.api.sip.SipClient;
import imc.api.sip.SipFanOut;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * Offers the {@link SipClient} and the {@link SipFanOut} of a stack that has been activated. The stack itself does not:
 * a handler or a filter may need them, and the stack has those as references, so that each would wait for the other and
 * Declarative Services leave one of them out. That would be a filter which no request meets.
 */
@Component(service = {}, immediate = true)
@Capability(namespace = "osgi.service", attribute = "objectClass:List<String>=\"imc.api.sip.SipClient\"")
@Capability(namespace = "osgi.service", attribute = "objectClass:List<String>=\"imc.api.sip.SipFanOut\"")
public final class Offered {

    private final BundleContext context;
    private final Map<SipStack, List<ServiceRegistration<?>>> offered = new HashMap<>();

    /** Offers nothing yet. */
    @Activate
    public Offered(BundleContext context) {
        this.context = context;
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addStack(SipStack stack) {
        List<ServiceRegistration<?>> registrations =
                List.of(context.registerService(SipClient.class, stack.client(), null),
                        context.registerService(SipFanOut.class, stack.fanOut(), null));
        synchronized (offered) {
            offered.put(stack, registrations);
        }
    }

    void removeStack(SipStack stack) {
        List<ServiceRegistration<?>> registrations;
        synchronized (offered) {
            registrations = offered.remove(stack);
        }
        if (registrations != null) {
            registrations.forEach(Offered::withdraw);
        }
    }

    private static void withdraw(ServiceRegistration<?> registration) {
        try {
            registration.unregister();
        } catch (IllegalStateException e) {
            // The bundle stops, and its services go with it.
            return;
        }
    }
}
