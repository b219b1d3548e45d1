package imc.mi.internal;

import imc.api.mi.MiCommand;
import imc.api.mi.MiCommandProperties;
import imc.api.mi.MiException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code get_statistics}: the figures of all components that publish some; named as to Kamailio's command. */
@Component
@MiCommandProperties(name = "get_statistics", aliases = {"imc_get_statistics", "stats_get_statistics"},
        parameters = "[statistics:list] Which: active_rooms, imc:active_rooms, all of a group by imc:, or all",
        description = "Shows the statistics of all components, of some groups, or some by name",
        lines = "{statistic} = {value}")
public final class GetStatistics implements MiCommand {

    private final Figures figures;

    @Activate
    public GetStatistics(@Reference Figures figures) {
        this.figures = figures;
    }

    @Override
    public Object execute(Map<String, Object> parameters) throws MiException {
        return new Wanted(parameters.get("statistics")).of(figures.all()).stream().map(GetStatistics::row).toList();
    }

    private static Map<String, Object> row(Figures.Figure figure) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("statistic", figure.fullName());
        row.put("value", figure.value());
        row.put("kind", figure.counter() ? "counter" : "gauge");
        row.put("help", figure.help());
        return row;
    }
}
