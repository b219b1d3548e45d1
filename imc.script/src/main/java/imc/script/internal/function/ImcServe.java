package imc.script.internal.function;

import imc.api.script.RequestActions;
import imc.api.script.ScriptCall;
import imc.api.script.ScriptFunction;
import imc.api.script.ScriptFunctionProperties;
import java.util.concurrent.CompletionStage;
import org.osgi.service.component.annotations.Component;

/** {@code imc_manager()}: runs the command in a MESSAGE, or sends it to the other members of the room. */
@Component
@ScriptFunctionProperties(name = "imc_manager",
        help = "Has the server do with the MESSAGE what it does without a route; its result is the return code")
public final class ImcServe implements ScriptFunction {

    @Override
    public CompletionStage<Integer> call(ScriptCall call) {
        return call.request().map(RequestActions::serve).orElse(FALSE);
    }
}
