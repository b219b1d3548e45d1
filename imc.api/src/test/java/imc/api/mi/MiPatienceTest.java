package imc.api.mi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class MiPatienceTest {

    private static final MiPatience STORE = new MiPatience("the store", Duration.ofSeconds(10));

    private static String refusal(MiPatience patience, CompletionStage<?> stage) {
        MiException refusal = assertThrows(MiException.class, () -> patience.await(stage));
        assertEquals(MiException.Kind.FAILED, refusal.kind());
        return refusal.getMessage();
    }

    @Test
    @DisplayName("what the stage gives is given, also by one that is no future")
    void given() throws MiException {
        assertEquals("done", STORE.await(CompletableFuture.completedStage("done")));
        assertEquals("late", STORE.await(CompletableFuture.supplyAsync(() -> "late").minimalCompletionStage()));
    }

    @Test
    @DisplayName("what fails says who and why, however deep the reason is, and whether or not it has words")
    void failed() {
        CompletableFuture<Object> full = CompletableFuture.failedFuture(new IllegalStateException("the disk is full"));
        assertEquals("the store failed: the disk is full", refusal(STORE, full));
        assertEquals("the store failed: the disk is full", refusal(STORE, full.thenApply(Object::toString)));
        assertEquals("the store failed: java.lang.ArithmeticException",
                refusal(STORE, CompletableFuture.failedFuture(new ArithmeticException())));
    }

    @Test
    @DisplayName("who does not answer in time is left alone, and is not cancelled")
    void late() {
        CompletableFuture<Object> never = new CompletableFuture<>();
        assertEquals("the store has not answered within 0 s; it may still be done",
                refusal(new MiPatience("the store", Duration.ofMillis(1)), never));
        assertFalse(never.isDone());
        assertEquals("nobody can wait for PT0S; more than 0 is allowed", assertThrows(IllegalArgumentException.class,
                () -> new MiPatience("the store", Duration.ZERO)).getMessage());
    }

    @Test
    @DisplayName("who is interrupted stays so")
    void interrupted() {
        Thread.currentThread().interrupt();
        assertEquals("the store was not waited for; it may still be done",
                refusal(STORE, new CompletableFuture<>()));
        assertTrue(Thread.interrupted());
    }
}
