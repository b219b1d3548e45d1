package imc.store.jpa.internal.connection;

import java.util.Optional;
import org.osgi.framework.ServiceReference;

/** What the store has to know of the framework before it touches classes of other bundles. */
public interface Framework {

    /**
     * Waits while bundles are refreshed: their classes are about to go. Ends early when the thread is interrupted. To
     * be called without any lock.
     */
    void awaitQuiet();

    /** Why the driver that this service makes cannot be used now, in half a sentence; empty if it can. */
    Optional<String> hindrance(ServiceReference<?> factory);

    /**
     * Sees to it that loading classes of this driver never again waits for the framework: a thread of ours that waits
     * in the midst of the driver holds the driver's locks, and a refresh, which holds the framework's lock, may want
     * those. To be called without any lock.
     */
    void wireAhead(ServiceReference<?> factory);
}
