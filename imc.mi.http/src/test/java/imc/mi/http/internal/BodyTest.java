package imc.mi.http.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class BodyTest {

    @Test
    @DisplayName("a body of up to 64 kB is read, one byte more is refused with 413")
    void length() throws Exception {
        assertEquals(Body.LENGTH, Body.read(new ByteArrayInputStream(new byte[Body.LENGTH]), () -> 0).length);
        assertEquals(413, assertThrows(Body.Refused.class,
                () -> Body.read(new ByteArrayInputStream(new byte[Body.LENGTH + 1]), () -> 0)).status());
    }

    @Test
    @DisplayName("one that comes by the byte is refused with 408 after ten seconds")
    void time() {
        AtomicLong clock = new AtomicLong();
        InputStream slow = new InputStream() {
            @Override
            public int read() {
                return '[';
            }

            @Override
            public int read(byte[] into, int from, int length) {
                into[from] = '[';
                clock.addAndGet(1_000_000_000);
                return 1;
            }
        };
        assertEquals(408, assertThrows(Body.Refused.class, () -> Body.read(slow, clock::get)).status());
        assertEquals(11_000_000_000L, clock.get());
    }
}
