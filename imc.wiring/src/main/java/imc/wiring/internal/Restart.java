package imc.wiring.internal;

import java.util.Collection;
import java.util.List;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.startlevel.FrameworkStartLevel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts bundles again that are meant to run, and do not because the platform moved while they were being started. */
final class Restart {

    private static final Logger LOG = LoggerFactory.getLogger(Restart.class);

    private final BundleContext framework;

    /** @param framework the context of the system bundle */
    Restart(BundleContext framework) {
        this.framework = framework;
    }

    /** Whether a bundle is to be active now: its operator has started it, and its start level is reached. */
    boolean isMeantToRun(Bundle bundle) {
        if (bundle.getState() == Bundle.UNINSTALLED || framework.getBundle().getState() != Bundle.ACTIVE) {
            return false;
        }
        BundleStartLevel level = bundle.adapt(BundleStartLevel.class);
        return bundle.getBundleId() != Constants.SYSTEM_BUNDLE_ID && level.isPersistentlyStarted()
                && bundle.getHeaders().get(Constants.FRAGMENT_HOST) == null
                && level.getStartLevel() <= framework.getBundle().adapt(FrameworkStartLevel.class).getStartLevel();
    }

    /** Whether it is meant to run, and does not. */
    boolean isIdle(Bundle bundle) {
        return (bundle.getState() & (Bundle.INSTALLED | Bundle.RESOLVED)) != 0 && isMeantToRun(bundle);
    }

    /**
     * Starts those that are idle.
     *
     * @param isLast whether there will be no further attempt for now, so that a failure is worth a line
     * @return those that are idle still
     */
    List<Bundle> start(Collection<Bundle> bundles, boolean isLast) {
        return bundles.stream().filter(this::isIdle).filter(bundle -> !start(bundle, isLast)).toList();
    }

    private boolean start(Bundle bundle, boolean isLast) {
        try {
            bundle.start(Bundle.START_TRANSIENT | Bundle.START_ACTIVATION_POLICY);
            LOG.info("{} is started again", bundle);
            return true;
        } catch (BundleException | IllegalStateException e) {
            if (isLast) {
                LOG.error("{} does not run any more: {}", bundle, e.getMessage());
            }
            return false;
        }
    }
}
