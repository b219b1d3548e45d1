package imc.run.support;

import java.util.stream.Stream;
import org.osgi.annotation.bundle.Header;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;

/** For bundles that tests make: says on the console how many of the server's bundles are installed. */
@Header(name = Constants.BUNDLE_ACTIVATOR, value = "${@class}")
public final class BundleCount implements BundleActivator {

    @Override
    public void start(BundleContext context) {
        System.out.println("of the server: " + Stream.of(context.getBundles())
                .filter(bundle -> String.valueOf(bundle.getSymbolicName()).startsWith("imc.")).count());
    }

    @Override
    public void stop(BundleContext context) {
        // Nothing was begun.
    }
}
