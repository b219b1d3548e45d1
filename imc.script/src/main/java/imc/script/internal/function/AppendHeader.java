package imc.script.internal.function;

import imc.api.script.ScriptCall;
import imc.api.script.ScriptFunction;
import imc.api.script.ScriptFunctionProperties;
import java.util.concurrent.CompletionStage;
import org.osgi.service.component.annotations.Component;

/** {@code append_hf("X-Name", "value")}, and {@code append_hf("X-Name: value\r\n")} as Kamailio writes it. */
@Component
@ScriptFunctionProperties(name = "append_hf",
        arguments = {"name The name of the header, or all of it: X-Name: value",
                "[value] Its value"},
        help = "Adds a header to what goes out because of the request")
public final class AppendHeader implements ScriptFunction {

    @Override
    public CompletionStage<Integer> call(ScriptCall call) {
        if (call.request().isEmpty()) {
            return FALSE;
        }
        String name = call.text(0);
        String value = call.count() > 1 ? call.text(1) : "";
        int colon = name.indexOf(':');
        if (call.count() == 1 && colon > 0) {
            // As Kamailio has it: one text with its line end.
            value = name.substring(colon + 1).replaceFirst("\\r?\\n$", "").strip();
            name = name.substring(0, colon).strip();
        }
        call.request().get().append(name, value);
        return TRUE;
    }
}
