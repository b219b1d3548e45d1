package imc.mi.internal;

import imc.api.statistics.Statistic;
import imc.api.statistics.StatisticSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Counts how commands end. Not the dispatcher's own: commands tell of statistics, and the dispatcher knows all
 * commands.
 */
@Component(service = {Outcomes.class, StatisticSource.class})
public final class Outcomes implements StatisticSource {

    private final Map<Outcome, LongAdder> outcomes = new ConcurrentHashMap<>();

    private record Outcome(String command, int code) {
    }

    /** Starts with nothing counted. */
    @Activate
    public Outcomes() {
        // nothing to begin with
    }

    /** Counts one. */
    void count(String command, int code) {
        outcomes.computeIfAbsent(new Outcome(command, code), none -> new LongAdder()).increment();
    }

    @Override
    public String group() {
        return "mi";
    }

    @Override
    public List<Statistic> statistics() {
        return outcomes.entrySet().stream().map(entry -> new Statistic("mi_commands", Statistic.Kind.COUNTER,
                "Management commands by name and by how they were answered",
                Map.of("command", entry.getKey().command(), "code", Integer.toString(entry.getKey().code())),
                entry.getValue().sum())).toList();
    }
}
