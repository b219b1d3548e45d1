package imc.script.internal.function;

import imc.api.script.ScriptCall;
import imc.api.script.ScriptFunction;
import imc.api.script.ScriptFunctionProperties;
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
        return ScriptFunction.of(!method.isEmpty() && isAmong(names, method));
    }

    private static boolean isAmong(String names, String method) {
        int start = 0;
        while (start <= names.length()) {
            int bar = names.indexOf('|', start);
            int end = bar < 0 ? names.length() : bar;
            if (names.substring(start, end).strip().equals(method)) {
                return true;
            }
            start = end + 1;
        }
        return false;
    }
}
