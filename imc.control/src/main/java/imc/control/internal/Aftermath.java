package imc.control.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.wiring.FrameworkWiring;

/**
 * What a line has done to the bundles. An update is done when all that it concerns is wired anew and runs again, so
 * that the next line finds it so; what is meant to run and does not is told to whoever sent the line.
 */
final class Aftermath {

    private static final long WATCH_SECONDS = 5;
    private static final long REFRESH_SECONDS = 60;
    private static final long START_SECONDS = 2;
    private static final long LOOK_MILLIS = 20;

    /** The system bundle's: this bundle may be among those that are started again. */
    private final BundleContext framework;
    private final FrameworkWiring wiring;
    private final IdleBundles idle;

    Aftermath(BundleContext framework) {
        this.framework = framework;
        this.wiring = framework.getBundle().adapt(FrameworkWiring.class);
        this.idle = new IdleBundles(framework);
    }

    /** The bundles that are meant to run and do not. */
    Set<Bundle> idle() {
        return idle.now();
    }

    /**
     * Waits until everything is wired anew that has to be.
     *
     * @param before those that were idle before the line
     * @return a sentence for each other that is idle now
     */
    List<String> settle(Set<Bundle> before) {
        if (framework.getBundle().getState() == Bundle.STOPPING) {
            // As long as the server drains: nothing is wired anew any more.
            return List.of();
        }
        try {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(REFRESH_SECONDS);
            List<String> lost = List.of();
            do {
                awaitTransitions();
                if (!refresh()) {
                    return List.of("Bundles are still being wired anew after " + REFRESH_SECONDS + " s");
                }
                lost = startAgainAndAgain(before);
            } while ((inTransition() || !stale().isEmpty()) && System.nanoTime() < deadline);
            return lost;
        } catch (IllegalStateException e) {
            ControlSocket.LOG.debug("The framework is stopping", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return List.of();
    }

    /** A line may end before what it has begun, as one that updates Gogo itself. */
    private void awaitTransitions() throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(WATCH_SECONDS);
        while (inTransition() && System.nanoTime() < deadline) {
            Thread.sleep(LOOK_MILLIS);
        }
    }

    private boolean inTransition() {
        return Stream.of(framework.getBundles()).anyMatch(bundle -> bundle.getState() == Bundle.STOPPING
                || bundle.getState() == Bundle.STARTING
                        && bundle.getHeaders().get(Constants.BUNDLE_ACTIVATIONPOLICY) == null);
    }

    private List<String> startAgainAndAgain(Set<Bundle> before) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        List<String> lost = start(before);
        while (!lost.isEmpty() && System.nanoTime() < deadline) {
            Thread.sleep(LOOK_MILLIS);
            lost = start(before);
        }
        return lost;
    }

    /** Starts what is idle; it may wait for others that are being started meanwhile. */
    private List<String> start(Set<Bundle> before) {
        List<String> lost = new ArrayList<>();
        for (Bundle bundle : idle()) {
            if (!before.contains(bundle)) {
                start(bundle, lost);
            }
        }
        return lost;
    }

    /**
     * Whoever watches over the wiring ({@code imc.wiring}) is given time to see to it; where nobody does, it is done
     * here. The framework does one refresh after the other: when ours has ended, so have those before.
     */
    private boolean refresh() throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(WATCH_SECONDS);
        Collection<Bundle> stale = stale();
        while (!stale.isEmpty() && System.nanoTime() < deadline) {
            Thread.sleep(LOOK_MILLIS);
            stale = stale();
        }
        CountDownLatch end = new CountDownLatch(1);
        wiring.refreshBundles(stale, refreshed -> end.countDown());
        return end.await(REFRESH_SECONDS, TimeUnit.SECONDS);
    }

    private Collection<Bundle> stale() {
        Collection<Bundle> stale = wiring.getRemovalPendingBundles();
        // What nobody else is wired to the framework itself replaces at once.
        return stale.containsAll(wiring.getDependencyClosure(stale)) ? List.of() : stale;
    }

    private static void start(Bundle bundle, List<String> lost) {
        try {
            bundle.start(Bundle.START_TRANSIENT | Bundle.START_ACTIVATION_POLICY);
        } catch (BundleException | IllegalStateException e) {
            // The latter where somebody else is about to start it: there will be another look at it.
            lost.add("%s does not run: %s".formatted(bundle, Failure.message(e)));
        }
    }
}
