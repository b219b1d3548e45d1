package imc.room.moderation.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.text.Language;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextsTest {

    private static Properties texts(String suffix) throws IOException {
        Properties texts = new Properties();
        try (InputStreamReader file = new InputStreamReader(Refusal.class.getResourceAsStream("texts" + suffix
                + ".properties"), StandardCharsets.UTF_8)) {
            texts.load(file);
        }
        return texts;
    }

    @ParameterizedTest
    @ValueSource(strings = {"_de", "_fr"})
    @DisplayName("each language has all texts, with the same arguments")
    void complete(String suffix) throws IOException {
        Properties english = texts("");
        Properties other = texts(suffix);
        assertEquals(new TreeSet<>(english.keySet()), new TreeSet<>(other.keySet()));
        english.forEach((key, text) -> {
            for (String argument : new String[] {"{0}", "{1}", "{2}"}) {
                assertEquals(text.toString().contains(argument), other.getProperty(key.toString()).contains(argument),
                        key + " " + argument);
            }
        });
    }

    @Test
    @DisplayName("each command has its help, and what is said is said in the language of who is told")
    void languages() {
        House house = new House("bob");
        for (Commands.Command command : Commands.all(house.clock)) {
            assertTrue(command.properties().values().stream().noneMatch(String::isEmpty));
            assertTrue(command.texts().isPresent());
        }
        assertEquals("Das darfst du nicht mit dir selbst",
                house.send("alice", "#mute alice", Language.of("de")).text());
        house.send("alice", "#ban bob Du calme");
        assertEquals("Vous êtes exclu de ce salon: Du calme", house.send("bob", "#join", Language.of("fr")).text());
    }
}
