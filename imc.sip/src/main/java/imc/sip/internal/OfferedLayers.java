package imc.sip.internal;

import imc.api.sip.TransactionLayer;
import imc.api.sip.TransportLayer;
import java.util.HashMap;
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
 * Brings our stack together with those that have transactions of their own: ours is offered as a {@link TransportLayer}
 * and gets to know each {@link TransactionLayer}. Apart from it, as {@link Offered} is: each needs the other.
 */
@Component(service = {}, immediate = true)
@Capability(namespace = "osgi.service", attribute = "objectClass:List<String>=\"imc.api.sip.TransportLayer\"")
public final class OfferedLayers {

    private final BundleContext context;
    private final Map<SipStack, ServiceRegistration<TransportLayer>> offered = new HashMap<>();
    private final Map<TransactionLayer, Map<String, Object>> layers = new HashMap<>();

    /** Offers nothing yet. */
    @Activate
    public OfferedLayers(BundleContext context) {
        this.context = context;
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    synchronized void addStack(SipStack stack) {
        layers.forEach(stack.methods()::add);
        offered.put(stack, context.registerService(TransportLayer.class, stack.layer(), null));
    }

    void removeStack(SipStack stack) {
        ServiceRegistration<TransportLayer> registration;
        synchronized (this) {
            registration = offered.remove(stack);
        }
        if (registration != null) {
            try {
                registration.unregister();
            } catch (IllegalStateException e) {
                // The bundle stops, and its services go with it.
                return;
            }
        }
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    synchronized void addLayer(TransactionLayer layer, Map<String, Object> properties) {
        layers.put(layer, properties);
        offered.keySet().forEach(stack -> stack.methods().add(layer, properties));
    }

    /** It asks for other methods than before. */
    synchronized void updatedLayer(TransactionLayer layer, Map<String, Object> properties) {
        layers.put(layer, properties);
        offered.keySet().forEach(stack -> stack.methods().replace(layer, properties));
    }

    synchronized void removeLayer(TransactionLayer layer) {
        layers.remove(layer);
        offered.keySet().forEach(stack -> stack.methods().remove(layer));
    }
}
