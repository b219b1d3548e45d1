package imc.rooms.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import imc.api.Answer;
import imc.commands.internal.CommandInterpreter;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The bundle that reads commands comes and goes; the rooms stay. */
class InterpreterAwayTest {

    private final Conference conference = Conference.open();

    @AfterEach
    void close() {
        conference.close();
    }

    @Test
    @DisplayName("without an interpreter messages go on, and commands are refused for the time being")
    void away() {
        conference.send("alice", "#create");
        conference.send("bob", "#join");
        conference.told();
        conference.commands.interpreter = null;
        Answer answer = conference.send("bob", "#leave");
        assertEquals("503 -503 5", answer.status() + " " + answer.code() + " " + answer.retryAfter());
        assertEquals(200, conference.send("bob", "hello").status());
        assertEquals(List.of("chat-1 -> bob: *** The commands are away; try again in 5 seconds",
                "chat-1 -> alice: [bob]: hello"), conference.told());
        conference.commands.interpreter = new CommandInterpreter(conference.registry);
        assertEquals(200, conference.send("bob", "#leave").status());
    }
}
