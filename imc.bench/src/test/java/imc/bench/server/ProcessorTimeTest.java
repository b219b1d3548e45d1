package imc.bench.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.bench.load.Spent;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Processor time")
class ProcessorTimeTest {

    @Test
    @DisplayName("is user and system time, whatever the program is called")
    void ticks() {
        String stat = "4711 (a (strange) name) S 1 4711 4711 0 -1 4194304 9 8 7 6 120 34 1000 2000 20 0 1"
                + " 0 100 200 300";
        assertEquals(120, ProcessorTime.user(stat));
        assertEquals(34, ProcessorTime.system(stat));
        assertFalse(ProcessorTime.compiles(stat));
        assertTrue(ProcessorTime.compiles(stat.replace("a (strange) name", "C2 CompilerThre")));
    }

    @Test
    @DisplayName("of the threads is no more than that of the process")
    void threads() {
        ProcessorTime time = new ProcessorTime(ProcessHandle.current());
        Spent before = time.get();
        long until = System.nanoTime() + 50_000_000;
        while (System.nanoTime() < until) {
            assertNotNull(before.toString());
        }
        Spent spent = time.get();
        assertTrue(before.user() > 0 && spent.user() > before.user() && spent.user() <= spent.all(), spent::toString);
    }
}
