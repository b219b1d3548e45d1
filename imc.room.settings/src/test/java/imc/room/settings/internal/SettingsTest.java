package imc.room.access.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.Answer;
import imc.api.Properties;
import imc.api.Room;
import imc.api.command.CommandCall;
import imc.api.command.Step;
import imc.api.mi.MiException;
import imc.api.room.RoomSetting;
import imc.api.text.Language;
import imc.api.text.Texts;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code #set} and {@code imc_set_room} show, set and refuse. */
class SettingsTest {

    private final House house = new House();

    @AfterEach
    void close() {
        house.close();
    }

    private Optional<String> kept(String name) {
        return house.room.orElseThrow().properties().get(name);
    }

    /** A member's own, of another bundle. */
    private static final class Mood implements RoomSetting {

        @Override
        public String name() {
            return "mood";
        }

        @Override
        public String usage() {
            return "<text>";
        }

        @Override
        public Texts texts() {
            return Kept.TEXTS;
        }

        @Override
        public Who who() {
            return Who.SELF;
        }

        @Override
        public String fallback() {
            return "calm";
        }

        @Override
        public Optional<String> read(CommandCall call, String value, Language language) {
            if (value.startsWith("!")) {
                throw new IllegalArgumentException("no\nshouting " + value);
            }
            return Optional.of(value.length() > 1000 ? "x".repeat(Properties.MAX_VALUE_LENGTH + 1) : value);
        }

        @Override
        public Step setting(CommandCall call, Room room, Step proposed, Optional<String> after) {
            return proposed.noticing(room.present(), "The mood is " + after.orElse(fallback()));
        }
    }

    @Test
    @DisplayName("a member is shown all settings, each with its value, its default, and who may set it")
    void all() {
        house.set("alice", "welcome", "Hello " + "x".repeat(100));
        house.set("alice", "password", "secret");
        house.takeTold();
        assertEquals(Answer.OK, house.set("carol"));
        assertEquals(List.of("""
                carol: Settings:
                hidden = off (default off, set by the owner): whether lists leave the room out
                language = - (default -, set by the owner and admins): in which language the room speaks: en, de, fr
                max_members = - (default -, set by the owner and admins): how many members and invitations there may be
                members_only = off (default off, set by the owner and admins): whether only \
                who is invited or added comes in
                password = *** (default -, set by the owner and admins): what who joins has to know
                persistent = on (default on, set by the owner): whether the room stays when its last member has left
                welcome = Hello %s… (default -, set by the owner and admins): what is said to who joins"""
                .formatted("x".repeat(54))), house.takeTold());
        house.set("carol", "Hidden");
        assertEquals(List.of("carol: *** hidden = off (default off, set by the owner): whether lists leave the room "
                + "out\nAllowed: on|off"), house.takeTold());
    }

    @Test
    @DisplayName("a setting is kept, shown, and brought back to its default")
    void setAndReset() {
        assertEquals(Answer.OK, house.set("alice", "hidden", "ON"));
        assertEquals(List.of("alice: *** hidden = on"), house.takeTold());
        assertTrue(house.room.orElseThrow().isUnlisted());
        assertEquals(Answer.OK, house.set("alice", "HIDDEN", "-"));
        assertEquals(List.of("alice: *** hidden = off"), house.takeTold());
        assertFalse(house.room.orElseThrow().isUnlisted());
        house.set("bob", "max_members", "7");
        assertEquals(Optional.of("7"), kept("max_members"));
        house.set("bob", "language", "de-AT");
        assertEquals(Optional.of("de"), kept(Room.LANGUAGE));
        house.takeTold();
        assertEquals(-161 - 3, house.set("bob", "colour").code());
        assertEquals("Diese Einstellung gibt es nicht, zur Wahl stehen: hidden, language, max_members, members_only, "
                + "password, persistent, welcome", house.set("bob", "colour").text());
        house.set("bob", "language", "-");
        assertEquals(Optional.empty(), kept(Room.LANGUAGE));
    }

