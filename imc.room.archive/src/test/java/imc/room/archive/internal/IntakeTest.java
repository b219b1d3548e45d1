package imc.room.archive.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.archive.MessageArchive;
import imc.store.memory.internal.MemoryArchive;
import imc.test.kit.Turned;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class IntakeTest {

    private final Turned clock = new Turned();
    private final MemoryArchive memory = new MemoryArchive();
    private @Nullable MessageArchive archive;
    private final Intake intake = new Intake(() -> archive, clock);

    private CompletableFuture<Void> append(String text) {
        return intake.append(Vault.message(text)).toCompletableFuture();
    }

    private List<String> kept() throws Exception {
        return Vault.done(memory.last(Vault.CHAT, Optional.empty(), 5000)).stream()
                .map(message -> message.content().asText()).toList();
    }

    @Test
    @DisplayName("while an archive is replaced, messages wait for the next one, in their order")
    void replaced() throws Exception {
        List<CompletableFuture<Void>> waiting = new ArrayList<>(List.of(append("0")));
        clock.turn(Duration.ofSeconds(1));
        waiting.addAll(List.of(append("1"), append("2")));
        clock.turn(Duration.ofMillis(50));
        waiting.add(append("3"));
        assertTrue(waiting.stream().noneMatch(CompletableFuture::isDone));
        archive = memory;
        clock.turn(Duration.ofMillis(Intake.PAUSE_MILLIS));
        assertTrue(waiting.stream().allMatch(CompletableFuture::isDone));
        assertEquals(List.of("0", "1", "2", "3"), kept());
        assertEquals(0, intake.failures.sum());
        assertEquals(4, intake.kept.sum());
    }

    @Test
    @DisplayName("one that went before it had a message is no matter either")
    void goneMeanwhile() throws Exception {
        CompletableFuture<Object> stage = new CompletableFuture<>();
        archive = new ForwardingArchive(() -> stage);
        CompletableFuture<Void> stored = append("0");
        archive = memory;
        stage.completeExceptionally(new IllegalStateException("closed"));
        assertFalse(stored.isDone());
        clock.turn(Duration.ofSeconds(1));
        assertTrue(stored.isDone());
        assertEquals(List.of("0"), kept());
    }

    @Test
    @DisplayName("where none comes, or too many wait, messages are answered; nobody waits until one works again")
    void none() throws Exception {
        List<CompletableFuture<Void>> waiting = IntStream.range(0, 1001).mapToObj(number -> append("no")).toList();
        assertEquals(1, waiting.stream().filter(CompletableFuture::isDone).count());
        clock.turn(Duration.ofSeconds(Intake.PATIENCE_SECONDS));
        assertTrue(waiting.stream().allMatch(CompletableFuture::isDone));
        assertEquals(1001, intake.failures.sum());
        assertTrue(append("no").isDone());
        archive = memory;
        assertTrue(append("yes").isDone());
        archive = null;
        CompletableFuture<Void> next = append("waits");
        assertFalse(next.isDone());
        archive = memory;
        clock.turn(Duration.ofSeconds(1));
        assertEquals(List.of("yes", "waits"), kept());
    }
}
