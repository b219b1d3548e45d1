package imc.room.moderation.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.text.Language;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TextsTest {

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
