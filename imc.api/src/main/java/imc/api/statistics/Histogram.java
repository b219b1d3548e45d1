package imc.api.statistics;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * How many things took how long, since the start of the component that tells it; at one moment. Immutable.
 *
 * @param name   in Kamailio's manner, with the unit: {@code delivery_seconds}
 * @param help   what it measures, in one line
 * @param labels tells apart the histograms of one name
 * @param bounds the largest value of each bucket, in seconds, ascending; what is larger than the last is in one more
 * @param counts how many are in each bucket, and in no smaller one; one element more than {@code bounds}
 * @param sum    of all values, in seconds
 */
public record Histogram(String name, String help, Map<String, String> labels, List<Double> bounds, List<Long> counts,
        double sum) {

    public Histogram {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(help, "help");
        labels = Map.copyOf(labels);
        bounds = List.copyOf(bounds);
        counts = List.copyOf(counts);
        if (counts.size() != bounds.size() + 1) {
            throw new IllegalArgumentException(counts.size() + " counts for " + bounds.size() + " bounds; one more is"
                    + " expected");
        }
    }

    /** How many there are in all. */
    public long count() {
        return counts.stream().mapToLong(Long::longValue).sum();
    }
}
