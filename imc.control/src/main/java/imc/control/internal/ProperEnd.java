package imc.control.internal;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;

/**
 * Lets the process that was told to end (TERM, or Ctrl-C) end with exit code 0 once the framework has stopped, where
 * Java would end it as if it had been killed: whoever supervises it can tell the one from the other.
 */
final class ProperEnd implements AutoCloseable {

    private static final long PATIENCE_MILLIS = DrainSettings.LONGEST.plusSeconds(60).toMillis();

    private final Thread hook;
    private volatile boolean failed;

    ProperEnd(BundleContext context) {
        Framework framework = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(Framework.class);
        hook = new Thread(() -> await(framework), "imc-end");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    // Nothing is used here that is not loaded yet: the bundle, and with it its classes, goes meanwhile.
    private void await(Framework framework) {
        try {
            // Not every launcher does it.
            framework.stop();
            framework.waitForStop(PATIENCE_MILLIS);
        } catch (BundleException | InterruptedException e) {
            return;
        }
        if (!failed && framework.getState() == Bundle.RESOLVED) {
            Runtime.getRuntime().halt(0);
        }
    }

    /** The process ends because something has failed: its exit code tells so. */
    void failed() {
        failed = true;
    }

    /** Forgets about the end, unless it has come. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException endHasCome) {
            return;
        }
    }
}
