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
        return transactions.key("z9hG4bK" + number, "192.0.2.1", 5060);
    }

    private void pass(int seconds) {
        now += TimeUnit.SECONDS.toNanos(seconds);
        transactions.age();
    }

    @Test
    @DisplayName("a retransmission within Timer J finds its transaction and its answer")
    void remembered() {
        byte[] answer = {1, 2, 3};
        assertNull(transactions.begin(key(1), ServerTransactions.OPEN));
        assertNull(transactions.begin(key(2), ServerTransactions.OPEN));
        assertSame(ServerTransactions.OPEN, transactions.begin(key(1), ServerTransactions.OPEN));
        transactions.answered(key(1), null);
        transactions.answered(key(2), answer);
        for (int i = 0; i < 32; i++) {
            pass(1);
            assertSame(ServerTransactions.PLAIN, transactions.begin(key(1), ServerTransactions.OPEN));
            assertArrayEquals(answer, transactions.begin(key(2), ServerTransactions.OPEN));
        }
        pass(13);
        assertFalse(transactions.contains(key(1)));
    }

    @Test
    @DisplayName("when a load has ended its memory is given back, without another request")
    void givenBack() {
        int idle = transactions.places();
        for (int i = 0; i < MANY; i++) {
            transactions.begin(key(i), ServerTransactions.OPEN);
            transactions.answered(key(i), i % 10 == 0 ? new byte[] {1} : null);
        }
        assertTrue(transactions.places() >= MANY);
        pass(13);
        pass(13);
        assertTrue(transactions.contains(key(0)));
        for (int i = 0; i < 3; i++) {
            pass(13);
        }
        assertEquals(idle, transactions.places());
    }
}
