package imc.wiring.internal;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.wiring.FrameworkWiring;

/**
 * Watches over the wiring for as long as this bundle is active. A plain activator, and a bundle that needs nobody but
 * the framework and the log: whatever else is updated, Declarative Services too, this one is there to see it.
 */
public final class Activator implements BundleActivator {

    private StaleWiring watch;

    @Override
    public void start(BundleContext context) {
        BundleContext framework = context.getBundle(Constants.SYSTEM_BUNDLE_ID).getBundleContext();
        watch = new StaleWiring(context, new Wires(framework.getBundle().adapt(FrameworkWiring.class)),
                new Restart(framework));
        watch.open();
    }

    @Override
    public void stop(BundleContext context) {
        watch.close();
    }
}
