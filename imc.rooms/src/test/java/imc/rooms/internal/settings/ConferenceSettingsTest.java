package imc.rooms.internal.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.config.Setting;
import imc.rooms.internal.Conference;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConferenceSettingsTest {

    private static final List<Setting<?>> SETTINGS = List.of(ConferenceSettings.START_CHAR,
            ConferenceSettings.HASH_SIZE, ConferenceSettings.CREATE_ON_JOIN, ConferenceSettings.CHECK_ON_CREATE,
            ConferenceSettings.OWNER_LEAVE, ConferenceSettings.ERROR_STATUS,
            ConferenceSettings.MAX_BODY, ConferenceSettings.ROOM_SOURCE,
            ConferenceSettings.SWAP_TIMEOUT, ConferenceSettings.POLICY_TIMEOUT, ConferenceSettings.ON_CONFLICT,
            ConferenceSettings.MAX_FAILURES, ConferenceSettings.ON_FAILURE,
            ConferenceSettings.MAX_ROOMS_PER_USER, ConferenceSettings.MAX_ROOMS, ConferenceSettings.MAX_MEMBERS,
            ConferenceSettings.MAX_MEMBERSHIPS);

    private static final Map<String, String> DEFAULTS = new TreeMap<>(SETTINGS.stream().collect(
            Collectors.toMap(Setting::key, setting -> setting.initial().toString().toLowerCase()
                    .replaceAll("^pt(\\d+)s$", "$1 s"))));

    @Test
    void metatypeDescribesTheKeysThatAreRead() {
        Map<String, String> described = Arrays.stream(CommandsConfiguration.class.getDeclaredMethods()).collect(
                Collectors.toMap(method -> method.getName().replace("__", "_"), ConferenceSettingsTest::defaultOf));
        assertEquals(DEFAULTS, new TreeMap<>(described));
    }

    private static String defaultOf(Method method) {
        return method.getDefaultValue().toString();
    }

    @Test
    void theReadmeNamesEachKeyWithItsDefault() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        DEFAULTS.forEach((key, value) -> assertTrue(
                readme.lines().anyMatch(line -> line.startsWith("| `" + key + "` |")
                        && line.contains("| `" + value + "` |")),
                "README.md has no row for " + key + " with the default " + value));
    }

    @ParameterizedTest
    @CsvSource({"imc_cmd_start_char, ##", "imc_cmd_start_char, a", "imc_cmd_start_char, ''", "hash_size, -1",
        "hash_size, 21", "hash_size, many", "create_on_join, maybe", "owner_leave, stay", "error_status, 200",
        "room_source, from", "max_failures, -1", "on_failure, ignore"})
    void aBadValueLeavesTheOldOneInForce(String key, String value) {
        ConferenceSettings settings = new ConferenceSettings(Map.of("imc_cmd_start_char", "!", "hash_size", "7",
                "create_on_join", "false", "owner_leave", "refuse", "error_status", "500", "room_source", "to",
                "max_failures", "3", "on_failure", "remove"));
        Map<String, Object> edited = new HashMap<>(Map.of("imc_cmd_start_char", "!", "hash_size", "7",
                "create_on_join", "false", "owner_leave", "refuse", "error_status", "500", "room_source", "to",
                "max_failures", "3", "on_failure", "remove"));
        edited.put(key, value);
        settings.modified(edited);
        assertEquals("! 7 false REFUSE 500 TO 3 REMOVE", settings.startChar() + " " + settings.hashSize() + " "
                + settings.createOnJoin() + " " + settings.ownerLeave() + " " + settings.errorStatus() + " "
                + settings.roomSource() + " " + settings.maxFailures() + " " + settings.onFailure());
    }

    @Test
    void aChangedValueIsInForceForTheNextMessage() {
        Conference conference = Conference.open();
        conference.settings.modified(Map.of("imc_cmd_start_char", "!", "hash_size", 5));
        conference.send("alice", "!create");
        assertEquals(List.of("chat-1 -> alice: *** Room was created"), conference.told());
    }

    @Test
    void aPartThatIsLargerThanTheWholeIsTold() {
        List<String> advice = new ArrayList<>();
        new ConferenceCheck().advise(Map.of(), advice::add);
        new ConferenceCheck().advise(Map.of("max_rooms", "100"), advice::add);
        assertEquals(List.of(), advice);
        new ConferenceCheck().advise(Map.of("max_rooms", "50"), advice::add);
        assertEquals("[imc.commands: max_rooms_per_user = '100' is more than max_rooms = '50', so that one user may"
                + " use up all of it; right would be less]", advice.toString());
    }
}
