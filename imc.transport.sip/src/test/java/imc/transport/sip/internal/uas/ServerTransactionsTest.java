package imc.transport.sip.internal.uas;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ServerTransactionsTest {

    private static final int MANY = 50_000;

    private long now = 1;
    private final ServerTransactions transactions = new ServerTransactions(() -> now);

    private long key(int number) {
        return number * 0x9E3779B97F4A7C15L;
    }

    private void pass(int seconds) {
        now += TimeUnit.SECONDS.toNanos(seconds);
        transactions.age();
    }

    @Test
    @DisplayName("a retransmission within Timer J finds its transaction and its answer")
    void remembered() {
        byte[] answer = {1, 2, 3};
        assertNull(transactions.begin(key(1)));
        assertNull(transactions.begin(key(2)));
        assertSame(ServerTransactions.OPEN, transactions.begin(key(1)));
        transactions.answered(key(1), AnswerText.OK);
        transactions.answered(key(2), answer);
        for (int i = 0; i < 32; i++) {
            pass(1);
            assertSame(AnswerText.OK, transactions.begin(key(1)));
            assertArrayEquals(answer, transactions.begin(key(2)));
        }
        pass(13);
        assertFalse(transactions.contains(key(1)));
    }

    @Test
    @DisplayName("when a load has ended its memory is given back, without another request")
    void givenBack() {
        long idle = transactions.bytes();
        for (int i = 0; i < MANY; i++) {
            transactions.begin(key(i));
            transactions.answered(key(i), i % 10 == 0 ? new byte[] {1} : AnswerText.OK);
        }
        assertTrue(transactions.bytes() >= 8 * MANY);
        pass(13);
        pass(13);
        assertTrue(transactions.contains(key(0)));
        for (int i = 0; i < 3; i++) {
            pass(13);
        }
        assertEquals(idle, transactions.bytes());
    }
}
