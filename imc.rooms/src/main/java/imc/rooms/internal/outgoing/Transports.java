package imc.rooms.internal.outgoing;

import imc.api.transport.Transport;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/**
 * Tells the way out which transport there is. Nobody needs this component, so that services make no circle: a
 * transport needs the conference server, which needs the way out, which needs no transport to be there.
 */
@Component(service = Transports.class, immediate = true)
public final class Transports {

    private final Outgoing outgoing;

    @Activate
    public Transports(@Reference Outgoing outgoing) {
        this.outgoing = outgoing;
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindTransport(Transport arrived) {
        outgoing.bindTransport(arrived);
    }

    void unbindTransport(Transport leaving) {
        outgoing.unbindTransport(leaving);
    }
}
