package imc.run.extension;

import imc.api.script.PseudoVariable;
import imc.api.script.PseudoVariableProperties;
import imc.api.script.ScriptSubject;
import org.osgi.service.component.annotations.Component;

/** The whole of a bundle that adds a variable to routes: {@code $weather(Berlin)}. */
@Component
@PseudoVariableProperties(name = "weather", argument = "place", help = "The weather there", example = "sunny")
public final class Weather implements PseudoVariable {

    @Override
    public String read(ScriptSubject subject, String place) {
        return place.equals("London") ? "rainy" : "sunny";
    }
}
