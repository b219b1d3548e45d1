package imc.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Latencies")
class LatenciesTest {

    private final Latencies latencies = new Latencies();

    @Test
    @DisplayName("have quantiles that are right within a bucket's width")
    void quantiles() {
        for (int i = 1; i <= 100_000; i++) {
            latencies.add(i * 1000L);
        }
        assertEquals(50e6, latencies.quantile(0.5), 50e6 * 0.032);
        assertEquals(99e6, latencies.quantile(0.99), 99e6 * 0.032);
        assertEquals(100e6, latencies.quantile(1), 100e6 * 0.032);
    }

    @Test
    @DisplayName("of a few nanoseconds, and of centuries, are counted too")
    void extremes() {
        latencies.add(7);
        assertEquals(7, latencies.quantile(0.5));
        latencies.add(Long.MAX_VALUE);
        assertEquals(Long.MAX_VALUE, latencies.quantile(1), Long.MAX_VALUE * 0.032);
    }

    @Test
    @DisplayName("of which there are none are 0")
    void none() {
        latencies.add(5);
        latencies.clear();
        assertEquals(0, latencies.quantile(0.99));
        assertEquals(0, latencies.count());
    }
}
