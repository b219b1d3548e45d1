package imc.script.internal.mi;

import imc.api.transport.RoomAddresses;
import imc.script.internal.Script;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** {@code imc:route} in Gogo: the file that is in force; with {@code -d} what is in force without one. */
@Component(service = RouteShell.class, immediate = true,
        property = {"osgi.command.scope=imc", "osgi.command.function=route"})
public final class RouteShell {

    private static final String BUILT_IN = """
            # The built-in route: in force where there is no request route in %s.
            # Rooms and the manager (imc.transport.sip): %s
            if (is_method("MESSAGE") && <$ru is the address of a room or of the manager>) {
                imc_manager();
                exit;
            }
            # All else goes to whoever answers its method: REGISTER to the registrar, and so on; else 404, 405 or 501.
            """;

    private final Script script;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile @Nullable RoomAddresses addresses;

    @Activate
    public RouteShell(@Reference Script script) {
        this.script = script;
    }

    /**
     * What is in force.
     *
     * @param options {@code -d} for the built-in route
     */
    public String route(String... options) {
        RoomAddresses now = addresses;
        if (options.length == 0 && script.program().request().isPresent()) {
            return script.program().blocks().stream().map(block -> block.title() + ", " + block.at())
                    .collect(Collectors.joining("\n"));
        }
        if (options.length > 0 && !List.of(options).equals(List.of("-d"))) {
            return "imc:route [-d]: the routes in force; with -d the built-in one";
        }
        return BUILT_IN.formatted(script.file(), now == null ? "imc.transport.sip does not run" : now.description());
    }
}
