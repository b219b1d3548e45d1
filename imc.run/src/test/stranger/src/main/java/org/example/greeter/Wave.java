package org.example.greeter;

import imc.api.mi.MiCommand;
import imc.api.mi.MiCommandProperties;
import java.util.Map;
import org.osgi.service.component.annotations.Component;

/** A management command. */
@Component
@MiCommandProperties(name = "greeter_wave", parameters = "[times:integer] How often", description = "Waves")
public final class Wave implements MiCommand {

    @Override
    public Object execute(Map<String, Object> parameters) {
        return Map.of("waved", parameters.getOrDefault("times", 1L));
    }
}
