package imc.auth.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.sip.Flow;
import imc.auth.internal.Nonces.Nonce;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NoncesTest {

    private static final Duration LIFETIME = Duration.ofMinutes(5);
    private static final Source HOME = new Source("192.0.2.1");

    private long now = Long.MAX_VALUE - 1000; // it may overflow
    private final Nonces nonces = new Nonces(() -> now);

    private Nonce read(String text) {
        return nonces.read(text, HOME, LIFETIME);
    }

    private boolean use(Nonce nonce, long count) {
        return nonces.use(nonce, count, LIFETIME, 3);
    }

    @Test
    void eachIsGoodForItsTimeAndWhereItWasSentTo() {
        String first = nonces.make(HOME);
        assertNotEquals(first, nonces.make(HOME));
        now += LIFETIME.toNanos();
        assertNotNull(read(first));
        assertNull(nonces.read(first, new Source("192.0.2.2"), LIFETIME));
        assertNull(new Nonces(() -> now).read(first, HOME, LIFETIME), "of another run");
        now++;
        assertNull(read(first));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "====", "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", "\u00e4"})
    void whatIsNoneIsStale(String text) {
        assertNull(read(text));
        String made = nonces.make(HOME);
        for (int i = 0; i < made.length() - 1; i++) {
            char other = made.charAt(i) == 'A' ? 'B' : 'A';
            assertNull(read(made.substring(0, i) + other + made.substring(i + 1)));
        }
        assertNull(read(made + "AAAA"));
    }

    @Test
    void aCountIsThereOnceAndMayBeOvertaken() {
        Nonce nonce = read(nonces.make(HOME));
        assertTrue(use(nonce, 1));
        assertFalse(use(nonce, 1));
        assertTrue(use(nonce, 4));
        assertTrue(use(nonce, 3));
        assertFalse(use(nonce, 3));
        assertFalse(use(nonce, 4));
        assertTrue(use(nonce, 66));
        assertFalse(use(nonce, 2), "too far behind to be known");
        assertFalse(use(nonce, 3));
        assertTrue(use(nonce, 5));
        assertTrue(use(nonce, 0xffffffffL));
        assertFalse(use(nonce, 0xffffffffL));
        assertFalse(use(nonce, 66));
    }

    @Test
    void whereThereAreTooManyTheOldestAreGivenUpAndNotReplayed() {
        Nonce unused = read(nonces.make(HOME));
        Nonce first = read(nonces.make(HOME));
        assertTrue(use(first, 1));
        for (int i = 0; i < 3; i++) {
            assertTrue(use(read(nonces.make(HOME)), 1));
        }
        assertEquals(3, nonces.size());
        assertFalse(use(first, 1));
        assertFalse(use(first, 2));
        assertFalse(use(unused, 1), "as old");
        assertEquals(3, nonces.size());
    }

    @Test
    void thoseWhoseTimeIsOverAreForgotten() {
        Nonce old = read(nonces.make(HOME));
        assertTrue(use(old, 1));
        now += LIFETIME.toNanos() + 1;
        assertTrue(use(read(nonces.make(HOME)), 1));
        assertEquals(1, nonces.size());
        assertFalse(use(old, 1), "while its user was looked for, it became too old");
    }

    @ParameterizedTest
    @CsvSource({"192.0.2.1, 192.0.2.1, true", "192.0.2.1, 192.0.2.2, false", "2001:db8::1, 2001:db8:0:0:ffff::2, true",
        "2001:db8::1, 2001:db8:0:1::1, false", "fe80::1%1, fe80::2%1, true"})
    void anIpv6NetworkIsOneSource(String one, String other, boolean same) {
        assertEquals(same, Source.of(new Flow("udp", one, 1)).equals(Source.of(new Flow("tcp", other, 2))));
    }
}
