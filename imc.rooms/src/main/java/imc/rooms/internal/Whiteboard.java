package imc.rooms.internal;

import imc.api.room.Keeper;
import imc.api.room.RoomListener;
import imc.api.room.RoomPolicy;
import imc.api.transport.Transport;
import imc.rooms.internal.outgoing.Outgoing;
import imc.rooms.internal.whiteboard.Keeping;
import imc.rooms.internal.whiteboard.Listeners;
import imc.rooms.internal.whiteboard.Policies;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/**
 * Finds who takes part in the rooms, and the way out of them. Nobody needs this component, so that services make no
 * circle: a policy or a listener may need {@link imc.api.room.Rooms}, whose engine asks policies and tells listeners; a
 * transport needs the conference server, which needs the way out, which needs no transport to be there.
 */
@Component(service = Whiteboard.class, immediate = true)
public final class Whiteboard {

    private final Policies policies;
    private final Listeners listeners;
    private final Keeping keeping;
    private final Outgoing outgoing;

    @Activate
    public Whiteboard(@Reference Policies policies, @Reference Listeners listeners, @Reference Keeping keeping,
            @Reference Outgoing outgoing) {
        this.policies = policies;
        this.listeners = listeners;
        this.keeping = keeping;
        this.outgoing = outgoing;
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindPolicy(RoomPolicy policy, ServiceReference<RoomPolicy> reference) {
        policies.add(reference, policy);
    }

    void unbindPolicy(ServiceReference<RoomPolicy> reference) {
        policies.remove(reference);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindListener(RoomListener listener) {
        listeners.add(listener);
    }

    void unbindListener(RoomListener listener) {
        listeners.remove(listener);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindKeeper(Keeper keeper, ServiceReference<Keeper> reference) {
        keeping.add(reference, keeper);
    }

    void unbindKeeper(ServiceReference<Keeper> reference) {
        keeping.remove(reference);
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
