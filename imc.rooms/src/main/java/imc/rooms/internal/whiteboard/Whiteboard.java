package imc.rooms.internal.whiteboard;

import imc.api.room.Keeper;
import imc.api.room.RoomListener;
import imc.api.room.RoomPolicy;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * Finds who takes part in the rooms. Nobody needs this component, so that services make no circle: a policy or a
 * listener may need {@link imc.api.room.Rooms}, whose engine asks policies and tells listeners.
 */
@Component(service = Whiteboard.class, immediate = true)
public final class Whiteboard {

    private final Policies policies;
    private final Listeners listeners;
    private final Keeping keeping;

    @Activate
    public Whiteboard(@Reference Policies policies, @Reference Listeners listeners, @Reference Keeping keeping) {
        this.policies = policies;
        this.listeners = listeners;
        this.keeping = keeping;
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
}
