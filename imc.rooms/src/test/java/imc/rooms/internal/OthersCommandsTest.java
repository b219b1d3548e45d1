package imc.rooms.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.Content;
import imc.api.command.CommandCall;
import imc.api.command.ImcCommand;
import imc.api.command.Notice;
import imc.api.command.Step;
import imc.api.store.Change;
import imc.api.transport.Broadcast;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OthersCommandsTest {

    private final Conference conference = Conference.open();

    private TestReference<ImcCommand> install(ImcCommand command, String name, int ranking) {
        TestReference<ImcCommand> reference = new TestReference<>(Map.of(ImcCommand.NAME, name, ImcCommand.USAGE,
                "<text> [<room>]", ImcCommand.HELP, "says it again"), ranking);
        conference.registry.bindCommand(command, reference);
        return reference;
    }

    private static Step echo(CommandCall call) {
        return Step.done().telling(call.sender(), call.argument("text").orElse("nothing"));
    }

    @Test
    void aCommandCanBeAddedAndTakenAwayWhileTheServerRuns() {
        TestReference<ImcCommand> echo = install(OthersCommandsTest::echo, "echo", 0);
        conference.send("alice", "#Echo hello");
        conference.send("alice", "#echo");
        assertEquals(List.of("chat-1 -> alice: hello", "chat-1 -> alice: nothing"), conference.told());
        conference.send("alice", "#help");
        assertTrue(String.join("\n", conference.told()).contains("#echo <text> - says it again"));
        conference.registry.unbindCommand(echo);
        conference.send("alice", "#echo hello");
        assertEquals(List.of("chat-1 -> alice: *** Invalid command 'echo' (send '#help' for help)"),
                conference.told());
    }

    @Test
    void whoseWordsANoticeRepeatsStandsInCpim() {
        conference.send("alice", "#create");
        install(call -> Step.done().sending(Notice.of(List.of(call.sender()), "[bob 14:05]: hi").personal()
                .by(Conference.user("bob"), Instant.parse("2026-11-26T14:05:00.123Z"))
                .with(Map.of("Date", "Thu, 26 Nov 2026 14:05:00 GMT"))), "again", 0);
        conference.told();
        conference.send("alice", "#again");
        conference.send("alice", Conference.CHAT, new Content("message/cpim",
                "\r\nContent-Type: text/plain\r\n\r\n#again".getBytes(StandardCharsets.UTF_8)), Map.of());
        List<Broadcast> sent = conference.takeSent();
        assertEquals("[bob 14:05]: hi", sent.get(0).content().asText());
        assertEquals("From: <sip:bob@example.com>\r\nTo: <sip:chat-1@example.com>\r\n"
                + "DateTime: 2026-11-26T14:05:00Z\r\n\r\n"
                + "Content-Type: text/plain\r\n\r\n[bob 14:05]: hi", sent.get(1).content().asText());
        assertEquals("Thu, 26 Nov 2026 14:05:00 GMT", sent.get(1).headers().get("Date"));
    }

    @Test
    void theCommandOfTheHigherRankingIsUsed() {
        install(call -> Step.done().telling(call.sender(), "low"), "echo", 0);
        TestReference<ImcCommand> high = install(call -> Step.done().telling(call.sender(), "high"), "echo", 7);
        conference.send("alice", "#echo x");
        conference.registry.unbindCommand(high);
        conference.send("alice", "#echo x");
        assertEquals(List.of("chat-1 -> alice: high", "chat-1 -> alice: low"), conference.told());
    }

    @Test
    void aCommandThatFailsIsRefusedAndDisturbsNobody() {
        install(call -> {
            throw new StackOverflowError();
        }, "boom", 0);
        assertEquals(-500, conference.send("alice", "#boom").code());
        assertEquals(200, conference.send("alice", "#create").status());
        assertEquals(1, conference.failures.count());
    }

    @Test
    void aCommandCannotChangeAnotherRoom() {
        install(call -> Step.done().changing(new Change.RoomDestroyed(Conference.user("chat-2"))), "raid", 0);
        conference.send("bob", "#create chat-2");
        assertEquals(-500, conference.send("alice", "#raid").code());
        assertTrue(conference.server.roomActive(Conference.user("chat-2")));
    }

    @Test
    void aServiceWithoutANameIsNoCommand() {
        conference.registry.bindCommand(OthersCommandsTest::echo, new TestReference<>(Map.of(), 0));
        assertFalse(conference.interpreter.commands().stream().anyMatch(each -> each.help().equals("says it again")));
    }
}
