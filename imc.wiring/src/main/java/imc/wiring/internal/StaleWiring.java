package imc.wiring.internal;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Refreshes what an update leaves behind. A bundle that exports packages, once updated, goes on serving its old classes
 * to those that are wired to them, while whoever is wired later gets the new ones, and the two do not see each other's
 * services. An operator who updates imc.api and then, one by one, the others would otherwise lose each in its turn.
 * <p>
 * An update ends with the start of the bundle, some time after the event that tells of it: a refresh in between would
 * take the framework's lock away from that start, and the bundle would stay behind. So the work is done by a thread of
 * its own when the updated bundles run again, and whoever was meant to run and does not is then started again.
 */
final class StaleWiring implements BundleListener {

    private static final Logger LOG = LoggerFactory.getLogger(StaleWiring.class);
    /** A bundle that is not being started so long after its update is not going to be. */
    private static final long START_NANOS = TimeUnit.SECONDS.toNanos(2);
    /** One that is being started for so long holds up the others no longer. */
    private static final long STARTING_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final long LOOK_MILLIS = 20;
    private static final int ATTEMPTS = 3;

    private final BundleContext context;
    private final Wires wires;
    private final Restart restart;
    private final Thread worker = new Thread(this::work, "imc-wiring");
    /** Bundles whose update, or uninstallation, is not dealt with, and since when; guarded by this. */
    private final Map<Bundle, Long> moved = new LinkedHashMap<>();
    /** Bundles that a refresh left behind; the worker's own. */
    private Collection<Bundle> left = List.of();
    private boolean isNews = true;
    private boolean closed;

    StaleWiring(BundleContext context, Wires wires, Restart restart) {
        this.context = context;
        this.wires = wires;
        this.restart = restart;
    }

    void open() {
        context.addBundleListener(this);
        worker.setDaemon(true);
        worker.start();
    }

    /** Never waits for a refresh, which may be the very one that stops this bundle. */
    void close() {
        context.removeBundleListener(this);
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        worker.interrupt();
    }

    @Override
    public synchronized void bundleChanged(BundleEvent event) {
        switch (event.getType()) {
            case BundleEvent.UPDATED, BundleEvent.UNINSTALLED -> {
                moved.put(event.getBundle(), System.nanoTime());
                isNews = true;
            }
            // what others were waiting for may be there now
            case BundleEvent.INSTALLED, BundleEvent.RESOLVED, BundleEvent.STARTED -> isNews |= !left.isEmpty();
            default -> { }
        }
        notifyAll();
    }

    private void work() {
        try {
            while (true) {
                Set<Bundle> dealtWith = awaitEnd();
                Collection<Bundle> stale = wires.stale();
                Set<Bundle> concerned = new LinkedHashSet<>(left);
                concerned.addAll(dealtWith);
                concerned.addAll(wires.concerned(stale).stream().filter(restart::isMeantToRun).toList());
                if (!stale.isEmpty()) {
                    LOG.info("{} was updated: what is wired to its old packages is wired anew and started again: {}",
                            stale, wires.concerned(stale));
                    wires.refresh(stale);
                }
                left = start(concerned);
            }
        } catch (InterruptedException | IllegalStateException e) {
            // The bundle is stopped, or the framework.
            LOG.debug("No longer watching", e);
        }
    }

    /** Each may need others of them, so there are several attempts. */
    private List<Bundle> start(Collection<Bundle> bundles) {
        List<Bundle> idle = restart.start(bundles, false);
        for (int attempt = 1; attempt < ATTEMPTS && !idle.isEmpty(); attempt++) {
            idle = restart.start(idle, attempt == ATTEMPTS - 1);
        }
        return idle;
    }

    /** Waits until there was an update, and until that and all others have ended; gives the bundles. */
    private synchronized Set<Bundle> awaitEnd() throws InterruptedException {
        while (!isNews && !closed) {
            wait();
        }
        while (!closed && moved.entrySet().stream().anyMatch(each -> isUnderWay(each.getKey(), each.getValue()))) {
            wait(LOOK_MILLIS);
        }
        if (closed) {
            throw new InterruptedException("closed");
        }
        Set<Bundle> ended = Set.copyOf(moved.keySet());
        moved.clear();
        isNews = false;
        return ended;
    }

    private boolean isUnderWay(Bundle bundle, long since) {
        long time = System.nanoTime() - since;
        return switch (bundle.getState()) {
            case Bundle.STARTING, Bundle.STOPPING -> time < STARTING_NANOS;
            case Bundle.INSTALLED, Bundle.RESOLVED -> time < START_NANOS && restart.isMeantToRun(bundle);
            default -> false;
        };
    }
}
