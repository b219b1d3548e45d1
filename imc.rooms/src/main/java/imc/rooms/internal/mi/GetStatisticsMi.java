package imc.rooms.internal.mi;

import imc.api.mi.MiCommand;
import imc.api.mi.MiCommandProperties;
import imc.api.statistics.Statistic;
import imc.api.statistics.StatisticSource;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** {@code imc_get_statistics}: the figures of all components that publish some. */
@Component
@MiCommandProperties(name = "imc_get_statistics", parameters = "[name]",
        description = "Shows the statistics of all components, or those whose name begins with the one given")
public final class GetStatisticsMi implements MiCommand {

    private final List<StatisticSource> sources = new CopyOnWriteArrayList<>();

    @Activate
    public GetStatisticsMi() {
        // sources come and go
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindSource(StatisticSource source) {
        sources.add(source);
    }

    void unbindSource(StatisticSource source) {
        sources.remove(source);
    }

    @Override
    public Object execute(Map<String, Object> parameters) {
        String prefix = String.valueOf(parameters.getOrDefault("name", ""));
        return sources.stream().flatMap(source -> source.statistics().stream())
                .filter(statistic -> statistic.name().startsWith(prefix))
                .sorted(Comparator.comparing(GetStatisticsMi::label))
                .map(GetStatisticsMi::row).toList();
    }

    private static String label(Statistic statistic) {
        return statistic.labels().isEmpty() ? statistic.name()
                : statistic.name() + new TreeMap<>(statistic.labels());
    }

    private static Map<String, Object> row(Statistic statistic) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("statistic", label(statistic));
        row.put("value", statistic.value());
        row.put("help", statistic.help());
        return row;
    }
}
