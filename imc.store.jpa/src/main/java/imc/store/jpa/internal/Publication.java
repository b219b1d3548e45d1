package imc.store.jpa.internal;

import imc.api.health.Drainable;
import imc.api.statistics.StatisticSource;
import imc.store.jpa.internal.further.NoBindings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the component has registered. Safe for use by many threads, and nobody is called with a lock held: whoever is
 * told of a service may take his time.
 */
final class Publication {

    private static final Logger log = LoggerFactory.getLogger(Publication.class);

    private final BundleContext context;
    private Map<Class<?>, Object> published;
    private List<ServiceRegistration<?>> stores = List.of();
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
        unregister(made);
    }

    /** Registers stores by their types; does nothing where just these are registered. */
    void publish(Map<Class<?>, Object> next) {
        synchronized (this) {
            if (ended || published == next) {
                return;
            }
            published = next;
        }
        List<ServiceRegistration<?>> made = new ArrayList<>();
        next.forEach((type, store) -> made.add(context.registerService(type.getName(), store,
                store instanceof NoBindings none ? none.properties() : null)));
        synchronized (this) {
            if (published == next) {
                stores = made;
                return;
            }
        }
        // They were withdrawn while they were being registered.
        unregister(made);
    }

    /** Unregisters the stores; does nothing where none is registered. */
    void withdraw() {
        List<ServiceRegistration<?>> gone;
        synchronized (this) {
            gone = stores;
            stores = List.of();
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
            unregister(gone);
        }
    }

    /** Each of them, whatever whoever used another one throws, which is thrown in the end. */
    private static void unregister(List<ServiceRegistration<?>> registrations) {
        if (registrations.isEmpty()) {
            return;
        }
        try {
            registrations.get(0).unregister();
        } catch (IllegalStateException e) {
            log.debug("The framework was faster", e);
        } finally {
            unregister(registrations.subList(1, registrations.size()));
        }
    }
}
