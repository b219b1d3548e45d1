package imc.control.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.management.ManagementFactory;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BeganTest {

    @ParameterizedTest
    @CsvSource({"1000, 8500, 7.5", "8500, 1000, 0"})
    @DisplayName("a start is counted from the launcher's beginning, and never negative")
    void launched(String began, long now, double seconds) {
        assertEquals(seconds, Began.seconds(began, Instant.ofEpochMilli(now)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-1", "12345678901234567890"})
    @DisplayName("a launcher that does not say it leaves the beginning of the Java machine, however old the process is")
    void alone(String launched) {
        Instant java = Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime());
        assertEquals(java, Began.of(launched));
        assertEquals(java, Began.of(null));
    }
}
