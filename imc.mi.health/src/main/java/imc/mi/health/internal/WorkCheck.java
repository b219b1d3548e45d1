package imc.mi.health.internal;

import imc.api.statistics.Histogram;
import imc.api.statistics.Statistic;
import imc.api.statistics.StatisticSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.Result.Status;
import org.apache.felix.hc.api.ResultLog;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Whether work piles up, and how long the store takes for it, by the figures of whoever has them. */
@Component(service = HealthCheck.class, property = {HealthCheck.NAME + "=work", HealthCheck.TAGS + "=resources"})
public final class WorkCheck implements HealthCheck {

    /** More than that many is worth an operator's eye. */
    private static final Map<String, Long> LIMITS = Map.of("commands_waiting", 1_000L, "store_pending", 10_000L);
    private static final String COMMITS = "store_commit_seconds";
    private static final double SLOW_COMMIT_SECONDS = 1;

    private final List<StatisticSource> sources = new CopyOnWriteArrayList<>();
    private final Mean commits = new Mean();

    /** Starts without sources; Declarative Services adds them. */
    @Activate
    public WorkCheck() {
        // nothing to begin with
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addSource(StatisticSource source) {
        sources.add(source);
    }

    void removeSource(StatisticSource source) {
        sources.remove(source);
    }

    @Override
    public Result execute() {
        ResultLog log = new ResultLog();
        for (Statistic figure : all(StatisticSource::statistics, log)) {
            Long limit = LIMITS.get(figure.name());
            if (limit != null) {
                add(log, figure.value() > limit, figure.name() + " is " + figure.value());
            }
        }
        List<Histogram> histograms = all(StatisticSource::histograms, log).stream()
                .filter(histogram -> histogram.name().equals(COMMITS)).toList();
        commits.after(histograms.stream().mapToLong(Histogram::count).sum(),
                histograms.stream().mapToDouble(Histogram::sum).sum())
                .ifPresent(mean -> add(log, mean > SLOW_COMMIT_SECONDS,
                        "a commit took " + Math.round(mean * 1_000) + " ms on average"));
        return new Result(log.iterator().hasNext() ? log : log.add(new ResultLog.Entry(Status.OK, "there is none")));
    }

    private static void add(ResultLog log, boolean isTooMuch, String says) {
        log.add(new ResultLog.Entry(isTooMuch ? Status.WARN : Status.OK, says));
    }

    /** One source that fails keeps the others from nothing. */
    private <T> List<T> all(Function<StatisticSource, List<T>> figures, ResultLog log) {
        List<T> all = new ArrayList<>();
        for (StatisticSource source : sources) {
            try {
                all.addAll(figures.apply(source));
            } catch (Throwable e) { // it is anybody's
                add(log, true, source.getClass().getName() + " has no figures: " + e);
            }
        }
        return all;
    }
}
