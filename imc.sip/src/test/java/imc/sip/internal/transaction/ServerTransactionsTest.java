package imc.sip.internal.transaction;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ServerTransactionsTest {

    private static final int MANY = 50_000;

    private long now = 1;
    private long early;
    private final ServerTransactions transactions = new ServerTransactions(() -> now, count -> early += count);

    private static TransactionId id(long common, long key) {
        return new TransactionId(0, common, key);
    }

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
        assertNull(transactions.begin(id(key(1), 1)));
        assertNull(transactions.begin(id(key(2), 2)));
        assertSame(ServerTransactions.OPEN, transactions.begin(id(key(1), 1)));
        transactions.answered(id(key(1), 1), AnswerText.OK, false);
        transactions.answered(id(key(2), 2), answer, false);
        for (int i = 0; i < 32; i++) {
            pass(1);
            assertSame(AnswerText.OK, transactions.begin(id(key(1), 1)));
            assertArrayEquals(answer, transactions.begin(id(key(2), 2)));
        }
        pass(17);
        assertFalse(transactions.contains(id(key(1), 1)));
    }

    @Test
    @DisplayName("an answer that comes late is there for Timer J from then on, whoever looked at the clock before")
    void answeredLate() {
        transactions.begin(id(key(1), 1));
        now += TimeUnit.SECONDS.toNanos(13);
        transactions.answered(id(key(1), 1), AnswerText.OK, false);
        now += TimeUnit.SECONDS.toNanos(32);
        assertSame(AnswerText.OK, transactions.begin(id(key(1), 1)));
    }

    @Test
    @DisplayName("what is older than Timer J has no answer any more, and is not waited for to be forgotten")
    void answeredLongAgo() {
        transactions.begin(id(key(1), 1));
        transactions.answered(id(key(1), 1), AnswerText.OK, false);
        assertTrue(transactions.isAnswered(id(key(1), 1), AnswerText.OK));
        now += TimeUnit.SECONDS.toNanos(60);
        assertFalse(transactions.isAnswered(id(key(1), 1), AnswerText.OK));
    }

    @Test
    @DisplayName("when a load has ended its memory is given back, without another request")
    void givenBack() {
        long idle = transactions.bytes();
        for (int i = 0; i < MANY; i++) {
            transactions.begin(id(key(i), i));
            transactions.answered(id(key(i), i), i % 10 == 0 ? new byte[] {1} : AnswerText.OK, false);
        }
        assertTrue(transactions.bytes() >= 8 * MANY);
        pass(13);
        pass(13);
        assertTrue(transactions.contains(id(key(0), 0)));
        for (int i = 0; i < 3; i++) {
            pass(13);
        }
        assertEquals(idle, transactions.bytes());
    }

    @Test
    @DisplayName("however many there are, and whatever their answers, the memory is bounded: the eldest go early")
    void bounded() {
        long most = 4 << 20;
        ServerTransactions small = new ServerTransactions(() -> now, most, count -> early += count);
        for (int i = 0; i < 200_000; i++) {
            small.begin(id(key(i), i));
            small.answered(id(key(i), i), ("SIP/2.0 200 OK\r\nContact: <sip:a" + i + "@" + "h".repeat(200) + ">\r\n")
                    .getBytes(StandardCharsets.US_ASCII), false);
        }
        assertTrue(small.bytes() <= most, () -> small.bytes() + " bytes");
        assertTrue(small.contains(id(key(199_999), 199_999)));
        assertTrue(small.contains(id(key(199_000), 199_000)), "the latest stay");
        assertFalse(small.contains(id(key(0), 0)));
        assertTrue(early > 0 && early < 200_000, () -> early + " were forgotten early");
        ServerTransactions open = new ServerTransactions(() -> now, most, count -> early += count);
        for (int i = 0; i < 1_000_000; i++) {
            open.begin(id(key(i), i));
        }
        assertTrue(open.bytes() <= most, () -> open.bytes() + " bytes");
        assertTrue(open.contains(id(key(999_999), 999_999)));
    }

    @Test
    @DisplayName("equal answers are kept once")
    void shared() {
        byte[] answer = "SIP/2.0 404 Not Found\r\n".getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < MANY; i++) {
            transactions.begin(id(key(i), i));
            transactions.answered(id(key(i), i), answer.clone(), true);
        }
        assertArrayEquals(answer, transactions.begin(id(key(5), 5)));
        assertTrue(transactions.bytes() < 120 * MANY, () -> transactions.bytes() + " bytes");
    }

    @Test
    @DisplayName("a request that comes by another way is the same, until it has been refused")
    void merged() {
        assertNull(transactions.begin(id(key(1), 1)));
        assertSame(ServerTransactions.MERGED, transactions.begin(id(key(1), 2)));
        assertSame(ServerTransactions.OPEN, transactions.begin(id(key(1), 2)));
        byte[] loop = {4, 8, 2};
        transactions.answered(id(key(1), 2), loop, true);
        assertSame(ServerTransactions.MERGED, transactions.begin(id(key(1), 3)), "the first one is still open");
        transactions.answered(id(key(1), 3), loop, true);
        pass(20);
        byte[] busy = {5, 0, 3};
        transactions.answered(id(key(1), 1), busy, true);
        assertNull(transactions.begin(id(key(1), 4)), "the first one was refused, however long after");
        transactions.answered(id(key(1), 4), AnswerText.OK, false);
        assertSame(ServerTransactions.MERGED, transactions.begin(id(key(1), 5)));
        assertArrayEquals(busy, transactions.begin(id(key(1), 1)));
        assertArrayEquals(loop, transactions.begin(id(key(1), 2)));
        assertSame(AnswerText.OK, transactions.begin(id(key(1), 4)));
    }

    @Test
    @DisplayName("who sends one request by very many ways has the last ones remembered, and the one that counts")
    void alike() {
        transactions.begin(id(key(7), -1));
        transactions.answered(id(key(7), -1), AnswerText.OK, false);
        long idle = transactions.bytes();
        byte[] loop = {4, 8, 2};
        for (int i = 0; i < MANY; i++) {
            assertSame(ServerTransactions.MERGED, transactions.begin(id(key(7), i)));
            transactions.answered(id(key(7), i), loop, true);
            assertArrayEquals(loop, transactions.begin(id(key(7), i)));
        }
        assertSame(AnswerText.OK, transactions.begin(id(key(7), -1)));
        assertTrue(transactions.bytes() <= idle + 1000, () -> idle + " to " + transactions.bytes() + " bytes");
    }

    @Test
    @DisplayName("what differs in its source alone is a copy from elsewhere, as long as the transaction lasts")
    void elsewhere() {
        long here = TransactionId.withSource(1, 7);
        long there = TransactionId.withSource(1, 8);
        assertNull(transactions.begin(id(key(1), here)));
        assertSame(ServerTransactions.ELSEWHERE, transactions.begin(id(key(1), there)));
        assertSame(ServerTransactions.OPEN, transactions.begin(id(key(1), here)));
        transactions.answered(id(key(1), here), new byte[] {1}, false);
        assertSame(ServerTransactions.MERGED, transactions.begin(id(key(1), TransactionId.withSource(2, 7))));
        for (int i = 0; i < 32; i++) {
            assertSame(ServerTransactions.ELSEWHERE, transactions.begin(id(key(1), there)));
            assertFalse(transactions.contains(id(key(1), there)));
            assertArrayEquals(new byte[] {1}, transactions.begin(id(key(1), here)));
            pass(1);
        }
        pass(32);
        assertFalse(transactions.contains(id(key(1), here)));
        assertNull(transactions.begin(id(key(1), there)));
        // Nothing was done: nobody is to be kept from it.
        transactions.answered(id(key(1), there), new byte[] {1}, true);
        assertNull(transactions.begin(id(key(1), here)));
    }
}
