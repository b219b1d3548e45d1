package imc.mi.rooms.internal;

import imc.api.mi.MiException;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeSet;

/**
 * By what a list can be sorted.
 *
 * @param orders by their names
 */
record Sorting<T>(Map<String, Comparator<T>> orders) {

    private static final String REVERSED = "-";

    /** The order of that name; behind {@code -}, the other way round. */
    Comparator<T> order(String name) throws MiException {
        boolean isReversed = name.startsWith(REVERSED);
        Comparator<T> order = orders.get(isReversed ? name.substring(REVERSED.length()) : name);
        if (order == null) {
            throw MiException.badRequest("nothing can be sorted by '" + name + "'; allowed are "
                    + String.join(", ", new TreeSet<>(orders.keySet()))
                    + ", each with - before it for the other way round");
        }
        return isReversed ? order.reversed() : order;
    }
}
