package imc.mi.internal;

import imc.api.statistics.Histogram;
import imc.api.statistics.Statistic;
import imc.api.statistics.StatisticSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * The figures of all components, as MI shows them: those that go up only, since they were reset. What they are reset to
 * is kept here; who counts knows nothing of it, and nor does who collects metrics, where a count must not go back.
 */
@Component(service = Figures.class)
public final class Figures {

    private final List<StatisticSource> sources = new CopyOnWriteArrayList<>();
    private final Map<String, Number> resetAt = new ConcurrentHashMap<>();

    /**
     * One figure.
     *
     * @param group of Kamailio's kind: {@code imc}
     * @param name  with its labels: {@code deliveries{outcome=delivered}}
     */
    record Figure(String group, String name, boolean counter, Number value, String help) {

        /** As Kamailio names it: {@code imc:active_rooms}. */
        String fullName() {
            return group + ":" + name;
        }

        /** Whether that is asked for by {@code imc:}, {@code imc:active_rooms}, {@code active_rooms} or {@code all}. */
        boolean isOf(String wanted) {
            String bare = name.indexOf('{') < 0 ? name : name.substring(0, name.indexOf('{'));
            return wanted.equals("all") || wanted.equals(group + ":")
                    || Stream.of(name, bare).anyMatch(own -> wanted.equals(own) || wanted.equals(group + ":" + own));
        }
    }

    /** Starts without sources; Declarative Services adds them. */
    @Activate
    public Figures() {
        // nothing to begin with
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addSource(StatisticSource source) {
        sources.add(source);
    }

    void removeSource(StatisticSource source) {
        sources.remove(source);
    }

    /** All, by group and name. */
    List<Figure> all() {
        return counted().map(this::sinceReset).toList();
    }

    /** Those that go up only begin again at 0. */
    void reset(List<Figure> figures) {
        Map<String, Figure> wanted = new TreeMap<>();
        figures.forEach(figure -> wanted.put(figure.fullName(), figure));
        counted().filter(figure -> figure.counter() && wanted.containsKey(figure.fullName()))
                .forEach(figure -> resetAt.put(figure.fullName(), figure.value()));
    }

    private Stream<Figure> counted() {
        Map<String, Figure> sorted = new TreeMap<>();
        for (StatisticSource source : sources) {
            for (Statistic statistic : source.statistics()) {
                Figure figure = new Figure(source.group(), name(statistic.name(), statistic.labels()),
                        statistic.kind() == Statistic.Kind.COUNTER, statistic.value(), statistic.help());
                sorted.put(figure.fullName(), figure);
            }
            for (Histogram histogram : source.histograms()) {
                figures(source.group(), histogram).forEach(figure -> sorted.put(figure.fullName(), figure));
            }
        }
        return sorted.values().stream();
    }

    /** As Prometheus names them: buckets that hold the smaller ones, too, their sum and their count. */
    private static List<Figure> figures(String group, Histogram histogram) {
        List<Figure> figures = new ArrayList<>();
        long upTo = 0;
        for (int i = 0; i < histogram.counts().size(); i++) {
            upTo += histogram.counts().get(i);
            Map<String, String> labels = new TreeMap<>(histogram.labels());
            labels.put("le", i < histogram.bounds().size() ? histogram.bounds().get(i).toString() : "+Inf");
            figures.add(new Figure(group, name(histogram.name() + "_bucket", labels), true, upTo, histogram.help()));
        }
        figures.add(new Figure(group, name(histogram.name() + "_sum", histogram.labels()), true, histogram.sum(),
                histogram.help()));
        figures.add(new Figure(group, name(histogram.name() + "_count", histogram.labels()), true, upTo,
                histogram.help()));
        return figures;
    }

    private static String name(String name, Map<String, String> labels) {
        return labels.isEmpty() ? name : name + new TreeMap<>(labels);
    }

    private Figure sinceReset(Figure figure) {
        Number before = resetAt.get(figure.fullName());
        return before == null ? figure
                : new Figure(figure.group(), figure.name(), true, since(before, figure.value()), figure.help());
    }

    /** A component that was replaced counts from 0. */
    private static Number since(Number before, Number now) {
        if (now instanceof Long) {
            return now.longValue() < before.longValue() ? now : now.longValue() - before.longValue();
        }
        return now.doubleValue() < before.doubleValue() ? now : now.doubleValue() - before.doubleValue();
    }
}
