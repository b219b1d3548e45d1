package imc.sip.internal;

import imc.api.sip.SipClient;
import imc.api.transport.Transport;
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
 * Offers the {@link SipClient} of a transport that has been activated. The transport itself does not: a handler or a
 * filter may need the client, and the transport has those as references, so that each would wait for the other and
 * Declarative Services leave one of them out. That would be a filter which no request meets.
 */
@Component(service = {}, immediate = true)
@Capability(namespace = "osgi.service", attribute = "objectClass:List<String>=\"imc.api.sip.SipClient\"")
public final class OfferedClient {

    private final BundleContext context;
    private final Map<Transport, ServiceRegistration<SipClient>> offered = new HashMap<>();

    /** Offers nothing yet. */
    @Activate
    public OfferedClient(BundleContext context) {
        this.context = context;
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addTransport(Transport transport) {
        if (transport instanceof SipStack sip) {
            ServiceRegistration<SipClient> registration = context.registerService(SipClient.class, sip, null);
            synchronized (offered) {
                offered.put(transport, registration);
            }
        }
    }

    void removeTransport(Transport transport) {
        ServiceRegistration<SipClient> registration;
        synchronized (offered) {
            registration = offered.remove(transport);
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
}
