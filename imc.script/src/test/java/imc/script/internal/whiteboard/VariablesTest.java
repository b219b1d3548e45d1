package imc.script.internal.whiteboard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import imc.api.script.PseudoVariable;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class VariablesTest {

    @Test
    @DisplayName("a variable whose properties are changed is known by the new ones")
    void updated() {
        TestServices services = new TestServices();
        PseudoVariable weather = (subject, argument) -> "rainy";
        Map<String, Object> properties = new HashMap<>(Map.of(PseudoVariable.NAME, "weather"));
        Runnable change = services.changing(weather, properties);
        assertEquals(Optional.of(weather), services.variables().get("weather"));
        properties.put(PseudoVariable.NAME, "sky");
        change.run();
        assertEquals(Optional.of(weather), services.variables().get("sky"));
        assertEquals(Optional.empty(), services.variables().get("weather"));
    }
}
