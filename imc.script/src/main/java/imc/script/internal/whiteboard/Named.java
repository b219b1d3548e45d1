package imc.script.internal.whiteboard;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/**
 * Services by their names: of several with one, that which the framework puts first. A service is asked for when it is
 * first needed. Safe for use by many threads.
 */
final class Named<S> {

    private final Function<ServiceReference<S>, Optional<S>> lookUp;
    private final Function<ServiceReference<S>, List<String>> names;
    private final Map<ServiceReference<S>, Boolean> references = new ConcurrentHashMap<>();
    private final Map<ServiceReference<S>, S> services = new ConcurrentHashMap<>();
    private volatile Map<String, ServiceReference<S>> byName = Map.of();

    /** @param property that says the names */
    Named(BundleContext context, String property) {
        this.lookUp = reference -> Optional.ofNullable(context.getService(reference));
        this.names = reference -> strings(reference.getProperty(property));
    }

    static List<String> strings(Object property) {
        if (property instanceof String[] several) {
            return List.of(several);
        }
        return property instanceof Collection<?> several ? several.stream().map(String::valueOf).toList()
                : property == null ? List.of() : List.of(property.toString());
    }

    synchronized void add(ServiceReference<S> reference) {
        references.put(reference, true);
        sort();
    }

    synchronized void remove(ServiceReference<S> reference) {
        references.remove(reference);
        sort();
        services.remove(reference);
    }

    private void sort() {
        Map<String, ServiceReference<S>> sorted = new TreeMap<>();
        references.keySet().stream().sorted().forEach(reference ->
                names.apply(reference).forEach(name -> sorted.put(name, reference)));
        byName = sorted;
    }

    /** The first of that name. */
    Optional<ServiceReference<S>> reference(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** All names, sorted, with the first of each. */
    Map<String, ServiceReference<S>> all() {
        return byName;
    }

    Optional<S> get(String name) {
        ServiceReference<S> reference = byName.get(name);
        if (reference == null) {
            return Optional.empty();
        }
        S there = services.get(reference);
        return there != null ? Optional.of(there) : look(reference);
    }

    /** Looked up under no lock: the service may have to be made. */
    private Optional<S> look(ServiceReference<S> reference) {
        Optional<S> found = lookUp.apply(reference);
        synchronized (this) {
            if (references.containsKey(reference)) {
                found.ifPresent(service -> services.put(reference, service));
            }
        }
        return found;
    }
}
