package imc.room.password.internal;

import imc.api.Room;
import imc.api.room.Rooms;
import java.util.function.BooleanSupplier;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says in the log that rooms keep their passwords and nobody asks for them, where the bundle ends and the server goes
 * on. A component of its own: who asks for passwords has to be there before there are rooms.
 */
@Component(immediate = true, service = {})
public final class Ending {

    private static final Logger LOG = LoggerFactory.getLogger(Ending.class);

    private final Rooms rooms;
    private final BooleanSupplier isLeft;

    @Activate
    public Ending(@Reference Rooms rooms, BundleContext context) {
        this(rooms, () -> context.getBundle().getState() == Bundle.STOPPING
                && context.getBundle(0).getState() == Bundle.ACTIVE);
    }

    /** @param isLeft whether the server goes on, when this ends, without the bundle */
    Ending(Rooms rooms, BooleanSupplier isLeft) {
        this.rooms = rooms;
        this.isLeft = isLeft;
    }

    @Deactivate
    void deactivate() {
        long unguarded = !isLeft.getAsBoolean() ? 0
                : rooms.rooms().filter(room -> room.properties().get(Room.PASSWORD).isPresent()).count();
        if (unguarded > 0) {
            LOG.warn("imc.room.password ends; rooms whose password nobody asks for any more: {}", unguarded);
        }
    }
}
