package imc.store.jpa.internal;

import imc.api.health.Drainable;
import imc.api.statistics.StatisticSource;
import imc.api.store.RoomStore;
import java.util.List;
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
    private List<ServiceRegistration<?>> lasting = List.of();
    private boolean ended;

    Publication(BundleContext context) {
        this.context = context;
    }

    /** Registers what is there as long as the component is, whatever store is open. */
    void publish(StatisticSource source, Drainable drainable) {
        List<ServiceRegistration<?>> made = List.of(context.registerService(StatisticSource.class, source, null),
                context.registerService(Drainable.class, drainable, null));
        synchronized (this) {
            if (!ended) {
                lasting = made;
                return;
            }
        }
        made.forEach(Publication::unregister);
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
        List<ServiceRegistration<?>> gone;
        synchronized (this) {
            ended = true;
            gone = lasting;
            lasting = List.of();
        }
        try {
            withdraw();
        } finally {
            gone.forEach(Publication::unregister);
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
