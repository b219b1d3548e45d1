package imc.script.internal.function;

import imc.api.script.ScriptCall;
import imc.api.script.ScriptFunction;
import imc.api.script.ScriptFunctionProperties;
import imc.api.sip.SipResponse;
import java.util.concurrent.CompletionStage;
import org.osgi.service.component.annotations.Component;

/** {@code send_reply(403, "Not here")}, of which {@code sl_send_reply} is another name. */
@Component
@ScriptFunctionProperties(name = {"send_reply", "sl_send_reply"},
        arguments = {"code:integer The status, 200 to 699",
                "[reason] The reason phrase"},
        help = "Answers the request, once the route has ended")
public final class SendReply implements ScriptFunction {

    private static final int FIRST = 200;
    private static final int LAST = 699;
    private static final int LONGEST = 256;

    @Override
    public CompletionStage<Integer> call(ScriptCall call) {
        long status = call.number(0);
        if (status < FIRST || status > LAST) {
            throw new IllegalArgumentException("send_reply() needs a status from 200 to 699, and " + status
                    + " was found");
        }
        String reason = call.count() > 1 ? call.text(1) : "";
        if (reason.length() > LONGEST || reason.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("send_reply() needs a reason of at most " + LONGEST
                    + " characters, without line ends");
        }
        SipResponse answer = reason.isEmpty() ? SipResponse.of((int) status) : SipResponse.of((int) status, reason);
        return ScriptFunction.of(call.request().isPresent() && call.request().get().reply(answer));
    }
}
