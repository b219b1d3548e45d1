package imc.offline.internal;

import imc.api.timer.TimerTask;
import imc.api.timer.TimerTaskProperties;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Once a minute: takes away what has expired, and sees whether somebody is back of whom nothing has told. */
@Component
@TimerTaskProperties(name = "offline.sweep", interval = 60_000, jitter = 1_000,
        help = "takes away messages that have expired; every ten minutes tries all who may be reached")
public final class Sweep implements TimerTask {

    private final Offline offline;

    @Activate
    public Sweep(@Reference Offline offline) {
        this.offline = offline;
    }

    @Override
    public void run() {
        offline.sweep();
    }
}
