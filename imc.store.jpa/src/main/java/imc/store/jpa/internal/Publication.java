package imc.store.jpa.internal;

import imc.api.statistics.StatisticSource;
import imc.api.store.RoomStore;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the component has registered. Safe for use by many threads, and nobody is called with a lock held: whoever is told
 * of a service may take his time.
 */
final class Publication {

    private static final Logger log = LoggerFactory.getLogger(Publication.class);

    private final BundleContext context;
    private RoomStore published;
    private ServiceRegistration<RoomStore> store;
    private ServiceRegistration<StatisticSource> statistics;
    private boolean ended;

    Publication(BundleContext context) {
        this.context = context;
    }

    void publish(StatisticSource figures) {
        ServiceRegistration<StatisticSource> made = context.registerService(StatisticSource.class, figures, null);
        synchronized (this) {
            if (!ended) {
                statistics = made;
                return;
            }
        }
        unregister(made);
    }

    /** Registers a store; does nothing where it is registered. */
    void publish(RoomStore next) {
        synchronized (this) {
            if (ended || published == next) {
                return;
            }
            published = next;
        }
        ServiceRegistration<RoomStore> made = context.registerService(RoomStore.class, next, null);
        synchronized (this) {
            if (published == next) {
                store = made;
                return;
            }
        }
        // It was withdrawn while it was being registered.
        unregister(made);
    }

    /** Unregisters the store; does nothing where none is registered. */
    void withdraw() {
        ServiceRegistration<RoomStore> gone;
        synchronized (this) {
            gone = store;
            store = null;
            published = null;
        }
        unregister(gone);
    }

    /** Unregisters everything, for good. */
    void end() {
        ServiceRegistration<StatisticSource> gone;
        synchronized (this) {
            ended = true;
            gone = statistics;
            statistics = null;
        }
        try {
            withdraw();
        } finally {
            unregister(gone);
        }
    }

    private static void unregister(ServiceRegistration<?> registration) {
        try {
            Optional.ofNullable(registration).ifPresent(ServiceRegistration::unregister);
        } catch (IllegalStateException e) {
            log.debug("The framework was faster", e);
        }
    }
}
