package imc.rooms.internal.failing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailingRoomTest {

    private static final long SECOND = 1_000_000_000;
    /** The clock goes past the largest number soon. */
    private static final long NOW = Long.MAX_VALUE - SECOND / 2;

    private final FailingRoom room = new FailingRoom(NOW);

    @ParameterizedTest
    @CsvSource({"0, 4", "3, 1", "4, 0", "40, 0"})
    @DisplayName("the first step is at once, and each other one no sooner than a second after the one before has ended")
    void pace(long quartersLater, long quartersToWait) {
        assertEquals(0, room.beginActing(NOW));
        room.endActing(NOW + SECOND);
        assertEquals(quartersToWait * SECOND / 4, room.beginActing(NOW + quartersLater * SECOND / 4));
    }

    @Test
    @DisplayName("one step at a time")
    void one() {
        assertEquals(0, room.beginActing(NOW));
        assertEquals(-1, room.beginActing(NOW));
        room.endActing(NOW);
        assertEquals(0, room.beginActing(NOW));
    }
}
