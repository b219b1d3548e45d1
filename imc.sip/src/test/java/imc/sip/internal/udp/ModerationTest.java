package imc.sip.internal.udp;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A receiver of answers")
class ModerationTest {

    /** As many as come in the crowd of many seconds. */
    private static final int CROWD = 3_000_000;

    private final Moderation moderation = new Moderation();

    private void answers(int count) {
        IntStream.range(0, count).forEach(i -> moderation.answer());
    }

    @Test
    @DisplayName("waits for more where they come in a crowd, and once only if no more come")
    void crowd() {
        answers(CROWD);
        assertTrue(moderation.pause());
        assertFalse(moderation.pause());
    }

    @Test
    @DisplayName("does not wait where a fifth of what came are requests")
    void requests() {
        answers(4 * CROWD);
        IntStream.range(0, CROWD).forEach(i -> moderation.request());
        assertFalse(moderation.pause());
    }

    @Test
    @DisplayName("does not wait where nothing came")
    void nothing() {
        assertFalse(moderation.pause());
    }
}
