package imc.room.settings.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.Answer;
import imc.api.Properties;
import imc.api.Room;
import imc.api.mi.MiException;
import imc.api.room.RoomSetting.Who;
import imc.room.settings.own.Own;
import imc.room.settings.own.Secret;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What {@code #set} and {@code imc_set_room} show, set and refuse. */
class SettingsTest {

    private final House house = new House();
    private final Secret secret = new Secret();

    @BeforeEach
    void add() {
        house.add(new Own("colour", Who.OWNER, "grey"), 1);
        house.add(new Own("motto", Who.ADMINS, "-"), 2);
        house.add(secret, 3);
    }

    private Optional<String> kept(String name) {
        return house.room.orElseThrow().properties().get(name);
    }

    private void keep(String name, String value) {
        house.room = house.room.map(room -> room.with(room.properties().with(name, Optional.of(value))));
    }

    @Test
    @DisplayName("a member is shown all settings, each with its value, its default, and who may set it")
    void all() {
        keep("motto", "Hello " + "x".repeat(100));
        keep("secret", "proof");
        house.add(new Own("mood", Who.SELF, "calm"), 4);
        assertEquals(Answer.OK, house.set("carol"));
        assertEquals(List.of("""
                carol: Settings:
                colour = grey (default grey, set by the owner): of which colour the door is
                mood = calm (default calm, set by each member): how a member feels
                motto = Hello %s… (default -, set by the owner and admins): what stands above it
                secret = *** (default -, set by the owner and admins): what nobody sees"""
                .formatted("x".repeat(54))), house.takeTold());
        house.set("carol", "Colour");
        assertEquals(List.of("carol: *** colour = grey (default grey, set by the owner): of which colour the door "
                + "is\nAllowed: <text>"), house.takeTold());
    }

    @Test
    @DisplayName("a setting is kept, shown, and brought back to its default")
    void setAndReset() {
        assertEquals(Answer.OK, house.set("alice", "colour", "red"));
        assertEquals(List.of("alice: *** colour = red"), house.takeTold());
        assertEquals(Optional.of("red"), kept("colour"));
        assertEquals(Answer.OK, house.set("alice", "COLOUR", "-"));
        assertEquals(List.of("alice: *** colour = grey"), house.takeTold());
        assertEquals(Optional.empty(), kept("colour"));
    }

    @Test
    @DisplayName("each refusal has its code and its words, in the room's language where it has one")
    void refusals() {
        assertEquals(Answer.refused(-162, 403, "You are not a member of this room"), house.set("dave"));
        assertEquals(Answer.refused(-163, 403, "You may not set this: colour is set by the owner"),
                house.set("bob", "colour", "red"));
        assertEquals(Answer.refused(-163, 403, "You may not set this: secret is set by the owner and admins"),
                house.set("carol", "secret", "word"));
        assertEquals(Answer.refused(-164, 404, "No such setting, choose from: colour, motto, secret"),
                house.set("carol", "secrets", "word"));
        keep(Room.LANGUAGE, "de");
        assertEquals("Diese Einstellung gibt es nicht, zur Wahl stehen: colour, motto, secret",
                house.set("bob", "secrets").text());
        house.takeTold();
        house.set("bob", "colour");
        assertEquals(List.of("bob: *** colour = grey (Vorgabe grey, setzen darf der Besitzer): welche Farbe die Tür "
                + "hat\nErlaubt: <text>"), house.takeTold());
        house.room = Optional.empty();
        assertEquals(Answer.refused(-161, 404, "Room not found"), house.set("alice"));
    }

    @Test
    @DisplayName("what a member sets for himself is his; another bundle's words are told, in one line and bounded")
    void others() {
        house.add(new Own("mood", Who.SELF, "calm"), 100);
        assertEquals(Answer.OK, house.set("carol", "mood", "merry"));
        assertEquals(List.of("carol: *** mood = merry", "alice, bob, carol: The mood is merry"),
                house.takeTold().stream().map(told -> told.replace(": *** The", ": The")).toList());
        assertEquals(Optional.of("merry"), house.room.orElseThrow().member(House.user("carol")).orElseThrow()
                .properties().get("mood"));
        assertEquals(Optional.empty(), kept("mood"));
        assertEquals(Answer.refused(-165, 400, "Bad value: no shouting !"), house.set("carol", "mood", "!"));
        assertEquals("Bad value: ".length() + 301, house.set("carol", "mood", "!".repeat(5000)).text().length());
        assertEquals(-165, house.set("carol", "mood", "x".repeat(2000)).code());
        assertThrows(MiException.class, () -> manage("mood", "sad"));
    }

    @Test
    @DisplayName("a setting goes with its bundle, and what it kept stays; of two of one name the higher ranking counts")
    void comeAndGo() {
        keep("motto", "Hello");
        house.remove(2);
        assertEquals(-164, house.set("alice", "motto").code());
        assertEquals(Optional.of("Hello"), kept("motto"));
        house.add(new Own("colour", Who.SELF, "blue"), 9);
        house.set("carol", "colour");
        assertTrue(house.takeTold().get(0).startsWith("carol: *** colour = blue (default blue, set by each member)"));
    }

    @Test
    @DisplayName("what takes time is found out before the room's turn, by who may set it alone")
    void preparing() {
        CompletableFuture<Answer> answer = house.run(House.user("bob"), new Set(house.settings),
                Map.of("name", "secret", "value", "word"));
        assertFalse(answer.isDone());
        assertEquals(-163, house.set("carol", "secret", "word").code());
        assertEquals(-162, house.set("dave", "secret", "word").code());
        assertEquals(Answer.refused(-165, 400, "Bad value: no shouting !word"), house.set("bob", "secret", "!word"));
        assertEquals(Answer.OK, house.set("bob", "secret", "-"));
        house.takeTold();
        secret.made.complete(Optional.of("proof"));
        assertEquals(Answer.OK, answer.join());
        assertEquals(List.of("bob: *** secret = ***"), house.takeTold());
        assertEquals(Optional.of("proof"), kept("secret"));
    }

    @Test
    @DisplayName("a setting that is not set now refuses in words of its own, who may set it")
    void refusedForNow() {
        secret.refusal = new Answer(-1170, 480, null, "Not so soon", 7);
        assertEquals(secret.refusal, house.set("bob", "secret", "word"));
        assertEquals(-165, house.set("bob", "secret", "!word").code());
        assertEquals(-163, house.set("carol", "secret", "word").code());
        assertEquals(Optional.empty(), kept("secret"));
    }

    @Test
    @DisplayName("where there is too much to do, who sets is told to come again; what has gone meanwhile is not set")
    void busy() {
        CompletableFuture<Answer> late = house.run(House.user("bob"), new Set(house.settings),
                Map.of("name", "secret", "value", "word"));
        house.remove(3);
        secret.made.complete(Optional.empty());
        assertEquals(-164, late.join().code());
        house.add(secret, 3);
        assertEquals(new Answer(-503, 503, null, "Too much is waiting to be done; try again in 5 seconds", 5),
                house.set("bob", "secret", "word"));
        assertEquals(500, assertThrows(MiException.class, () -> manage("secret", "word")).code());
        assertEquals(Optional.empty(), kept("secret"));
    }

    @Test
    @DisplayName("a room that has as many properties as it may is told so")
    void tooMany() {
        for (int i = 0; i < Properties.MAX_COUNT; i++) {
            keep("p" + i, "x");
        }
        Answer refused = house.set("alice", "colour", "red");
        assertEquals("-165 Bad value: 33 properties are too many for one room or member, at most 32 are allowed",
                refused.code() + " " + refused.text());
    }

    private Object manage(String name, String value) throws MiException {
        return new SetRoom(house, house.settings).execute(Map.of("room", "chat-1", "name", name, "value", value));
    }

    @Test
    @DisplayName("management sets what it will, and nobody is told")
    void management() throws Exception {
        assertEquals(Map.of("room", "sip:chat-1@example.com", "done", "set"), manage("colour", "red"));
        secret.made.complete(Optional.of("proof"));
        manage("secret", "word");
        assertEquals(Optional.of("proof"), kept("secret"));
        manage("secret", "-");
        assertEquals(Optional.empty(), kept("secret"));
        assertEquals(List.of(), house.takeTold());
        assertEquals(400, assertThrows(MiException.class, () -> manage("secret", "!")).code());
        assertEquals(404, assertThrows(MiException.class, () -> manage("size", "9")).code());
        house.room = Optional.empty();
        assertEquals(404, assertThrows(MiException.class, () -> manage("colour", "red")).code());
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
