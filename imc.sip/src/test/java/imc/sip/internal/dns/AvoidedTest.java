package imc.sip.internal.dns;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.sip.TransportKind;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class AvoidedTest {

    private static final Server SERVER = new Server(TransportKind.UDP,
            new InetSocketAddress("127.0.0.1", 5060), 1, 0, "");

    private long now = 1;
    private Duration length = Duration.ofSeconds(60);
    private final Avoided avoided = new Avoided(() -> length, Duration.ofSeconds(32), () -> now);

    /** For so long it is avoided, and not a second longer. */
    private void assertAvoidedFor(long seconds) {
        now += Duration.ofSeconds(seconds - 1).toNanos();
        avoided.age();
        assertTrue(avoided.contains(SERVER));
        now += Duration.ofSeconds(1).toNanos();
        avoided.age();
        assertFalse(avoided.contains(SERVER));
    }

    @Test
    @DisplayName("a server that says nothing is avoided for as long as is configured")
    void configured() {
        avoided.add(SERVER, -1, "a test");
        assertAvoidedFor(60);
    }

    @Test
    @DisplayName("a server that wants to be left alone is, for as long as it says, an hour at most")
    void said() {
        avoided.add(SERVER, 7, "a test");
        assertAvoidedFor(7);
        avoided.add(SERVER, 300, "a test");
        assertAvoidedFor(300);
        avoided.add(SERVER, 999_999_999, "a test");
        assertAvoidedFor(3600);
    }

    @Test
    @DisplayName("none is avoided that says it need not be, or where that is switched off")
    void never() {
        avoided.add(SERVER, 0, "a test");
        assertFalse(avoided.contains(SERVER));
        length = Duration.ZERO;
        avoided.add(SERVER, 300, "a test");
        assertFalse(avoided.contains(SERVER));
    }

    @Test
    @DisplayName("a server that answers others counts as alive for as long as an answer may take")
    void alive() {
        assertFalse(avoided.wasHeard(SERVER));
        avoided.heard(SERVER);
        now += Duration.ofSeconds(31).toNanos();
        avoided.age();
        assertTrue(avoided.wasHeard(SERVER));
        now += Duration.ofSeconds(1).toNanos();
        assertFalse(avoided.wasHeard(SERVER));
    }
}
