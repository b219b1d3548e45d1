package imc.mi.fifo.internal;

import imc.api.statistics.Statistic;
import imc.api.statistics.StatisticSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Counts what became of requests. */
@Component(service = {Outcomes.class, StatisticSource.class})
public final class Outcomes implements StatisticSource {

    private final Map<Outcome, LongAdder> counts = new EnumMap<>(Outcome.class);

    /** Begins at 0. */
    @Activate
    public Outcomes() {
        for (Outcome outcome : Outcome.values()) {
            counts.put(outcome, new LongAdder());
        }
    }

    void count(Outcome outcome) {
        Objects.requireNonNull(counts.get(outcome)).increment();
    }

    @Override
    public String group() {
        return "mi_fifo";
    }

    @Override
    public List<Statistic> statistics() {
        return counts.entrySet().stream().map(count -> new Statistic("fifo_requests", Statistic.Kind.COUNTER,
                "Requests by the FIFO, by what became of them", Map.of("outcome", count.getKey().word()),
                count.getValue().sum())).toList();
    }
}
