package imc.script.internal.mi;

import imc.api.mi.MiCommand;
import imc.api.mi.MiCommandProperties;
import imc.script.internal.whiteboard.Variables;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code imc_pv_list}: the variables that there are now. */
@Component
@MiCommandProperties(name = "imc_pv_list",
        description = "Lists the pseudo-variables that routes can read, each with an example and the bundle that "
                + "offers it")
public final class PvList implements MiCommand {

    private final Variables variables;

    @Activate
    public PvList(@Reference Variables variables) {
        this.variables = variables;
    }

    @Override
    public Object execute(Map<String, Object> parameters) {
        return variables.list();
    }
}
