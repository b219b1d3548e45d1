package imc.script.internal.mi;

import imc.api.mi.MiCommand;
import imc.api.mi.MiCommandProperties;
import imc.api.mi.MiException;
import imc.script.internal.Script;
import java.util.LinkedHashMap;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code imc_route_eval}: how an operator tries an expression without sending anything. */
@Component
@MiCommandProperties(name = "imc_route_eval",
        parameters = {"expression As in a route: $rU =~ \"^chat-\" && $imc(role) != \"owner\"",
            "[request] A request as it is sent, its lines parted by line ends or by \\n; a MESSAGE from Alice to"
                    + " chat-lunch where it is left out"},
        description = "Evaluates an expression against a request that is given as a text; nothing is sent or answered")
public final class RouteEval implements MiCommand {

    private static final String USUAL = """
            MESSAGE sip:chat-lunch@example.com SIP/2.0
            From: "Alice" <sip:alice@example.com>;tag=1
            To: <sip:chat-lunch@example.com>
            Call-ID: example
            CSeq: 1 MESSAGE
            Content-Type: text/plain

            Who is hungry?""";

    private final Script script;

    @Activate
    public RouteEval(@Reference Script script) {
        this.script = script;
    }

    @Override
    public Object execute(Map<String, Object> parameters) throws MiException {
        String expression = String.valueOf(parameters.get("expression"));
        try {
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("expression", expression);
            result.put("value", script.evaluate(expression,
                    Sample.of(parameters.getOrDefault("request", USUAL).toString())));
            return result;
        } catch (IllegalArgumentException e) {
            throw MiException.badRequest(String.valueOf(e.getMessage()));
        }
    }
}
