package imc.api.statistics;

import java.util.Map;
import java.util.Objects;

/**
 * One figure at one moment.
 *
 * @param name   in Kamailio's manner, lower case with underscores: {@code active_rooms}
 * @param kind   whether it goes up only
 * @param help   what it counts, in one line, with its unit
 * @param labels tells apart the figures of one name, for example {@code outcome=delivered}
 * @param value  the figure
 */
public record Statistic(String name, Kind kind, String help, Map<String, String> labels, long value) {

    /** How a figure moves. */
    public enum Kind {
        /** Up only, from 0 at the start of the component. */
        COUNTER,
        /** Up and down. */
        GAUGE
    }

    public Statistic {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(help, "help");
        labels = Map.copyOf(labels);
    }

    /** A figure without labels that goes up only. */
    public static Statistic counter(String name, String help, long value) {
        return new Statistic(name, Kind.COUNTER, help, Map.of(), value);
    }

    /** A figure without labels that goes up and down. */
    public static Statistic gauge(String name, String help, long value) {
        return new Statistic(name, Kind.GAUGE, help, Map.of(), value);
    }
}
