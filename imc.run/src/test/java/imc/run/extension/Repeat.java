package imc.run.extension;

import imc.api.mi.MiCommand;
import imc.api.mi.MiCommandProperties;
import java.util.Map;
import org.osgi.service.component.annotations.Component;

/** A management command of somebody else: one class. */
@Component
@MiCommandProperties(name = "test_echo", parameters = {"text What to say", "[times:integer] How often"},
        description = "Says what it was told")
public final class Repeat implements MiCommand {

    @Override
    public Object execute(Map<String, Object> parameters) {
        return Map.of("said", ((String) parameters.get("text")).repeat(
                ((Long) parameters.getOrDefault("times", 1L)).intValue()));
    }
}
