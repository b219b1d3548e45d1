package imc.registrar.internal;

import java.util.Arrays;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.wiring.BundleRevision;

/**
 * Whether an installed bundle says that it offers a service, be it active or not: then the service will come. (The
 * capability osgi.service, OSGi Compendium §135.4.)
 */
final class Offers {

    private static final String NAMESPACE = "osgi.service";

    private Offers() {
    }

    static boolean anyOf(BundleContext context, Class<?> service) {
        return Arrays.stream(context.getBundles()).anyMatch(bundle -> isBy(bundle, service.getName()));
    }

    private static boolean isBy(Bundle bundle, String service) {
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        return revision != null && revision.getDeclaredCapabilities(NAMESPACE).stream()
                .anyMatch(capability -> String.valueOf(capability.getAttributes().get("objectClass"))
                        .contains(service));
    }
}
