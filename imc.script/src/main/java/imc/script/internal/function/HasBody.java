package imc.script.internal.function;

import imc.api.script.ScriptCall;
import imc.api.script.ScriptFunction;
import imc.api.script.ScriptFunctionProperties;
import imc.api.sip.SipRequest;
import java.util.concurrent.CompletionStage;
import org.osgi.service.component.annotations.Component;

/** {@code has_body("text/plain")}. */
@Component
@ScriptFunctionProperties(name = "has_body",
        arguments = {"[type] A media type like text/plain"},
        help = "Whether the request has a body, or one of this type")
public final class HasBody implements ScriptFunction {

    @Override
    public CompletionStage<Integer> call(ScriptCall call) {
        SipRequest request = call.subject().request().orElse(null);
        if (request == null || request.body().length == 0) {
            return FALSE;
        }
        String type = request.headers().first("Content-Type").orElse("text/plain").split(";", 2)[0].strip();
        return ScriptFunction.of(call.count() == 0 || type.equalsIgnoreCase(call.text(0).strip()));
    }
}
