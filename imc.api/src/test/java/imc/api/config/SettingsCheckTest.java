package imc.api.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A check of settings says what they refuse. */
class SettingsCheckTest {

    private static final Setting<Integer> COUNT = Setting.number("count", 5, 1, 9);
    private static final Setting<Optional<ZoneId>> ZONE = Setting.timeZone("time_zone");

    private static final class Check extends SettingsCheck {

        Check() {
            super("imc.x", Settings.initial("imc.x", COUNT, ZONE)::with);
        }

        Settings read(Map<String, String> values) {
            return settings(values);
        }
    }

    private static List<String> refusals(Map<String, String> values) {
        List<String> refusals = new ArrayList<>();
        new Check().check(values, refusals::add);
        return refusals;
    }

    @Test
    @DisplayName("what settings refuse is refused, and the initial value read")
    void refuses() {
        assertEquals("imc.x", new Check().pid());
        assertEquals(List.of(), refusals(Map.of("count", "7")));
        assertEquals(List.of("imc.x: count = '10' is refused: allowed is a whole number from 1 to 9; '5' stays in "
                + "force"), refusals(Map.of("count", "10")));
        assertEquals(7, new Check().read(Map.of("count", "7")).get(COUNT));
        assertEquals(5, new Check().read(Map.of("count", "10")).get(COUNT));
    }

    @Test
    @DisplayName("a time zone has a name, or is the machine's own")
    void timeZone() {
        assertEquals(Optional.of(ZoneId.of("Europe/Berlin")), new Check().read(Map.of("time_zone", "Europe/Berlin"))
                .get(ZONE));
        assertEquals(Optional.empty(), new Check().read(Map.of("time_zone", "")).get(ZONE));
        assertEquals(List.of("imc.x: time_zone = 'Mars' is refused (Unknown time-zone ID: Mars): allowed is the name "
                + "of a time zone, as Europe/Berlin or UTC, or nothing; '' stays in force"),
                refusals(Map.of("time_zone", "Mars")));
    }
}
