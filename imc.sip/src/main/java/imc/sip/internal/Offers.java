package imc.sip.internal;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.wiring.BundleRevision;

/**
 * Whether an installed bundle says that it offers a service, be it active or not: then the service will come, or come
 * back. (The capability osgi.service, OSGi Compendium §135.4.)
 */
final class Offers {

    private static final String NAMESPACE = "osgi.service";
    /** Asked for each message, and bundles are not installed that often. */
    private static final long VALID = TimeUnit.SECONDS.toNanos(1);

    private final BundleContext context;
    private final String service;
    private volatile Look last = new Look(false, System.nanoTime() - VALID);

    private record Look(boolean found, long at) {
    }

    Offers(BundleContext context, Class<?> service) {
        this.context = context;
        this.service = service.getName();
    }

    boolean isThere() {
        if (System.nanoTime() - last.at() >= VALID) {
            last = new Look(look(), System.nanoTime());
        }
        return last.found();
    }

    private boolean look() {
        try {
            return Arrays.stream(context.getBundles()).anyMatch(this::isBy);
        } catch (IllegalStateException e) { // our own bundle has just been stopped
            return false;
        }
    }

    private boolean isBy(Bundle bundle) {
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        return revision != null && revision.getDeclaredCapabilities(NAMESPACE).stream()
                .anyMatch(capability -> String.valueOf(capability.getAttributes().get("objectClass"))
                        .contains(service));
    }
}
