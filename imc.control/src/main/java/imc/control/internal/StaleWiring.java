package imc.control.internal;

import java.time.Duration;
import java.util.Collection;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleListener;
import org.osgi.framework.Constants;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Refreshes what an update leaves behind. A bundle that exports packages, once updated, goes on serving its old classes
 * to those that are wired to them, while whoever is wired later gets the new ones, and the two do not see each other's
 * services. An operator who updates imc.api and then, one by one, the others would otherwise lose each in its turn.
 */
@Component(service = StaleWiring.class, immediate = true)
public final class StaleWiring implements BundleListener {

    private static final Logger LOG = LoggerFactory.getLogger(StaleWiring.class);

    private final BundleContext context;
    private final FrameworkWiring wiring;
    private boolean refreshing;
    /** Whether there was a further update meanwhile. */
    private boolean again;

    @Activate
    public StaleWiring(BundleContext context) {
        this.context = context;
        this.wiring = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(FrameworkWiring.class);
        context.addBundleListener(this);
    }

    @Deactivate
    synchronized void close() {
        context.removeBundleListener(this);
        refreshing = false;
        notifyAll();
    }

    @Override
    public void bundleChanged(BundleEvent event) {
        if (event.getType() == BundleEvent.UPDATED || event.getType() == BundleEvent.UNINSTALLED) {
            refresh();
        }
    }

    /** Wires anew what is wired to packages that an update or an uninstall has left behind, if there is any. */
    void refresh() {
        Collection<Bundle> stale = wiring.getRemovalPendingBundles();
        Collection<Bundle> concerned = wiring.getDependencyClosure(stale);
        // What nobody else is wired to the framework itself replaces at once.
        if (!stale.containsAll(concerned) && begin()) {
            LOG.info("{} was updated: what is wired to its old packages is wired anew and started again: {}",
                    stale, concerned);
            wiring.refreshBundles(stale, refreshed -> end());
        }
    }

    /**
     * Waits while bundles are wired anew: a bundle that is started in the midst of that is refused by the framework.
     *
     * @return whether that has ended in time
     */
    synchronized boolean awaitEnd(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (refreshing) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }

    private synchronized boolean begin() {
        again = refreshing;
        refreshing = true;
        return !again;
    }

    private void end() {
        boolean furtherUpdate;
        synchronized (this) {
            furtherUpdate = again;
            again = false;
            refreshing = false;
            notifyAll();
        }
        if (furtherUpdate) {
            refresh();
        }
    }
}
