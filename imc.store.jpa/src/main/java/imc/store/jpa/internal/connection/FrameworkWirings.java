package imc.store.jpa.internal.connection;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleWire;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.service.jdbc.DataSourceFactory;

/**
 * The framework as its wirings show it.
 * <p>
 * A framework refreshes bundles under its lock, from the first stop to the last start. Loading a class asks for that
 * lock in one case: a package is imported dynamically, and for the first time. A driver may import all it needs from
 * Java in that way, while it holds monitors (or is in a static initialiser) that its own activator wants during a
 * refresh, as Derby's own bundle did: that would be a deadlock for good.
 */
public final class FrameworkWirings implements Framework {

    private final Bundle system;

    public FrameworkWirings(BundleContext context) {
        this.system = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION);
    }

    /** Resolving takes the lock that a refresh holds; of no bundles at all, it does nothing else. */
    @Override
    public void awaitQuiet() {
        system.adapt(FrameworkWiring.class).resolveBundles(Set.of());
    }

    @Override
    public Optional<String> hindrance(ServiceReference<?> factory) {
        Bundle bundle = factory.getBundle();
        if (bundle == null || bundle.adapt(BundleWiring.class) == null) {
            return Optional.of("the bundle of the JDBC driver stops");
        }
        return wirings(factory).map(FrameworkWirings::hindrance).flatMap(Optional::stream).findFirst();
    }

    private static Optional<String> hindrance(BundleWiring wiring) {
        Bundle bundle = wiring.getBundle();
        if (!wiring.isCurrent()) {
            return Optional.of("the bundle " + bundle.getSymbolicName() + " was updated or uninstalled, and its users "
                    + "have its old classes until a refresh ('refresh " + bundle.getBundleId() + "')");
        }
        boolean hasActivator = bundle.getHeaders("").get(Constants.BUNDLE_ACTIVATOR) != null;
        return bundle.getState() == Bundle.ACTIVE || !hasActivator ? Optional.empty()
                : Optional.of("the bundle " + bundle.getSymbolicName() + " is not started ('start "
                        + bundle.getBundleId() + "')");
    }

    /** That of the factory, and that which the factory has the driver's classes from. */
    private static Stream<BundleWiring> wirings(ServiceReference<?> factory) {
        Bundle bundle = factory.getBundle();
        BundleWiring own = bundle == null ? null : bundle.adapt(BundleWiring.class);
        List<BundleWire> wires = own == null ? null : own.getRequiredWires(PackageNamespace.PACKAGE_NAMESPACE);
        if (wires == null) {
            return Stream.ofNullable(own);
        }
        String name = String.valueOf(factory.getProperty(DataSourceFactory.OSGI_JDBC_DRIVER_CLASS));
        String driver = name.substring(0, Math.max(0, name.lastIndexOf('.')));
        return Stream.concat(Stream.of(own), wires.stream()
                .filter(wire -> driver.equals(packageOf(wire)))
                .map(BundleWire::getProviderWiring));
    }

    private static Object packageOf(BundleWire wire) {
        return wire.getCapability().getAttributes().get(PackageNamespace.PACKAGE_NAMESPACE);
    }

    @Override
    public void wireAhead(ServiceReference<?> factory) {
        wirings(factory)
                .filter(wiring -> wiring.getBundle().getHeaders("").get(Constants.DYNAMICIMPORT_PACKAGE) != null)
                .map(BundleWiring::getClassLoader)
                .forEach(this::wireAhead);
    }

    /** To look for a class in a package, even in vain, makes the wire to whoever has the package. */
    private void wireAhead(ClassLoader driver) {
        system.adapt(BundleWiring.class).getCapabilities(PackageNamespace.PACKAGE_NAMESPACE).stream()
                .map(capability -> (String) capability.getAttributes().get(PackageNamespace.PACKAGE_NAMESPACE))
                .filter(name -> !name.startsWith("java."))
                .forEach(name -> {
                    try {
                        driver.loadClass(name + ".WiredAhead");
                    } catch (ClassNotFoundException e) {
                        // Nobody has such a class; the wire is there.
                    }
                });
    }
}
