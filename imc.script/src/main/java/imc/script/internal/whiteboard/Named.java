package imc.script.internal.whiteboard;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/**
 * Services by their names: of several with one, that which the framework puts first. A service is asked for when it is
 * first needed. Safe for use by many threads.
 */
final class Named<S> {

    private final Function<ServiceReference<S>, Optional<S>> lookUp;
    private final Function<ServiceReference<S>, List<String>> names;
    private final Map<ServiceReference<S>, Held<S>> all = new HashMap<>();
    private volatile Map<String, Held<S>> byName = new HashMap<>();

    /** A service, and the object once somebody has asked for it. */
    private static final class Held<S> {
        private final ServiceReference<S> reference;
        private volatile @Nullable S service;

        Held(ServiceReference<S> reference) {
            this.reference = reference;
        }
    }

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
        all.computeIfAbsent(reference, Held::new);
        sort();
    }

    synchronized void remove(ServiceReference<S> reference) {
        all.remove(reference);
        sort();
    }

    private void sort() {
        Map<String, Held<S>> sorted = new HashMap<>();
        all.values().stream().sorted(Comparator.comparing(held -> held.reference)).forEach(held ->
                names.apply(held.reference).forEach(name -> sorted.put(name, held)));
        byName = sorted;
    }

    /** What is another object whenever others are there. */
    Object state() {
        return byName;
    }

    /** The first of that name. */
    Optional<ServiceReference<S>> reference(String name) {
        return Optional.ofNullable(byName.get(name)).map(held -> held.reference);
    }

    /** All names, sorted, with the first of each. */
    SortedMap<String, ServiceReference<S>> all() {
        SortedMap<String, ServiceReference<S>> sorted = new TreeMap<>();
        byName.forEach((name, held) -> sorted.put(name, held.reference));
        return sorted;
    }

    Optional<S> get(String name) {
        Held<S> held = byName.get(name);
        if (held == null) {
            return Optional.empty();
        }
        S there = held.service;
        return there != null ? Optional.of(there) : look(held);
    }

    /** Looked up under no lock: the service may have to be made. */
    private Optional<S> look(Held<S> held) {
        Optional<S> found = lookUp.apply(held.reference);
        held.service = found.orElse(null);
        return found;
    }
}
