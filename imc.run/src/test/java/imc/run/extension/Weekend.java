package imc.run.extension;

import imc.api.script.ScriptCall;
import imc.api.script.ScriptFunction;
import imc.api.script.ScriptFunctionProperties;
import java.time.LocalDate;
import java.util.concurrent.CompletionStage;
import org.osgi.service.component.annotations.Component;

/** The whole of a bundle that adds a function to routes: {@code is_weekend("2026-11-28")}. */
@Component
@ScriptFunctionProperties(name = "is_weekend", arguments = "[date] Today where it is left out",
        help = "Whether nobody has to work")
public final class Weekend implements ScriptFunction {

    @Override
    public CompletionStage<Integer> call(ScriptCall call) {
        LocalDate date = call.count() == 0 ? LocalDate.now() : LocalDate.parse(call.text(0));
        return ScriptFunction.of(date.getDayOfWeek().getValue() > 5);
    }
}
