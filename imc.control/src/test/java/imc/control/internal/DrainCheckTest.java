package imc.control.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import imc.api.config.ConfigurationCheck;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class DrainCheckTest {

    private static Duration read(String value, List<String> refusals) {
        return DrainSettings.initial().with(Map.of("drain_timeout", value), refusals::add)
                .get(DrainSettings.DRAIN_TIMEOUT);
    }

    @Test
    void aTimeIsMillisecondsOrHasAUnit() {
        List<String> refusals = new ArrayList<>();
        assertEquals(Duration.ofSeconds(5), DrainSettings.initial().get(DrainSettings.DRAIN_TIMEOUT));
        assertEquals(Duration.ZERO, read("0", refusals));
        assertEquals(Duration.ofMillis(700), read("700 ms", refusals));
        assertEquals(Duration.ofMinutes(5), read("300s", refusals));
        assertEquals(List.of(), refusals);
    }

    @Test
    void whatIsRefusedIsNamedBeforeItIsInForceToo() {
        List<String> refusals = new ArrayList<>();
        ConfigurationCheck check = ServiceLoader.load(ConfigurationCheck.class).findFirst().orElseThrow();
        check.check(Map.of("drain_timeout", "301 s"), refusals::add);
        assertEquals(List.of("imc.control: drain_timeout = '301 s' is refused: allowed is milliseconds from 0 to "
                + "300000, or with a unit: 500 ms, 5 s; '5 s' stays in force"), refusals);
        assertEquals("imc.control", check.pid());
    }
}
