package imc.sip.internal.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.sip.internal.figures.Aging;
import imc.sip.internal.figures.Faults;
import imc.sip.internal.figures.Figures;
import imc.sip.internal.transaction.ClientTransactions;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class GenerationsTest {

    private final Generations<Integer, String> all = new Generations<>(10, (key, value) -> 1);

    @Test
    @DisplayName("what is used stays, what is not is forgotten")
    void age() {
        all.put(1, "used");
        all.put(2, "not used");
        for (int i = 0; i < 3; i++) {
            all.age();
            assertEquals("used", all.get(1));
        }
        assertNull(all.get(2));
    }

    @Test
    @DisplayName("of the oldest, no more than a generation is forgotten when there are too many")
    void tooMany() {
        for (int i = 0; i < 15; i++) {
            all.put(i, "value");
        }
        assertEquals("value", all.get(0));
        for (int i = 20; i < 35; i++) {
            all.put(i, "value");
        }
        assertNull(all.get(1));
    }

    @Test
    @DisplayName("time goes by while nothing is sent, and whatever fails in letting go does not end that")
    void aging() throws InterruptedException {
        CountDownLatch times = new CountDownLatch(3);
        Aging aging = new Aging();
        aging.add(() -> {
            times.countDown();
            throw new IllegalStateException("a test's");
        });
        try (ClientTransactions copies = new ClientTransactions(10, System::nanoTime, null, null,
                new Faults(new Figures()), aging::age)) {
            assertTrue(times.await(30, TimeUnit.SECONDS));
        }
    }
}
