package imc.api.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class EventLogTest {

    @Test
    @DisplayName("not more than so many lines a second, how many are missing is said, and none is made that is not "
            + "written")
    void bounded() {
        long[] now = {0};
        int[] made = {0};
        List<String> lines = new ArrayList<>();
        EventLog log = new EventLog(() -> true, lines::add, () -> now[0]);
        for (int i = 0; i < 1000; i++) {
            log.write(() -> "event " + made[0]++);
        }
        assertEquals(EventLog.MOST, lines.size());
        assertEquals(EventLog.MOST, made[0]);
        now[0] = 1_000_000_000L;
        log.write("event %s", EventLog.quoted("a b"));
        assertEquals(List.of("900 events were not written, at most 100 a second are", "event \"a b\""),
                lines.subList(EventLog.MOST, lines.size()));
    }

    @Test
    @DisplayName("what somebody brings about again and again is told once a minute, with how much of it was left out")
    void repeated() {
        long[] now = {0};
        List<String> lines = new ArrayList<>();
        EventLog log = new EventLog(() -> true, lines::add, () -> now[0]);
        for (int i = 0; i < 50; i++) {
            log.tellSeldom("mallory", () -> Event.of("refused").with("from", "mallory"));
        }
        log.tellSeldom("bob", () -> Event.of("refused").with("from", "bob"));
        assertEquals(List.of("refused from=mallory", "refused from=bob"), lines);
        now[0] = 60_000_000_000L;
        log.tellSeldom("mallory", () -> Event.of("refused").with("from", "mallory"));
        log.tellSeldom("bob", () -> Event.of("refused").with("from", "bob"));
        assertEquals(List.of("refused from=mallory left-out=49", "refused from=bob"), lines.subList(2, 4));
        for (int i = 0; i < Repeats.MOST; i++) {
            log.tellSeldom(i, () -> Event.of("refused"));
        }
        now[0] += 1_000_000_000L;
        lines.clear();
        log.tellSeldom("bob", () -> Event.of("refused").with("from", "bob"));
        assertEquals("refused from=bob", lines.get(lines.size() - 1), "who is forgotten is told of anew");
    }

    @Test
    @DisplayName("of what is not there an event says nothing")
    void absent() {
        Event event = Event.of("joined").with("user", "bob").with("call-id", "").with("in-reply-to", null);
        assertEquals("joined user=bob", event.line());
        assertEquals(Map.of("event", "joined", "user", "bob"), event.fields());
    }

    @Test
    @DisplayName("a text is one line, which nobody turns round")
    void line() {
        assertEquals("a  b c d e 'f\u00e9'", EventLog.line("a\r\nb\u0085c\u2028d\u202ee 'f\u00e9'"));
    }
}
