package imc.script.internal.function;

import imc.api.script.ScriptCall;
import imc.api.script.ScriptFunction;
import imc.api.script.ScriptFunctionProperties;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.osgi.service.component.annotations.Component;

/** {@code is_method("MESSAGE|INFO")}. */
@Component
@ScriptFunctionProperties(name = "is_method",
        arguments = {"names The methods, parted by |"},
        help = "Whether the request is of one of these methods")
public final class IsMethod implements ScriptFunction {

    @Override
    public CompletionStage<Integer> call(ScriptCall call) {
        String method = call.subject().method();
        String names = call.text(0);
        return ScriptFunction.of(!method.isEmpty()
                && (names.equals(method) || List.of(names.split("\\s*\\|\\s*")).contains(method)));
    }
}
