package imc.mi.metrics.internal;

import imc.api.statistics.Histogram;
import imc.api.statistics.Statistic;
import imc.api.statistics.StatisticSource;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Collects figures. Of two that have one name and the same labels, or are of different kinds, the first stands. */
final class Page {

    /** By name; each with its data points by their labels. */
    private final Map<String, Family> families = new TreeMap<>();

    /** What a metric is. */
    private enum Kind {
        COUNTER, GAUGE, HISTOGRAM
    }

    private record Family(Kind kind, String help, Map<Labels, Point> points) {
    }

    private sealed interface Point permits Value, Distribution {
    }

    private record Value(double value) implements Point {
    }

    private record Distribution(Histogram histogram) implements Point {
    }

    /** Takes all that a source has. */
    void add(StatisticSource source) {
        for (Statistic statistic : source.statistics()) {
            MetricName name = MetricName.of(source.group(), statistic.name());
            add(name.text(), statistic.kind() == Statistic.Kind.COUNTER ? Kind.COUNTER : Kind.GAUGE, statistic.help(),
                    labels(statistic.labels()), new Value(statistic.value() * name.factor()));
        }
        for (Histogram histogram : source.histograms()) {
            add(MetricName.of(source.group(), histogram.name()).text(), Kind.HISTOGRAM, histogram.help(),
                    labels(histogram.labels()), new Distribution(histogram));
        }
    }

    private void add(String name, Kind kind, String help, Labels labels, Point point) {
        Family family = families.computeIfAbsent(name, none -> new Family(kind, help, new LinkedHashMap<>()));
        if (family.kind() == kind) {
            family.points().putIfAbsent(labels, point);
        }
    }

    private static Labels labels(Map<String, String> labels) {
        Map<String, String> sorted = new TreeMap<>(labels);
        return Labels.of(sorted.keySet().stream().map(name -> name.replaceAll("[^A-Za-z0-9_]", "_"))
                .toArray(String[]::new), sorted.values().toArray(String[]::new));
    }

    /** What there is. A name that Prometheus does not allow is left out, and told of. */
    MetricSnapshots snapshots(Consumer<RuntimeException> refused) {
        MetricSnapshots.Builder all = MetricSnapshots.builder();
        families.forEach((name, family) -> {
            try {
                all.metricSnapshot(switch (family.kind()) {
                    case COUNTER -> counter(name, family);
                    case GAUGE -> gauge(name, family);
                    case HISTOGRAM -> histogram(name, family);
                });
            } catch (RuntimeException e) {
                refused.accept(e);
            }
        });
        return all.build();
    }

    private static CounterSnapshot counter(String name, Family family) {
        CounterSnapshot.Builder counter = CounterSnapshot.builder().name(name).help(family.help());
        family.points().forEach((labels, point) -> counter.dataPoint(CounterSnapshot.CounterDataPointSnapshot.builder()
                .labels(labels).value(((Value) point).value()).build()));
        return counter.build();
    }

    private static GaugeSnapshot gauge(String name, Family family) {
        GaugeSnapshot.Builder gauge = GaugeSnapshot.builder().name(name).help(family.help());
        family.points().forEach((labels, point) -> gauge.dataPoint(GaugeSnapshot.GaugeDataPointSnapshot.builder()
                .labels(labels).value(((Value) point).value()).build()));
        return gauge.build();
    }

    private static HistogramSnapshot histogram(String name, Family family) {
        HistogramSnapshot.Builder histogram = HistogramSnapshot.builder().name(name).help(family.help());
        family.points().forEach((labels, point) -> {
            Histogram counted = ((Distribution) point).histogram();
            double[] bounds = new double[counted.counts().size()];
            long[] counts = new long[bounds.length];
            for (int i = 0; i < bounds.length; i++) {
                bounds[i] = i < counted.bounds().size() ? counted.bounds().get(i) : Double.POSITIVE_INFINITY;
                counts[i] = counted.counts().get(i);
            }
            histogram.dataPoint(HistogramSnapshot.HistogramDataPointSnapshot.builder().labels(labels)
                    .classicHistogramBuckets(ClassicHistogramBuckets.of(bounds, counts)).sum(counted.sum()).build());
        });
        return histogram.build();
    }
}
