package imc.rooms.internal.whiteboard;

import imc.api.room.Keeper;
import imc.api.transport.Broadcast;
import imc.api.transport.Delivery;
import imc.rooms.internal.report.Failures;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Asks whoever keeps what receivers cannot be given now. Where nobody does, it costs a look. */
@Component(service = Keeping.class)
public final class Keeping {

    private final Failures failures;
    private final AtomicReference<Keeper> keeper = new AtomicReference<>();

    @Activate
    public Keeping(@Reference Failures failures) {
        this.failures = failures;
    }

    public void set(Keeper arrived) {
        keeper.set(arrived);
    }

    public void unset(Keeper leaving) {
        keeper.compareAndSet(leaving, null);
    }

    /** What is kept of something that is about to be said; empty where all of it is to be sent. */
    public Optional<Keeper.Kept> keep(Broadcast speech) {
        Keeper present = keeper.get();
        if (present == null || speech.receivers().isEmpty()) {
            return Optional.empty();
        }
        try {
            Keeper.Kept kept = present.keep(speech);
            return kept.others().size() == speech.receivers().size() ? Optional.empty() : Optional.of(kept);
        } catch (Throwable e) {
            report(present, e);
            return Optional.empty();
        }
    }

    /** Whether a copy that did not arrive is kept. */
    public boolean keep(Broadcast copy, int receiver, Delivery delivery) {
        Keeper present = keeper.get();
        if (present == null || copy.said().isEmpty()) {
            return false;
        }
        try {
            return present.keep(copy, receiver, delivery);
        } catch (Throwable e) {
            report(present, e);
            return false;
        }
    }

    private void report(Keeper present, Throwable failure) {
        failures.report("the keeper " + present.getClass().getName() + " failed", failure);
    }
}
