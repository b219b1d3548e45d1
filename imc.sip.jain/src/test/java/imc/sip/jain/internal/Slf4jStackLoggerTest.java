package imc.sip.jain.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import imc.api.log.EventLog;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What strangers can bring about fills no disk. */
class Slf4jStackLoggerTest {

    private final List<String> lines = new ArrayList<>();
    private long now;
    private final Slf4jStackLogger logger = new Slf4jStackLogger(new EventLog(() -> true, lines::add, () -> now));

    @Test
    @DisplayName("each failure is one line without control characters, so many a second, and the rest is counted")
    void bounded() {
        for (int i = 0; i < 1000; i++) {
            logger.logException(new ClassCastException("GenericURI\r\n2026-11-26 ERROR all is lost"));
            logger.logError("odd", new IllegalStateException("x".repeat(10_000)));
            logger.logError("a\nb");
        }
        assertEquals(EventLog.MOST, lines.size());
        assertEquals("JAIN-SIP: java.lang.ClassCastException: GenericURI  2026-11-26 ERROR all is lost", lines.get(0));
        assertEquals(301, lines.get(1).length());
        assertEquals("a b", lines.get(2));
        now += 1_000_000_000L;
        logger.logError("again");
        assertEquals("2900 events were not written, at most 100 a second are", lines.get(EventLog.MOST));
    }
}
