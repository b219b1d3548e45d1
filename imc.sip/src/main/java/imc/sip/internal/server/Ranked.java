package imc.sip.internal.server;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.osgi.framework.Constants;

/**
 * What services of one type are used for, ordered as the OSGi framework orders services: the higher ranking first, then
 * the older service. Safe for use by many threads.
 */
final class Ranked<T> {

    private static final Comparator<Place<?>> ORDER = Comparator.<Place<?>>comparingInt(Place::ranking).reversed()
            .thenComparingLong(Place::serviceId);

    private List<Place<T>> places = List.of();
    private volatile List<T> all = List.of();

    private record Place<T>(T used, int ranking, long serviceId) {
    }

    /** In their order; does not change. */
    List<T> all() {
        return all;
    }

    /** @param properties the service's */
    void add(T used, Map<String, Object> properties) {
        Object ranking = properties.get(Constants.SERVICE_RANKING);
        Object id = properties.get(Constants.SERVICE_ID);
        add(used, ranking instanceof Integer number ? number : 0, id instanceof Long number ? number : 0);
    }

    synchronized void add(T used, int ranking, long serviceId) {
        List<Place<T>> more = new ArrayList<>(places);
        more.add(new Place<>(used, ranking, serviceId));
        more.sort(ORDER);
        take(more);
    }

    synchronized void remove(Predicate<T> which) {
        List<Place<T>> less = new ArrayList<>(places);
        less.removeIf(place -> which.test(place.used()));
        take(less);
    }

    private void take(List<Place<T>> now) {
        places = now;
        all = now.stream().map(Place::used).toList();
    }
}
