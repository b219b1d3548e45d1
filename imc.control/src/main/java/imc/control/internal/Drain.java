package imc.control.internal;

import imc.api.config.Settings;
import imc.api.health.Drainable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.Constants;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the server drained before its framework stops any bundle, whoever stops it: TERM and Ctrl-C, a shell, or a
 * launcher. A framework that is told to stop says so to synchronous listeners first, and goes on when they return: this
 * is the one place where it can be kept waiting, and no bundle is being stopped meanwhile.
 */
@Component(service = Drain.class, immediate = true, configurationPid = DrainSettings.PID)
@Designate(ocd = DrainConfiguration.class)
public final class Drain {

    private static final Logger LOG = LoggerFactory.getLogger(Drain.class);
    /** By so much a drain may outlast its time, because of somebody who waits where he must not. */
    private static final long GRACE_SECONDS = 5;

    private final BundleContext context;
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    final List<Drainable> drainables = new CopyOnWriteArrayList<>();
    private final SynchronousBundleListener framework = this::bundleChanged;
    private volatile Settings settings = DrainSettings.initial();
    private volatile Drainage drainage;

    /** Waits for the framework's end. */
    @Activate
    public Drain(BundleContext context, Map<String, Object> configuration) {
        this.context = context;
        modified(configuration);
        context.addBundleListener(framework);
    }

    @Modified
    void modified(Map<String, Object> configuration) {
        settings = settings.with(configuration, LOG::error);
    }

    @Deactivate
    void deactivate() {
        context.removeBundleListener(framework);
    }

    /** What is left in flight since the drain has begun; empty before that. */
    Optional<String> left() {
        return Optional.ofNullable(drainage).map(Drainage::left);
    }

    private void bundleChanged(BundleEvent event) {
        if (event.getType() == BundleEvent.STOPPING && event.getBundle().getBundleId() == Constants.SYSTEM_BUNDLE_ID) {
            drain(settings.get(DrainSettings.DRAIN_TIMEOUT));
        }
    }

    /** On a thread of its own: nobody keeps a framework from stopping for longer than was allowed. */
    private void drain(Duration most) {
        Drainage begun = new Drainage(() -> drainables, Pace.REAL);
        drainage = begun;
        Thread thread = new Thread(() -> {
            try {
                begun.run(most);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }, "imc-drain");
        thread.setDaemon(true);
        thread.start();
        try {
            thread.join(most.toMillis() + TimeUnit.SECONDS.toMillis(GRACE_SECONDS));
            if (thread.isAlive()) {
                LOG.error("The drain does not end, somebody waits in it: the server stops without");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
