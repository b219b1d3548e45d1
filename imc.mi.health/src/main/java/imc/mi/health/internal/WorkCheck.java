package imc.mi.health.internal;

import imc.api.statistics.Histogram;
import imc.api.statistics.Statistic;
import imc.api.statistics.StatisticSource;
import java.util.List;
import java.util.Map;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.Result.Status;
import org.apache.felix.hc.api.ResultLog;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Whether work piles up or hangs, and how long the store takes for it, by the figures of whoever has them. */
@Component(service = HealthCheck.class, property = {HealthCheck.NAME + "=work", HealthCheck.TAGS + "=resources"})
public final class WorkCheck implements HealthCheck {

    /** More than that many is worth an operator's eye. */
    private static final Map<String, Long> LIMITS = Map.of("commands_waiting", 1_000L, "store_pending", 10_000L,
            "timers_hanging", 0L);
    private static final String COMMITS = "store_commit_seconds";
    private static final double SLOW_COMMIT_SECONDS = 1;

    private final Figures figures;
    private final Mean commits = new Mean();

    @Activate
    public WorkCheck(@Reference Figures figures) {
        this.figures = figures;
    }

    @Override
    public Result execute() {
        ResultLog log = new ResultLog();
        for (Statistic figure : figures.all(StatisticSource::statistics, failure -> add(log, true, failure))) {
            Long limit = LIMITS.get(figure.name());
            if (limit != null) {
                add(log, figure.value() > limit, figure.name() + " is " + figure.value());
            }
        }
        List<Histogram> histograms = figures.all(StatisticSource::histograms, failure -> add(log, true, failure))
                .stream().filter(histogram -> histogram.name().equals(COMMITS)).toList();
        commits.after(histograms.stream().mapToLong(Histogram::count).sum(),
                histograms.stream().mapToDouble(Histogram::sum).sum())
                .ifPresent(mean -> add(log, mean > SLOW_COMMIT_SECONDS,
                        "a commit took " + Math.round(mean * 1_000) + " ms on average"));
        return new Result(log.iterator().hasNext() ? log : log.add(new ResultLog.Entry(Status.OK, "there is none")));
    }

    private static void add(ResultLog log, boolean isTooMuch, String says) {
        log.add(new ResultLog.Entry(isTooMuch ? Status.WARN : Status.OK, says));
    }
}
