package imc.run.extension;

import imc.api.mi.MiCommand;
import imc.api.mi.MiCommandProperties;
import java.util.Map;
import org.osgi.service.component.annotations.Component;

/** A management command of somebody else's, in a bundle of one class. */
@Component
@MiCommandProperties(name = "test_greet", parameters = "name Who is greeted", description = "Greets somebody")
public class Greet implements MiCommand {

    @Override
    public Object execute(Map<String, Object> parameters) {
        return Map.of("greeting", "Hello " + parameters.get("name"));
    }
}
