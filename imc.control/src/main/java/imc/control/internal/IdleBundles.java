package imc.control.internal;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.startlevel.FrameworkStartLevel;

/** The bundles that are meant to run and do not. One that an operator has stopped is not among them. */
final class IdleBundles {

    /** The system bundle's: the one who asks may be among those that are started again. */
    private final BundleContext framework;

    IdleBundles(BundleContext framework) {
        this.framework = framework;
    }

    Set<Bundle> now() {
        int level = framework.getBundle().adapt(FrameworkStartLevel.class).getStartLevel();
        return Stream.of(framework.getBundles()).filter(bundle -> isIdle(bundle, level)).collect(Collectors.toSet());
    }

    private static boolean isIdle(Bundle bundle, int level) {
        return (bundle.getState() & (Bundle.INSTALLED | Bundle.RESOLVED)) != 0 && isMeantToRun(bundle)
                && bundle.adapt(BundleStartLevel.class).getStartLevel() <= level;
    }

    /** Whether somebody has started it; a fragment cannot be. */
    static boolean isMeantToRun(Bundle bundle) {
        return bundle.adapt(BundleStartLevel.class).isPersistentlyStarted()
                && bundle.getHeaders().get(Constants.FRAGMENT_HOST) == null;
    }
}
