package imc.sip.internal.fanout;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PaceTest {

    private final AtomicLong clock = new AtomicLong();
    private final AtomicBoolean congested = new AtomicBoolean();
    private final AtomicBoolean tight = new AtomicBoolean();
    private final Pace pace = new Pace(clock::get, congested::get, tight::get);

    private void slice(int copies) {
        assertTrue(pace.allows(copies));
        for (int i = 0; i < copies; i++) {
            pace.begun();
        }
    }

    @Test
    @DisplayName("no more are out than the window has, until answers come")
    void answers() {
        slice(Pace.WINDOW - 64);
        slice(64);
        assertFalse(pace.allows(64));
        for (int i = 0; i < 64; i++) {
            assertFalse(pace.allows(64));
            pace.ended();
        }
        slice(64);
        assertFalse(pace.allows(64));
    }

    @Test
    @DisplayName("members that never answer do not end it: a slice goes every few milliseconds")
    void silence() {
        slice(Pace.WINDOW);
        for (int i = 0; i < 10; i++) {
            assertFalse(pace.allows(64));
            clock.addAndGet(Pace.PAUSE_NANOS);
            slice(64);
        }
    }

    @Test
    @DisplayName("where memory is short, copies that are out have to end first; but one slice may always go")
    void tight() {
        tight.set(true);
        slice(64);
        clock.addAndGet(Pace.PAUSE_NANOS);
        assertFalse(pace.allows(64));
        for (int i = 0; i < 64; i++) {
            pace.ended();
        }
        slice(64);
    }

    @Test
    @DisplayName("what would wait elsewhere waits here, for however long")
    void congestion() {
        congested.set(true);
        for (int i = 0; i < 10; i++) {
            clock.addAndGet(Pace.PAUSE_NANOS);
            assertFalse(pace.allows(64));
        }
        congested.set(false);
        slice(64);
    }
}
