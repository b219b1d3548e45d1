package imc.sip.internal.udp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Whoever sends too much")
class SilenceTest {

    private long now = Long.MAX_VALUE - TimeUnit.MILLISECONDS.toNanos(1500); // it goes round
    private final Silence silence = new Silence(() -> now);

    private int told(String address, int requests) throws UnknownHostException {
        InetAddress source = InetAddress.getByName(address);
        int told = 0;
        for (int i = 0; i < requests; i++) {
            told += silence.holdsFor(source) ? 0 : 1;
        }
        return told;
    }

    @Test
    @DisplayName("is told so ten times a second, however much he sends")
    void aFew() throws UnknownHostException {
        for (int second = 0; second < 5; second++) {
            assertEquals(Silence.TOLD_A_SECOND, told("192.0.2.1", 10_000));
            now += TimeUnit.MILLISECONDS.toNanos(999);
            assertEquals(0, told("192.0.2.1", 10_000));
            now += TimeUnit.MILLISECONDS.toNanos(1);
        }
    }

    @Test
    @DisplayName("takes nothing of what others are told, who are told the same in each /64 network of IPv6")
    void others() throws UnknownHostException {
        told("192.0.2.1", 10_000);
        int others = 0;
        for (int i = 2; i < 102; i++) {
            others += told("192.0.2." + i, 1);
        }
        // Some share a place: less than one of a hundred, and seldom two.
        assertTrue(others > 95, others + " of 100 were told");
        now += TimeUnit.SECONDS.toNanos(1);
        assertEquals(Silence.TOLD_A_SECOND, told("2001:db8::1", 6) + told("2001:db8::2", 6));
    }

    @Test
    @DisplayName("has no room to fill: a million addresses later all is as before")
    void bounded() throws UnknownHostException {
        for (int i = 0; i < 1_000_000; i++) {
            byte[] address = {10, (byte) (i >> 16), (byte) (i >> 8), (byte) i};
            silence.holdsFor(InetAddress.getByAddress(address));
        }
        now += TimeUnit.SECONDS.toNanos(1);
        assertFalse(silence.holdsFor(InetAddress.getByName("192.0.2.1")));
    }
}
