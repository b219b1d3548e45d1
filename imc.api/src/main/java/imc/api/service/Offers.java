package imc.api.service;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.wiring.BundleRevision;

/**
 * Whether an installed bundle says that it offers a service, be it active or not: then the service will come, or come
 * back. (The capability osgi.service, OSGi Compendium §135.4.) Safe for use
 * by many threads; waits for nothing.
 */
public final class Offers {

    private static final String NAMESPACE = "osgi.service";
    /** Bundles are not installed, started or stopped more often than somebody asks. */
    private static final long VALID = TimeUnit.SECONDS.toNanos(1);

    private final BundleContext context;
    private final String service;
    private final LongSupplier nanoTime;
    private volatile Look last;
    private volatile Look away;

    private record Look(boolean found, long at) {
    }

    /**
     * @param context of whoever needs the service; after it has ended nobody offers anything
     * @param service the type under which it is registered
     */
    public Offers(BundleContext context, Class<?> service) {
        this(context, service, System::nanoTime);
    }

    /** @param nanoTime as {@link System#nanoTime()} */
    Offers(BundleContext context, Class<?> service, LongSupplier nanoTime) {
        this.context = context;
        this.service = service.getName();
        this.nanoTime = nanoTime;
        last = new Look(false, nanoTime.getAsLong() - VALID);
        away = new Look(false, last.at());
    }

    /** Whether one says so, or did within the last second: it is looked for no more often. */
    public boolean isThere() {
        if (nanoTime.getAsLong() - last.at() >= VALID) {
            last = new Look(look(this::isBy), nanoTime.getAsLong());
        }
        return last.found();
    }

    /**
     * Whether one that says so is not active, or was not a moment ago: from then on its services take a while to come.
     */
    public boolean isAway() {
        Look before = away;
        long now = nanoTime.getAsLong();
        if (before.found() && now - before.at() < VALID) {
            return true;
        }
        if (look(bundle -> bundle.getState() != Bundle.ACTIVE && isBy(bundle))) {
            away = new Look(true, now);
            return true;
        }
        return before.found() && now - before.at() < 2 * VALID;
    }

    private boolean look(Predicate<Bundle> which) {
        try {
            return Arrays.stream(context.getBundles()).anyMatch(which);
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
