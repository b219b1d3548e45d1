package imc.sip.internal.transaction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class BranchNumbersTest {

    @Test
    @DisplayName("SipHash-2-4 of eight bytes is as its authors' reference implementation has it")
    void vector() {
        assertEquals(0x93f5f5799a932462L,
                new BranchNumbers(0x0706050403020100L, 0x0f0e0d0c0b0a0908L).hash(0x0706050403020100L));
    }

    @Test
    @DisplayName("all are different, fit into a branch, and are others with another key")
    void different() {
        BranchNumbers numbers = new BranchNumbers();
        BranchNumbers others = new BranchNumbers();
        Set<Long> seen = new HashSet<>();
        for (int i = 0; i < 100_000; i++) {
            long number = numbers.next();
            assertTrue(number >= 0 && number >>> Branch.NUMBER_BITS == 0);
            assertTrue(seen.add(number));
            assertNotEquals(number, others.next());
        }
    }
}
