package imc.control.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Proxy;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.component.runtime.dto.ReferenceDTO;
import org.osgi.service.component.runtime.dto.UnsatisfiedReferenceDTO;

class ComponentsTest {

    private static final Map<String, Integer> STATES = Map.of("RESOLVED", Bundle.RESOLVED, "STARTING", Bundle.STARTING,
            "STOPPING", Bundle.STOPPING);

    /** Has one answer to all questions. */
    private static <T> T answering(Class<T> type, Object answer) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type},
                (proxy, method, arguments) -> answer));
    }

    @ParameterizedTest
    @CsvSource({"RESOLVED, starting", "STARTING, starting", "STOPPING, stopping"})
    @DisplayName("a framework that is on its way down is not said to be starting")
    void framework(String state, String said) {
        Bundle framework = answering(Bundle.class, STATES.get(state));
        BundleContext context = answering(BundleContext.class, framework);
        assertEquals(" the framework is " + said,
                new Components(context, null, new StartErrors(), new Says(context)).assess().reason());
    }

    @Test
    @DisplayName("a component that waits says what is lacking, in words of its own where it has some")
    void waits() {
        ComponentDescriptionDTO component = new ComponentDescriptionDTO();
        component.name = "imc.x.served";
        component.references = new ReferenceDTO[0];
        UnsatisfiedReferenceDTO reference = new UnsatisfiedReferenceDTO();
        reference.name = "store";
        ComponentConfigurationDTO configuration = new ComponentConfigurationDTO();
        configuration.unsatisfiedReferences = new UnsatisfiedReferenceDTO[] {reference};
        assertEquals("imc.x.served waits for store", Components.lacking(component, configuration));
        component.properties = Map.of("imc.waits", "there is no store");
        assertEquals("there is no store", Components.lacking(component, configuration));
    }
}
