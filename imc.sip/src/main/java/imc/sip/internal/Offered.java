package imc.sip.internal;

import imc.api.sip.SipClient;
import imc.api.sip.SipFanOut;
import imc.api.sip.TransactionLayer;
import imc.api.sip.TransportLayer;
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
 * Offers the {@link SipClient}, the {@link SipFanOut} and the {@link TransportLayer} of a stack that has been
 * activated, and has it know each {@link TransactionLayer}. The stack itself does not: a handler, a filter or such a
 * layer may need them, and the stack has those as references, so that each would wait for the other and Declarative
 * Services leave one of them out. That would be a filter which no request meets.
 */
@Component(service = {}, immediate = true)
@Capability(namespace = "osgi.service", attribute = "objectClass:List<String>=\"imc.api.sip.SipClient\"")
@Capability(namespace = "osgi.service", attribute = "objectClass:List<String>=\"imc.api.sip.SipFanOut\"")
@Capability(namespace = "osgi.service", attribute = "objectClass:List<String>=\"imc.api.sip.TransportLayer\"")
public final class Offered {

    private final BundleContext context;
    private final Map<SipStack, List<ServiceRegistration<?>>> offered = new HashMap<>();
    private final Map<TransactionLayer, Map<String, Object>> layers = new HashMap<>();

    /** Offers nothing yet. */
    @Activate
    public Offered(BundleContext context) {
        this.context = context;
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addStack(SipStack stack) {
        synchronized (this) {
            layers.forEach(stack.methods()::add);
            offered.put(stack, List.of());
        }
        // Without the lock: whoever has waited for one of these is activated meanwhile.
        List<ServiceRegistration<?>> registrations =
                List.of(context.registerService(SipClient.class, stack.client(), null),
                        context.registerService(SipFanOut.class, stack.fanOut(), null),
                        context.registerService(TransportLayer.class, stack.layer(), null));
        boolean isGone;
        synchronized (this) {
            isGone = offered.replace(stack, registrations) == null;
        }
        if (isGone) {
            registrations.forEach(Offered::withdraw);
        }
    }

    void removeStack(SipStack stack) {
        List<ServiceRegistration<?>> registrations;
        synchronized (this) {
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

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    synchronized void addLayer(TransactionLayer layer, Map<String, Object> properties) {
        layers.put(layer, properties);
        offered.keySet().forEach(stack -> stack.methods().add(layer, properties));
    }

    /** It asks for other methods than before. */
    void updatedLayer(TransactionLayer layer, Map<String, Object> properties) {
        addLayer(layer, properties);
    }

    synchronized void removeLayer(TransactionLayer layer) {
        layers.remove(layer);
        offered.keySet().forEach(stack -> stack.methods().remove(layer));
    }
}
