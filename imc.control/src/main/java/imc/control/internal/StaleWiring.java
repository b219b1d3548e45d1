package imc.control.internal;

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

    @Activate
    public StaleWiring(BundleContext context) {
        this.context = context;
        this.wiring = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(FrameworkWiring.class);
        context.addBundleListener(this);
    }

    @Deactivate
    void deactivate() {
        context.removeBundleListener(this);
    }

    @Override
    public void bundleChanged(BundleEvent event) {
        if (event.getType() != BundleEvent.UPDATED && event.getType() != BundleEvent.UNINSTALLED) {
            return;
        }
        Collection<Bundle> stale = wiring.getRemovalPendingBundles();
        if (!stale.isEmpty()) {
            LOG.info("{} was {}: what is wired to its old packages is wired anew and started again: {}",
                    event.getBundle(), event.getType() == BundleEvent.UPDATED ? "updated" : "uninstalled",
                    wiring.getDependencyClosure(stale));
            wiring.refreshBundles(stale);
        }
    }
}
