package imc.rooms.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import imc.api.Answer;
import imc.api.command.CommandCall;
import imc.api.command.ImcCommand;
import imc.api.command.Step;
import imc.api.room.RoomPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a command, or a policy, has to find out before the command's turn. */
class PreparationTest {

    private final Conference conference = Conference.open();
    private final CompletableFuture<ImcCommand> found = new CompletableFuture<>();

    @BeforeEach
    void aliceOwnsTheRoom() {
        conference.send("alice", "#create");
        conference.send("bob", "#join");
        conference.told();
    }

    @AfterEach
    void close() {
        conference.close();
    }

    /** A command that has to ask somebody. */
    private final class Asking implements ImcCommand {

        @Override
        public Optional<CompletionStage<ImcCommand>> preparing(CommandCall call) {
            return Optional.of(found);
        }

        @Override
        public Step run(CommandCall call) {
            throw new AssertionError("another is run instead");
        }
    }

    @Test
    @DisplayName("the command waits for what it asks, and the room for nobody")
    void command() {
        conference.registry.bindCommand(new Asking(),
                new TestReference<>(Map.of(ImcCommand.NAME, "ask", ImcCommand.USAGE, "[<room>]"), 0));
        CompletableFuture<Answer> answer = conference.begin("alice", "#ask");
        assertFalse(answer.isDone());
        assertEquals(200, conference.send("bob", "hi").status());
        assertEquals(List.of("chat-1 -> alice: [bob]: hi"), conference.told());
        found.complete(call -> Step.done().telling(call.sender(), "found"));
        assertEquals(200, answer.join().status());
        conference.awaitTurn();
        assertEquals(List.of("chat-1 -> alice: found"), conference.told());
    }

    @Test
    @DisplayName("what cannot be found out is refused with 503")
    void failed() {
        conference.registry.bindCommand(new Asking(),
                new TestReference<>(Map.of(ImcCommand.NAME, "ask", ImcCommand.USAGE, "[<room>]"), 0));
        found.completeExceptionally(new IllegalStateException("away"));
        assertEquals(503, conference.send("alice", "#ask").status());
    }

    @Test
    @DisplayName("so is what is not found out within ten seconds, once, and what is found later is of no use")
    void late() {
        conference.registry.bindCommand(new Asking(),
                new TestReference<>(Map.of(ImcCommand.NAME, "ask", ImcCommand.USAGE, "[<room>]"), 0));
        CompletableFuture<Answer> answer = conference.begin("alice", "#ask");
        conference.time.turn(Duration.ofMillis(9_899));
        assertFalse(answer.isDone());
        conference.time.turn(Duration.ofMillis(1));
        assertEquals("503 5", answer.join().status() + " " + answer.join().retryAfter());
        conference.time.turn(Duration.ofSeconds(1));
        found.complete(call -> Step.done().telling(call.sender(), "found"));
        Await.that("all is told", () -> conference.engine.unfinished() == 0);
        assertEquals(List.of("chat-1 -> alice: *** This cannot be found out now; try again in 5 seconds"),
                conference.told());
    }

    @Test
    @DisplayName("a policy has the command wait; a failure of its own is 500, and other policies do not matter then")
    void policy() {
        CompletableFuture<Void> hashed = new CompletableFuture<>();
        TestReference<RoomPolicy> reference = new TestReference<>(Map.of(), 0);
        conference.policies.add(reference, new RoomPolicy() {
            @Override
            public Optional<CompletionStage<?>> awaiting(CommandCall call) {
                return call.argument("password").map(password -> hashed);
            }
        });
        CompletableFuture<Answer> answer = conference.begin("carol", "#join chat-1 secret");
        assertFalse(answer.isDone());
        hashed.complete(null);
        assertEquals(200, answer.join().status());
        conference.policies.remove(reference);
        conference.policies.add(new TestReference<>(Map.of(), 0), new RoomPolicy() {
            @Override
            public Optional<CompletionStage<?>> awaiting(CommandCall call) {
                throw new IllegalStateException("broken");
            }
        });
        assertEquals(500, conference.send("dave", "#join").status());
    }
}
