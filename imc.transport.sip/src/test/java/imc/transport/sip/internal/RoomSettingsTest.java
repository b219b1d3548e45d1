package imc.transport.sip.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.SipAddress;
import imc.api.config.Setting;
import imc.api.config.Settings;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoomSettingsTest {

    private static final List<Setting<?>> ALL =
            List.of(RoomSettings.EXTRA_HDRS, RoomSettings.ROOMS, RoomSettings.MANAGER);

    private final List<String> refusals = new ArrayList<>();

    private Settings with(String key, Object value) {
        return RoomSettings.after(RoomSettings.initial(), Map.of(key, value), refusals::add);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "extra_hdrs | no header | 'no header' is no header",
        "extra_hdrs | Via: SIP/2.0/UDP x | the server sets Via itself",
        "extra_hdrs | X: y\\r\\nl: 5 | the server sets l itself",
        "extra_hdrs | X: y\\r\\n folded | is no header",
        "rooms | sip:( | 'sip:(' is no regular expression",
        "manager | sip:[ | is no regular expression"})
    void aValueThatIsNotAllowedIsRefusedInWordsAndTheOldOneStays(String key, String value, String words) {
        Settings settings = with(key, value);
        assertEquals(1, refusals.size());
        assertTrue(refusals.get(0).startsWith("imc.transport.sip: " + key + " = '"), refusals.get(0));
        assertTrue(refusals.get(0).contains(words), refusals.get(0));
        Setting<?> setting = ALL.stream().filter(one -> one.key().equals(key)).findFirst().orElseThrow();
        assertEquals(setting.initial(), settings.get(setting));
    }

    @Test
    void keysThatOthersReadAndUnknownOnesAreNoneOfOurs() {
        new RoomCheck().check(Map.of("listen", "nonsense", "romms", "sip:x"), refusals::add);
        assertEquals(List.of(), refusals);
        new RoomCheck().check(Map.of("listen", "nonsense", "rooms", "sip:("), refusals::add);
        assertEquals(1, refusals.size());
    }

    @Test
    void extraHeadersEndWithALineEndEach() {
        assertEquals("A: b\\r\\nX: d\\r\\n",
                with("extra_hdrs", "A: b\r\nX: d").get(RoomSettings.EXTRA_HDRS).toString());
        assertEquals("A: b\\r\\nX: d\\r\\n",
                with("extra_hdrs", "A: b\\r\\nX:d\\r\\n").get(RoomSettings.EXTRA_HDRS).toString());
        assertEquals("", with("extra_hdrs", "").get(RoomSettings.EXTRA_HDRS).toString());
        assertEquals(List.of(), refusals);
    }

    @Test
    void aListOfExpressionsIsPartedByCommasOutsideBrackets() {
        Patterns rooms = with("rooms", "sip:a{1,2}@h, sip:[b,c]@h,sip:(d|e,f)@h").get(RoomSettings.ROOMS);
        assertTrue(rooms.match(SipAddress.parse("sip:aa@h")));
        assertTrue(rooms.match(SipAddress.parse("sips:b@h")));
        assertTrue(rooms.match(SipAddress.parse("sip:e,f@h")));
        assertFalse(rooms.match(SipAddress.parse("sip:aaa@h")));
        assertFalse(with("manager", "").get(RoomSettings.MANAGER).match(SipAddress.parse("sip:x@h")));
        assertEquals(List.of(), refusals);
    }

    @Test
    void metatypeReadmeAndSettingsAgree() throws IOException {
        Map<String, String> settings = new TreeMap<>();
        ALL.forEach(setting -> settings.put(setting.key(), setting.initial().toString()));
        Map<String, String> metatype = new TreeMap<>();
        for (Method method : Configuration.class.getDeclaredMethods()) {
            metatype.put(method.getName().replace("__", "_"), String.valueOf(method.getDefaultValue()));
        }
        assertEquals(settings, metatype);
        Map<String, String> readme = new TreeMap<>();
        Matcher rows = Pattern.compile("(?m)^\\| `([a-z_]+)` \\| [^|]+ \\| (?:`([^`]*)`|none) \\| [^|]{20,} \\|$")
                .matcher(Files.readString(Path.of("README.md")));
        while (rows.find()) {
            readme.put(rows.group(1), rows.group(2) == null ? "" : rows.group(2));
        }
        assertEquals(settings, readme);
    }
}
