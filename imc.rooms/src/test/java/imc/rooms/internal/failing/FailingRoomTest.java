package imc.rooms.internal.failing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FailingRoomTest {

    private static final long SECOND = 1_000_000_000;

    private final FailingRoom room = new FailingRoom();

    @Test
    @DisplayName("the first step is at once, and each other one a second after the one before has ended")
    void pace() {
        long now = Long.MAX_VALUE - SECOND / 2;
        assertEquals(0, room.untilNext(now, SECOND));
        room.endsActing(now);
        assertEquals(SECOND, room.untilNext(now, SECOND));
        assertEquals(SECOND / 4, room.untilNext(now + SECOND * 3 / 4, SECOND));
        assertEquals(0, room.untilNext(now + SECOND, SECOND));
        assertEquals(0, room.untilNext(now + 10 * SECOND, SECOND));
    }

    @Test
    @DisplayName("one step at a time")
    void one() {
        assertTrue(room.beginsActing());
        assertFalse(room.beginsActing());
        room.endsActing(0);
        assertTrue(room.beginsActing());
    }
}
