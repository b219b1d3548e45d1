package imc.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Two rooms of three members: 0 to 2 and 3 to 5. */
@DisplayName("The account of who got what")
class LedgerTest {

    private final Ledger ledger = new Ledger(2, 3, 4);

    @Test
    @DisplayName("is right when each other member got the message exactly once")
    void exactlyOnce() {
        long message = ledger.open(0, 1, 2);
        assertEquals(Copy.FIRST, ledger.copy(message, 0, 11));
        assertEquals(1, ledger.missing(message));
        assertEquals(Copy.FIRST, ledger.copy(message, 2, 12));
        assertEquals(0, ledger.missing(message));
        assertTrue(ledger.account().exactlyOnce());
        assertEquals(2, ledger.account().delivered());
    }

    @Test
    @DisplayName("finds a copy that never came")
    void lost() {
        long message = ledger.open(0, 1, 2);
        ledger.copy(message, 0, 11);
        ledger.giveUp(message);
        assertEquals(1, ledger.account().lost());
        assertFalse(ledger.account().exactlyOnce());
    }

    @Test
    @DisplayName("finds a second copy by another transaction")
    void doubled() {
        long message = ledger.open(0, 1, 2);
        ledger.copy(message, 0, 11);
        assertEquals(Copy.DUPLICATE, ledger.copy(message, 0, 13));
        assertEquals(1, ledger.missing(message), "A doubled copy stands for no other member's");
        assertFalse(ledger.account().exactlyOnce());
    }

    @Test
    @DisplayName("finds a second copy after all have come, too")
    void doubledLate() {
        long message = ledger.open(0, 1, 2);
        ledger.copy(message, 0, 11);
        ledger.copy(message, 2, 12);
        ledger.open(0, 0, 2);
        assertEquals(Copy.DUPLICATE, ledger.copy(message, 2, 14));
        assertEquals(1, ledger.account().duplicates());
    }

    @Test
    @DisplayName("tells a retransmission, which has the branch of the copy before it, from a second copy")
    void retransmission() {
        long message = ledger.open(0, 1, 2);
        ledger.copy(message, 0, 11);
        assertEquals(Copy.RETRANSMISSION, ledger.copy(message, 0, 11));
        ledger.copy(message, 2, 0);
        assertEquals(Copy.RETRANSMISSION, ledger.copy(message, 2, 0), "Whatever the hash of the branch is");
        assertTrue(ledger.account().exactlyOnce());
        assertEquals(2, ledger.account().retransmissions());
    }

    @Test
    @DisplayName("finds the sender's own message and another room's")
    void misdirected() {
        long message = ledger.open(1, 4, 2);
        assertEquals(Copy.OWN, ledger.copy(message, 4, 11));
        assertEquals(Copy.STRANGER, ledger.copy(message, 2, 12));
        assertEquals(2, ledger.missing(message));
        assertEquals(1, ledger.account().own());
        assertEquals(1, ledger.account().strangers());
        assertFalse(ledger.account().exactlyOnce());
    }

    @Test
    @DisplayName("counts no copies of a message that was refused")
    void refused() {
        long message = ledger.open(0, 1, 2);
        ledger.refused(message);
        ledger.giveUp(message);
        assertTrue(ledger.account().exactlyOnce());
    }

    @Test
    @DisplayName("counts what came after a message that another member got later")
    void reordered() {
        long first = ledger.open(0, 1, 2);
        long second = ledger.open(0, 1, 2);
        ledger.copy(first, 0, 11);
        ledger.copy(second, 0, 12);
        ledger.copy(second, 2, 13);
        ledger.copy(first, 2, 14);
        assertEquals(1, ledger.account().reordered());
        assertTrue(ledger.account().exactlyOnce());
    }

    @Test
    @DisplayName("asks nobody for the order of two messages that all got in the same order")
    void sameOrder() {
        long first = ledger.open(0, 1, 2);
        long second = ledger.open(0, 1, 2);
        ledger.copy(second, 0, 11);
        ledger.copy(first, 0, 12);
        ledger.copy(second, 2, 13);
        ledger.copy(first, 2, 14);
        assertEquals(0, ledger.account().reordered());
    }

    @Test
    @DisplayName("is kept for as many messages as its capacity, and never overwritten while something is missing")
    void capacity() {
        long oldest = ledger.open(0, 1, 2);
        for (int i = 1; i < 4; i++) {
            ledger.refused(ledger.open(0, 1, 2));
        }
        assertFalse(ledger.hasRoom());
        assertThrows(IllegalStateException.class, () -> ledger.open(0, 1, 2));
        ledger.giveUp(oldest);
        ledger.open(0, 1, 2);
        assertEquals(Copy.LATE, ledger.copy(oldest, 0, 11));
        assertEquals(1, ledger.account().late());
    }

    @Test
    @DisplayName("knows by which transaction a member got a message")
    void knows() {
        long message = ledger.open(1, -1, 3);
        ledger.copy(message, 5, 11);
        assertTrue(ledger.knows(message, 5, 11));
        assertFalse(ledger.knows(message, 5, 12));
        assertFalse(ledger.knows(message, 4, 11));
    }
}
