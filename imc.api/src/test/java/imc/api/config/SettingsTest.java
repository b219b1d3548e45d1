package imc.api.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SettingsTest {

    private enum Colour {
        RED, GREEN
    }

    private static final Setting<Integer> SIZE = Setting.number("size", 4, 0, 20);
    private static final Setting<Boolean> LOUD = Setting.flag("loud", true);
    private static final Setting<Colour> COLOUR = Setting.choice("colour", Colour.RED);

    private final List<String> refusals = new ArrayList<>();
    private final Settings initial = Settings.initial("pid", SIZE, LOUD, COLOUR);

    @Test
    void whatIsNotSetIsAtItsInitialValue() {
        Settings settings = initial.with(Map.of("service.pid", "pid", "felix.fileinstall.filename", "x",
                "org.apache.karaf.features.configKey", "pid"), refusals::add);
        assertEquals(4, settings.get(SIZE));
        assertEquals(true, settings.get(LOUD));
        assertEquals(Colour.RED, settings.get(COLOUR));
        assertEquals(List.of(), refusals);
    }

    @Test
    void textAndTypedValuesAreRead() {
        Settings settings = initial.with(Map.of("size", 7, "loud", "0", "colour", " Green "), refusals::add);
        assertEquals(7, settings.get(SIZE));
        assertEquals(false, settings.get(LOUD));
        assertEquals(Colour.GREEN, settings.get(COLOUR));
        assertEquals(List.of(), refusals);
    }

    @Test
    void aBadValueIsRefusedByNameAndTheOldOneStays() {
        Settings settings = initial.with(Map.of("size", "7"), refusals::add)
                .with(Map.of("size", "21", "loud", "false", "colour", "blue"), refusals::add);
        assertEquals(7, settings.get(SIZE));
        assertEquals(false, settings.get(LOUD));
        assertEquals(List.of(
                "pid: size = '21' is refused: allowed is a whole number from 0 to 20; '7' stays in force",
                "pid: colour = 'blue' is refused: allowed is one of [red, green]; 'red' stays in force"),
                refusals);
    }

    @Test
    void theValueThatStaysIsShownAsItWouldBeWritten() {
        Settings settings = Settings.initial("pid", refusing("pause", Duration.ofSeconds(4)),
                refusing("proxy", Optional.empty()), refusing("hosts", List.of(Colour.RED, Optional.of("b"))));
        settings.with(Map.of("pause", "x"), refusals::add);
        settings.with(Map.of("proxy", "x"), refusals::add);
        settings.with(Map.of("hosts", "x"), refusals::add);
        assertEquals(List.of("'4 s' stays in force", "'' stays in force", "'red, b' stays in force"),
                refusals.stream().map(refusal -> refusal.replaceFirst(".*; ", "")).toList());
    }

    private static <T> Setting<T> refusing(String key, T initial) {
        return new Setting<>(key, initial, "nothing", text -> {
            throw new IllegalArgumentException();
        });
    }

    @Test
    void anUnknownKeyIsSaidWithTheKnownOnes() {
        initial.with(Map.of("sizes", "1"), refusals::add);
        assertEquals(List.of("pid: the key 'sizes' is not known and has no effect; the keys are [colour, loud, size]"),
                refusals);
    }

    @Test
    void aKeyOfAnotherConfigurationIsAMistakeOfTheProgram() {
        assertThrows(IllegalArgumentException.class, () -> initial.get(Setting.flag("other", true)));
    }
}
