package imc.sip.internal.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SelectorLoopTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 45, 55, 100})
    @DisplayName("a loop has time while it takes less than half of a processor")
    void hasTime(int percent) throws InterruptedException {
        CountDownLatch looked = new CountDownLatch(2); // once when it begins
        LongSupplier spent = () -> {
            looked.countDown();
            return System.nanoTime() / 100 * percent;
        };
        Set<Throwable> failures = ConcurrentHashMap.newKeySet();
        SelectorLoop loop = new SelectorLoop("loop", failures::add, spent);
        assertTrue(loop.takesOneMore());
        assertTrue(looked.await(60, TimeUnit.SECONDS));
        loop.close();
        assertEquals(percent < 50, loop.takesOneMore());
        assertEquals(Set.of(), failures);
    }

    @Test
    @DisplayName("of many that come at once a loop takes some")
    void crowd() {
        SelectorLoop loop = new SelectorLoop("loop", failure -> { });
        long taken = IntStream.range(0, 100 * SelectorLoop.FEW).filter(i -> loop.takesOneMore()).count();
        loop.close();
        assertTrue(taken >= SelectorLoop.FEW && taken < 100 * SelectorLoop.FEW, taken + " are taken");
    }

    @Test
    @DisplayName("connections share one loop while it has time, so that only one thread is woken for them")
    void sharedWhileThereIsTime() {
        Streams streams = new Streams(new ConnectionLimits(() -> 10, () -> 10, () -> Duration.ofMinutes(2),
                address -> false, System::nanoTime), () -> null, failure -> { });
        try {
            assertSame(streams.loop(), streams.loop());
        } finally {
            streams.close();
        }
    }
}
