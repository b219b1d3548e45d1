package imc.room.access.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.Properties;
import imc.api.Room;
import imc.api.room.RoomSetting;
import imc.api.text.Language;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the settings take, and what is kept of it. */
class SettingsTest {

    private final House house = new House();
    private final Map<String, RoomSetting> settings = List.of(new Hidden(), new MembersOnly(), new Persistent(),
            new MaxMembers(), new Welcome(), new Tongue()).stream()
            .collect(Collectors.toMap(RoomSetting::name, Function.identity()));

    private void set(String name, String value) {
        house.set(settings.get(name), value);
    }

    private Optional<String> kept(String name) {
        return house.now().properties().get(name);
    }

    private String refusal(String name, String value) {
        return assertThrows(IllegalArgumentException.class, () -> set(name, value)).getMessage();
    }

    @Test
    @DisplayName("what is set is kept, what is the default is not")
    void kept() {
        set("hidden", "ON");
        assertTrue(house.now().isUnlisted());
        set("hidden", "Off");
        assertFalse(house.now().isUnlisted());
        set("persistent", "off");
        assertEquals(Optional.of("off"), kept("persistent"));
        set("persistent", "on");
        set("members_only", "on");
        assertEquals(Optional.of("on"), kept("members_only"));
        set("members_only", "off");
        assertEquals(Properties.NONE, house.now().properties());
        set("max_members", "007");
        assertEquals(Optional.of("7"), kept("max_members"));
        set("language", "de-AT");
        assertEquals(Optional.of("de"), kept(Room.LANGUAGE));
    }

    @Test
    @DisplayName("each setting says in each language what it is for, what holds without it, and who sets it")
    void described() {
        assertEquals("hidden=off OWNER, language=- ADMINS, max_members=- ADMINS, members_only=off ADMINS, "
                + "persistent=on OWNER, welcome=- ADMINS", settings.values().stream()
                .map(each -> each.name() + "=" + each.fallback() + " " + each.who()).sorted()
                .collect(Collectors.joining(", ")));
        for (RoomSetting each : settings.values()) {
            assertEquals(3, List.of("en", "de", "fr").stream().map(Language::of)
                    .map(language -> each.texts().get(language, "setting." + each.name())).distinct().count());
        }
    }

    @ParameterizedTest
    @DisplayName("a value that cannot be read is refused in the setting's own words, and changes nothing")
    @CsvSource({"hidden, maybe, hidden is on or off", "persistent, 1, persistent is on or off",
        "members_only, oui, members_only is on or off", "max_members, 0, max_members is a number from 1 to 100",
        "max_members, 101, max_members is a number from 1 to 100",
        "max_members, -7, max_members is a number from 1 to 100",
        "max_members, 99999999999999999999, max_members is a number from 1 to 100",
        "max_members, \u0661, max_members is a number from 1 to 100",
        "language, tlh, 'language is one in which there are texts, as en, de or fr'",
        "language, ../../x, 'language is one in which there are texts, as en, de or fr'",
        "language, xx, 'language is one in which there are texts, as en, de or fr'"})
    void wrong(String name, String value, String words) {
        assertEquals(words, refusal(name, value));
        assertEquals(Properties.NONE, house.now().properties());
    }

    @ParameterizedTest
    @DisplayName("a welcome is one line that cannot be taken for another")
    @ValueSource(strings = {"a\nb", "a\u0000b", "a\u202Eb", "a\u2066b", "a\u2028b", "\uD800", "   "})
    void welcome(String value) {
        String words = "welcome is a text of one line, of 1000 characters at most, without marks of direction";
        assertEquals(words, refusal("welcome", value));
        assertEquals(words, refusal("welcome", "x".repeat(1001)));
        set("welcome", "\uD83D\uDE00".repeat(1000));
    }
}
