package imc.mi.metrics.internal;

import java.util.Locale;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;

/**
 * What a figure is called on the page: {@code imc_}, its group unless that is ours or begins its name already, its
 * name; times are in seconds, as everywhere with Prometheus.
 *
 * @param text   the name, without the {@code _total} of counters
 * @param factor by which the figure is multiplied
 */
record MetricName(String text, double factor) {

    private static final String PREFIX = "imc";
    private static final String TOTAL = "_total";
    private static final Map<String, Double> TIMES = Map.of("_micros", 1e-6, "_millis", 1e-3);

    static MetricName of(String group, String name) {
        String full = group.equals(PREFIX) || name.startsWith(group + "_") ? PREFIX + "_" + name
                : PREFIX + "_" + group + "_" + name;
        String plain = full.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]", "_");
        String bare = plain.endsWith(TOTAL) ? plain.substring(0, plain.length() - TOTAL.length()) : plain;
        Optional<Entry<String, Double>> time = TIMES.entrySet().stream()
                .filter(each -> bare.endsWith(each.getKey())).findFirst();
        return time.map(unit -> new MetricName(
                bare.substring(0, bare.length() - unit.getKey().length()) + "_seconds", unit.getValue()))
                .orElseGet(() -> new MetricName(bare, 1));
    }
}
