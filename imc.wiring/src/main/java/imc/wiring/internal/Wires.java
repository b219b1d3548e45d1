package imc.wiring.internal;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.FrameworkWiring;

/** Who is wired to whom. */
final class Wires {

    private final FrameworkWiring wiring;

    Wires(FrameworkWiring wiring) {
        this.wiring = wiring;
    }

    /** Bundles with packages of before an update or an uninstall, to which others are wired still. */
    Collection<Bundle> stale() {
        Collection<Bundle> stale = wiring.getRemovalPendingBundles();
        // What nobody else is wired to the framework itself replaces at once.
        return stale.containsAll(concerned(stale)) ? List.of() : stale;
    }

    /** These and all that is wired to them, over others, too. */
    Collection<Bundle> concerned(Collection<Bundle> bundles) {
        return wiring.getDependencyClosure(bundles);
    }

    /** Wires anew what is wired to these, and waits until that has ended. */
    void refresh(Collection<Bundle> bundles) throws InterruptedException {
        CountDownLatch end = new CountDownLatch(1);
        wiring.refreshBundles(bundles, refreshed -> end.countDown());
        end.await();
    }
}
