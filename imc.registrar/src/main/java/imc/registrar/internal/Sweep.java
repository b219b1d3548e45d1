package imc.registrar.internal;

import imc.api.timer.TimerTask;
import imc.api.timer.TimerTaskProperties;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Takes away what has expired: the memory of users who do not come back. */
@Component
@TimerTaskProperties(name = "registrar.sweep", interval = LocationTable.SWEEP_SECONDS * 1000L, jitter = 1_000,
        help = "takes away registrations that have expired")
public final class Sweep implements TimerTask {

    private final LocationTable table;

    @Activate
    public Sweep(@Reference LocationTable table) {
        this.table = table;
    }

    @Override
    public void run() {
        table.sweep();
    }
}
