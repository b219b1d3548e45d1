package imc.script.internal.mi;

import imc.api.mi.MiCommand;
import imc.api.mi.MiCommandProperties;
import imc.api.mi.MiException;
import imc.script.internal.Script;
import imc.script.internal.program.Block;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code imc_route_reload}: reads the file at once. */
@Component
@MiCommandProperties(name = "imc_route_reload",
        description = "Reads the file with the routes again, at once, and says what is wrong with it; then the old "
                + "routes"
                + " stay")
public final class RouteReload implements MiCommand {

    private final Script script;

    @Activate
    public RouteReload(@Reference Script script) {
        this.script = script;
    }

    @Override
    public Object execute(Map<String, Object> parameters) throws MiException {
        Optional<String> refused = script.reload();
        if (refused.isPresent()) {
            throw MiException.failed(refused.get());
        }
        return Map.of("routes", script.program().blocks().stream().map(Block::title).toList());
    }
}
