package imc.mi.internal;

import imc.api.mi.MiCommand;
import imc.api.mi.MiCommandProperties;
import imc.api.mi.MiException;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code reset_statistics}: counts begin again at 0, as MI shows them. */
@Component
@MiCommandProperties(name = "reset_statistics", aliases = "stats_reset_statistics",
        parameters = "statistics:list Which: active_rooms, imc:active_rooms, all of a group by imc:, or all",
        description = "Has MI's counts begin again at 0; what goes up and down stays, and so do the metrics")
public final class ResetStatistics implements MiCommand {

    private final Figures figures;

    @Activate
    public ResetStatistics(@Reference Figures figures) {
        this.figures = figures;
    }

    @Override
    public Object execute(Map<String, Object> parameters) throws MiException {
        List<Figures.Figure> wanted = new Wanted(parameters.get("statistics")).of(figures.all());
        figures.reset(wanted);
        return Map.of("reset", wanted.stream().filter(Figures.Figure::counter).count());
    }
}
