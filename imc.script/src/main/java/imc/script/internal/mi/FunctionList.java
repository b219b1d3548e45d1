package imc.script.internal.mi;

import imc.api.mi.MiCommand;
import imc.api.mi.MiCommandProperties;
import imc.script.internal.whiteboard.Functions;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code imc_function_list}: the functions that there are now. */
@Component
@MiCommandProperties(name = "imc_function_list",
        description = "Lists the functions that routes can call, each with its arguments and the bundle that offers it")
public final class FunctionList implements MiCommand {

    private final Functions functions;

    @Activate
    public FunctionList(@Reference Functions functions) {
        this.functions = functions;
    }

    @Override
    public Object execute(Map<String, Object> parameters) {
        return functions.list();
    }
}
