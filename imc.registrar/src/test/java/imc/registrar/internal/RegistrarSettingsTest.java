package imc.registrar.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.config.Setting;
import imc.api.config.Settings;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistrarSettingsTest {

    private static final Map<String, String> DEFAULTS = new TreeMap<>(Stream.of(RegistrarSettings.MIN_EXPIRES,
            RegistrarSettings.MAX_EXPIRES, RegistrarSettings.DEFAULT_EXPIRES, RegistrarSettings.MAX_CONTACTS,
            RegistrarSettings.MAX_AORS, RegistrarSettings.MAX_USER_BYTES, RegistrarSettings.MAX_SOURCE_BYTES,
            RegistrarSettings.MAX_BYTES, RegistrarSettings.CONTACT_NETWORKS, RegistrarSettings.TRUSTED_PROXIES,
            RegistrarSettings.FIX_NATED_REGISTER, RegistrarSettings.FLOW_TIMER)
            .collect(Collectors.toMap(Setting::key, key -> key.initial().toString())));

    private final List<String> refusals = new ArrayList<>();

    private Settings after(Settings inForce, Map<String, Object> configuration) {
        return RegistrarSettings.after(inForce, configuration, refusals::add);
    }

    @Test
    void intervalsThatContradictOneAnotherAreRefusedTogetherAndTheRestComesIntoForce() {
        Settings before = after(RegistrarSettings.initial(), Map.of("min_expires", "30"));
        Settings settings = after(before, Map.of("min_expires", "600", "max_expires", "300", "max_contacts", "3"));

        assertEquals(List.of("imc.registrar: min_expires = '600', max_expires = '300' are refused, as default_expires"
                + " is 3600 where it is not set: allowed is min_expires <= default_expires <= max_expires;"
                + " min_expires = '30',"
                + " default_expires = '3600', max_expires = '3600' stay in force"), refusals);
        assertEquals(30, settings.get(RegistrarSettings.MIN_EXPIRES));
        assertEquals(3600, settings.get(RegistrarSettings.MAX_EXPIRES));
        assertEquals(3, settings.get(RegistrarSettings.MAX_CONTACTS));
    }

    @Test
    void whoSetsOneIntervalIsToldWhatItContradicts() {
        after(RegistrarSettings.initial(), Map.of("max_expires", "1800"));
        assertEquals(1, refusals.size());
        assertTrue(refusals.get(0).startsWith("imc.registrar: max_expires = '1800' is refused, as min_expires is 60 and"
                + " default_expires is 3600 where it is not set: allowed is min_expires <= default_expires <="
                + " max_expires;"), refusals.get(0));
        assertEquals(RegistrarSettings.initial(), after(RegistrarSettings.initial(), Map.of("max_expires", "1800")));
        assertEquals(1800, after(RegistrarSettings.initial(), Map.of("max_expires", "1800", "default_expires", "1800"))
                .get(RegistrarSettings.MAX_EXPIRES));
    }

    @Test
    void aBadValueIsRefusedByNameAndTheOldOneStays() {
        Settings settings = after(after(RegistrarSettings.initial(), Map.of("max_contacts", "3")),
                Map.of("max_contacts", "many"));
        assertEquals(List.of("imc.registrar: max_contacts = 'many' is refused: allowed is a whole number from 1 to"
                + " 1000; '3' stays in force"), refusals);
        assertEquals(3, settings.get(RegistrarSettings.MAX_CONTACTS));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"contact_networks | 10.0.0.0/33", "contact_networks | 10.0.0.0/x",
        "contact_networks | 10.0.0", "contact_networks | a/b", "trusted_proxies | proxy.example.com"})
    void aListWithWhatIsNoNetworkIsRefusedByName(String key, String value) {
        assertEquals(RegistrarSettings.initial(), after(RegistrarSettings.initial(), Map.of(key, value)));
        assertEquals(1, refusals.size());
        assertTrue(refusals.get(0).startsWith("imc.registrar: " + key + " = '" + value + "' is refused ('" + value),
                refusals.get(0));
    }

    @Test
    void theComponentsOwnServicePropertiesAreNoKeys() {
        after(RegistrarSettings.initial(), Map.of("sip.method", "REGISTER", "service.pid", "imc.registrar"));
        assertEquals(List.of(), refusals);
    }

    @Test
    void aKeyThatIsNotKnownIsNamed() {
        after(RegistrarSettings.initial(), Map.of("min_expire", "30"));
        assertEquals(List.of("imc.registrar: the key 'min_expire' is not known and has no effect; the keys are"
                + " [contact_networks, default_expires, fix_nated_register, flow_timer, max_aors, max_bytes,"
                + " max_contacts, max_expires, max_source_bytes, max_user_bytes, min_expires, trusted_proxies]"),
                refusals);
    }

    @Test
    void theMetatypeDescriptionHasTheSameKeysAndDefaults() {
        assertEquals(DEFAULTS, new TreeMap<>(Arrays.stream(RegistrarConfiguration.class.getDeclaredMethods())
                .collect(Collectors.toMap(method -> method.getName().replace("__", "_"),
                        RegistrarSettingsTest::defaultOf))));
    }

    private static String defaultOf(Method method) {
        return String.valueOf(method.getDefaultValue());
    }

    @Test
    void theReadmeHasTheSameKeysAndDefaults() throws IOException {
        Matcher row = Pattern.compile("(?m)^\\| `(\\w+)` \\| [^|]+ \\| (?:`(\\w+)`|none) \\| .+ \\|$")
                .matcher(Files.readString(Path.of("README.md")));
        Map<String, String> rows = new TreeMap<>();
        while (row.find()) {
            rows.put(row.group(1), row.group(2) == null ? "" : row.group(2));
        }
        assertEquals(DEFAULTS, rows);
        assertTrue(Files.readString(Path.of("README.md")).contains("`" + RegistrarSettings.PID + "`"));
    }

    @Test
    void aPartThatIsLargerThanTheWholeIsTold() {
        List<String> advice = new ArrayList<>();
        new RegistrarCheck().advise(Map.of(), advice::add);
        new RegistrarCheck().advise(Map.of("max_bytes", "13107200"), advice::add);
        assertEquals(List.of(), advice);
        new RegistrarCheck().advise(Map.of("max_bytes", "1048576", "max_source_bytes", "200000"), advice::add);
        assertEquals("[imc.registrar: max_user_bytes = '262144' is above max_source_bytes = '200000': one user may use"
                + " up all of it; right would be less]", advice.toString());
    }
}
