package imc.script.internal.function;

import imc.api.log.EventLog;
import imc.api.script.ScriptCall;
import imc.api.script.ScriptFunction;
import imc.api.script.ScriptFunctionProperties;
import java.util.concurrent.CompletionStage;
import org.osgi.service.component.annotations.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code xlog("L_INFO", "$rm from $fu")}. */
@Component
@ScriptFunctionProperties(name = "xlog",
        arguments = {"level L_INFO and the like, or the text",
                "[text] The text"},
        help = "Writes a line to the log, by imc.script.route")
public final class XLog implements ScriptFunction {

    private static final Logger LOG = LoggerFactory.getLogger("imc.script.route");

    @Override
    public CompletionStage<Integer> call(ScriptCall call) {
        if (call.isTrial()) {
            return TRUE;
        }
        String level = call.count() > 1 ? call.text(0) : "L_ERR";
        // One line each, whatever a stranger has put into a header.
        String text = EventLog.line(call.text(call.count() - 1).strip());
        switch (level) {
            case "L_ALERT", "L_BUG", "L_CRIT", "L_ERR", "L_ERROR" -> LOG.error("{}", text);
            case "L_WARN" -> LOG.warn("{}", text);
            case "L_NOTICE", "L_INFO" -> LOG.info("{}", text);
            case "L_DBG", "L_DEBUG" -> LOG.debug("{}", text);
            default -> throw new IllegalArgumentException("xlog() knows the levels L_ERR, L_WARN, L_NOTICE, L_INFO and"
                    + " L_DBG, and '" + level + "' was found");
        }
        return TRUE;
    }
}
