package imc.bench.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Processor time")
class ProcessorTimeTest {

    @Test
    @DisplayName("is user and system time, whatever the program is called")
    void ticks() {
        assertEquals(120 + 34, ProcessorTime.ticks("4711 (a (strange) name) S 1 4711 4711 0 -1 4194304 9 8 7 6 120 34"
                + " 1000 2000 20 0 1 0 100 200 300"));
    }
}
