package imc.script.internal.mi;

import imc.api.mi.MiCommand;
import imc.api.mi.MiCommandProperties;
import imc.script.internal.Script;
import imc.script.internal.program.Block;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code imc_route_list}: the routes that are in force, and what they have cost. */
@Component
@MiCommandProperties(name = "imc_route_list",
        description = "Lists the routes in force with where they stand, how often they were run and for how many"
                + " microseconds in all")
public final class RouteList implements MiCommand {

    private final Script script;

    @Activate
    public RouteList(@Reference Script script) {
        this.script = script;
    }

    @Override
    public Object execute(Map<String, Object> parameters) {
        return script.program().blocks().stream().map(RouteList::row).toList();
    }

    private static Map<String, Object> row(Block block) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("route", block.title());
        row.put("line", block.at().line());
        row.put("runs", block.runs().sum());
        row.put("microseconds", TimeUnit.NANOSECONDS.toMicros(block.nanos().sum()));
        return row;
    }
}
