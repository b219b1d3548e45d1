package imc.store.jpa.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.auth.UserStore;
import imc.api.config.Setting;
import imc.api.config.Settings;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoreSettingsTest {

    private final List<String> refusals = new ArrayList<>();

    private Settings read(Map<String, ?> configuration) {
        return StoreSettings.read(StoreSettings.initial(), configuration, refusals::add);
    }

    @ParameterizedTest
    @CsvSource({"db_mode, 3, 2", "db_mode, durable, 2", "flush_interval, 0, 1000", "rooms_table, a b, imc_rooms",
        "rooms_table, x;drop, imc_rooms", "members_table, 1st, imc_members"})
    void aBadValueIsRefusedWithKeyValueAndWhatIsAllowed(String key, String value, String stays) {
        Settings settings = read(Map.of(key, value));
        assertEquals(1, refusals.size(), refusals.toString());
        String sentence = refusals.get(0);
        assertTrue(sentence.startsWith("imc.store.jpa: " + key + " = '" + value + "' is refused"), sentence);
        assertTrue(sentence.contains("allowed is "), sentence);
        assertTrue(sentence.endsWith("'" + stays + "' stays in force"), sentence);
        assertEquals(StoreSettings.database(StoreSettings.initial()), StoreSettings.database(settings));
    }

    @Test
    void aBadUrlIsRefusedLikewiseButNotShown() {
        Settings settings = read(Map.of("db_url", "sqlite://imc:s3cret@host/x", "db_mode", "1"));
        assertEquals(1, refusals.size(), refusals.toString());
        assertTrue(refusals.get(0).startsWith("imc.store.jpa: db_url = 'sqlite:***' is refused (sqlite is not "
                + "supported"),
                refusals.get(0));
        assertTrue(refusals.get(0).endsWith("'jdbc:derby:derby/imc;create=true' stays in force"), refusals.get(0));
        assertEquals(1, settings.get(StoreSettings.DB_MODE), "the other keys are in force");
    }

    @Test
    void oneTableCannotHoldBoth() {
        Settings settings = read(Map.of("rooms_table", "conf", "members_table", "CONF", "db_mode", 1));
        assertEquals(List.of("imc.store.jpa: rooms_table = 'conf' and members_table = 'CONF' are refused: allowed are "
                + "two different tables; 'imc_rooms' and 'imc_members' stay in force"), refusals);
        assertEquals("imc_rooms", settings.get(StoreSettings.ROOMS_TABLE));
        assertEquals(1, settings.get(StoreSettings.DB_MODE), "the other keys are in force");
    }

    @ParameterizedTest
    @CsvSource({"mysql://imc:s3cret@", "nonsense:password=s3cret", "sqlite://imc:s3cret@host/x"})
    void aRefusalShowsNoPassword(String url) {
        read(Map.of("db_url", url));
        assertEquals(1, refusals.size());
        assertFalse(refusals.get(0).contains("s3cret"), refusals.get(0));
    }

    @Test
    void thePasswordOfTheUrlInForceIsNotShownEither() {
        Settings before = read(Map.of("db_url", "mysql://imc:s3cret@host/db"));
        StoreSettings.read(before, Map.of("db_url", "bad"), refusals::add);
        assertTrue(refusals.get(0).endsWith("'mysql://imc:***@host/db' stays in force"), refusals.get(0));
    }

    @Test
    void codeMetatypeAndReadmeAgreeOnKeysAndDefaults() throws Exception {
        Map<String, String> code = new TreeMap<>();
        for (Setting<?> setting : List.of(StoreSettings.DB_URL, StoreSettings.ROOMS_TABLE, StoreSettings.MEMBERS_TABLE,
                StoreSettings.SUBSCRIBER_TABLE, StoreSettings.LOCATION_TABLE, StoreSettings.OFFLINE_TABLE,
                StoreSettings.ARCHIVE_TABLE, StoreSettings.DB_MODE, StoreSettings.FLUSH_INTERVAL)) {
            code.put(setting.key(), String.valueOf(setting.initial()));
        }
        Map<String, String> metatype = new TreeMap<>();
        Arrays.stream(StoreConfiguration.class.getDeclaredMethods()).filter(method -> !method.isSynthetic())
                .forEach(method -> metatype.put(method.getName().replace("__", "_"), defaultOf(method)));
        Map<String, String> readme = new TreeMap<>();
        Matcher line = Pattern.compile("(?m)^\\| `(\\w+)` \\| [^|]+ \\| `([^`]+)` \\| .+ \\|$")
                .matcher(Files.readString(Path.of("README.md")).split("<!-- .*settings|<!-- end")[1]);
        while (line.find()) {
            readme.put(line.group(1), line.group(2));
        }
        assertEquals(code, metatype);
        assertEquals(code, readme);
    }

    private static String defaultOf(Method method) {
        return String.valueOf(method.getDefaultValue());
    }

    @Test
    void theKeysThatTheFrameworkAddsAreNoMistake() {
        read(new HashMap<>(Map.of("service.pid", "imc.store.jpa", "component.name", "imc.store.jpa",
                "felix.fileinstall.filename", "file:/x", "jpa.target", "(osgi.unit.name=imc)")));
        assertEquals(List.of(), refusals);
    }

    @Test
    void whoNeedsUsersIsToldThatMemoryAloneKeepsNone() {
        List<String> advice = new ArrayList<>();
        Map<String, String> facts = Map.of(UserStore.NEEDED, "auth = digest in imc.auth");
        new StoreCheck().advise(Map.of("db_mode", "0"), Map.of(), advice::add);
        new StoreCheck().advise(Map.of("db_mode", "1"), facts, advice::add);
        assertEquals(List.of(), advice);
        new StoreCheck().advise(Map.of("db_mode", "0"), facts, advice::add);
        assertEquals(List.of("imc.store.jpa: db_mode = '0' keeps no users, whom auth = digest in imc.auth needs: nobody"
                + " can log in, unless another store keeps them; right would be 1 or 2"), advice);
    }
}