    @Test
    @DisplayName("each refusal has its code and its words")
    void refusals() {
        assertEquals(Answer.refused(-162, 403, "You are not a member of this room"), house.set("dave"));
        assertEquals(Answer.refused(-163, 403, "You may not set this: hidden is set by the owner"),
                house.set("bob", "hidden", "on"));
        assertEquals(Answer.refused(-163, 403, "You may not set this: password is set by the owner and admins"),
                house.set("carol", "password", "secret"));
        assertEquals(404, house.set("carol", "password1", "secret").status());
        house.room = Optional.empty();
        assertEquals(Answer.refused(-161, 404, "Room not found"), house.set("alice"));
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
        "language, xx, 'language is one in which there are texts, as en, de or fr'",
        "password, abc, A password is one word of 4 to 64 characters that can be seen",
        "password, two words, A password is one word of 4 to 64 characters that can be seen",
        "password, '    ', A password is one word of 4 to 64 characters that can be seen",
        "password, sec\u200Bret, A password is one word of 4 to 64 characters that can be seen"})
    void wrong(String name, String value, String words) {
        assertEquals(Answer.refused(-165, 400, "Bad value: " + words), house.set("alice", name, value));
        assertEquals(Properties.NONE, house.room.orElseThrow().properties());
        assertEquals(List.of(), house.takeTold());
    }

    @ParameterizedTest
    @DisplayName("a welcome is one line that cannot be taken for another")
    @ValueSource(strings = {"a\nb", "a\u0000b", "a\u202Eb", "a\u2066b", "a\u2028b", "\uD800", "   "})
    void welcome(String value) {
        assertEquals(-165, house.set("alice", "welcome", value).code());
        assertEquals(-165, house.set("alice", "welcome", "x".repeat(1001)).code());
        assertEquals(Answer.OK, house.set("alice", "welcome", "\uD83D\uDE00".repeat(1000)));
    }

    @Test
    @DisplayName("what a member sets for himself is his; another bundle's words are told, in one line and bounded")
    void others() {
        house.add(new Mood(), 100);
        assertEquals(Answer.OK, house.set("carol", "mood", "merry"));
        assertEquals(List.of("carol: *** mood = merry", "alice, bob, carol: *** The mood is merry"), house.takeTold());
        assertEquals(Optional.of("merry"), house.room.orElseThrow().member(House.user("carol")).orElseThrow()
                .properties().get("mood"));
        assertEquals(Optional.empty(), kept("mood"));
        assertEquals(Answer.refused(-165, 400, "Bad value: no shouting !"), house.set("carol", "mood", "!"));
        assertEquals("Bad value: ".length() + 301, house.set("carol", "mood", "!".repeat(5000)).text().length());
        assertEquals(-165, house.set("carol", "mood", "x".repeat(2000)).code());
        assertThrows(MiException.class, () -> manage("mood", "sad"));
    }

    @Test
    @DisplayName("a room that has as many properties as it may is told so")
    void tooMany() {
        for (int i = 0; i < Properties.MAX_COUNT; i++) {
            house.room = Optional.of(house.room.orElseThrow().with(house.room.orElseThrow().properties()
                    .with("p" + i, Optional.of("x"))));
        }
        Answer refused = house.set("alice", "hidden", "on");
        assertEquals("-165 Bad value: 33 properties are too many for one room or member, at most 32 are allowed",
                refused.code() + " " + refused.text());
    }

    private Object manage(String name, String value) throws MiException {
        return new SetRoom(house, house.settings).execute(Map.of("room", "chat-1", "name", name, "value", value));
    }

    @Test
    @DisplayName("management sets what it will, and nobody is told")
    void management() throws Exception {
        assertEquals(Map.of("room", "sip:chat-1@example.com", "done", "set"), manage("hidden", "on"));
        manage("password", "secret");
        assertTrue(kept(Room.PASSWORD).orElseThrow().startsWith("pbkdf2-sha512$"));
        manage("password", "-");
        assertEquals(Optional.empty(), kept(Room.PASSWORD));
        assertEquals(List.of(), house.takeTold());
        assertEquals(400, assertThrows(MiException.class, () -> manage("password", "a b")).code());
        assertEquals(404, assertThrows(MiException.class, () -> manage("colour", "red")).code());
        house.room = Optional.empty();
        assertEquals(404, assertThrows(MiException.class, () -> manage("hidden", "on")).code());
    }

    @Test
    @DisplayName("English, German and French say the same things")
    void texts() throws IOException {
        TreeSet<String> english = keys("");
        english.add("details.set"); // in English it stands in the command's own properties
        assertEquals(english, keys("_de"));
        assertEquals(english, keys("_fr"));
    }

    private static TreeSet<String> keys(String suffix) throws IOException {
        java.util.Properties read = new java.util.Properties();
        read.load(new InputStreamReader(SettingsTest.class.getResourceAsStream("texts" + suffix + ".properties"),
                StandardCharsets.UTF_8));
        return new TreeSet<>(read.stringPropertyNames());
    }
}
