package imc.api.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class DurationsTest {

    @Test
    void eachIsInTheFirstBucketThatHoldsIt() {
        Durations durations = Durations.ofMillis(1, 10);
        LongStream.of(-5, 0, 1_000_000, 1_000_001, 10_000_000, 10_000_001, TimeUnit.HOURS.toNanos(1))
                .forEach(durations::add);
        Histogram histogram = durations.histogram("took_seconds", "How long", Map.of("of", "it"));
        assertEquals(List.of(0.001, 0.01), histogram.bounds());
        assertEquals(List.of(3L, 2L, 2L), histogram.counts());
        assertEquals(7, histogram.count());
        assertEquals(3600.022000002, histogram.sum(), 1e-9);
    }

    @Test
    void boundsAscend() {
        assertEquals("bounds are not ascending: [2, 1]",
                assertThrows(IllegalArgumentException.class, () -> new Durations(2, 1)).getMessage());
    }
}
