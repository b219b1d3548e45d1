package imc.api.bound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Many share what nobody has a part of his own in. */
class SharesTest {

    @Test
    @DisplayName("while more than half is left anybody may have all of it; then half of what is left")
    void shares() {
        assertFalse(Shares.areExceeded(49, 51, 100));
        assertFalse(Shares.areTight(51, 100));
        assertTrue(Shares.areTight(50, 100));
        assertFalse(Shares.areExceeded(25, 50, 100));
        assertTrue(Shares.areExceeded(26, 50, 100));
        assertTrue(Shares.areExceeded(1, 0, 100));
        assertTrue(Shares.areExceeded(1, -7, 100));
        assertFalse(Shares.areExceeded(0, -7, 100), "who has nothing has not too much");
        assertTrue(Shares.areExceeded(Long.MAX_VALUE / 2, 1, Long.MAX_VALUE));
        assertTrue(Shares.areExceeded(1, 0, 0));
    }

    @Test
    @DisplayName("however many take all that they can get, there is something left for one more")
    void oneMore() {
        int most = 1 << 20;
        int left = most;
        int takers = 0;
        while (left > 0) {
            int his = 0;
            while (left > 0 && !Shares.areExceeded(his, left, most)) {
                his++;
                left--;
            }
            takers++;
        }
        // each has about a third of what those before him have left
        assertEquals(33, takers, 3);
    }
}
