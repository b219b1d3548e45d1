package imc.registrar.internal;

import static imc.registrar.internal.Requests.register;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.sip.Flow;
import imc.api.sip.SipResponse;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How much memory bindings may take, of one user, from one source and all of them, and what happens beyond that. */
class BoundsTest {

    private static final int LONG = 900;

    private final SetClock clock = new SetClock();
    private final LocationTable table = new LocationTable(clock, new Ruids(null));
    private final Registrar registrar = Requests.registrar(table, clock);
    private int calls;

    @AfterEach
    void stop() {
        table.stop();
    }

    private static Flow from(int host) {
        return new Flow("udp", "192.0.2." + host, 5060);
    }

    private SipResponse registers(String user, Flow source, String contact) {
        return Requests.now(registrar, register(user, "call-" + calls++, 1, source, "Contact: " + contact))
                .orElseThrow();
    }

    private static String contact(int host, int length) {
        return "<sip:u@192.0.2." + host + ";x=" + "y".repeat(length) + '>';
    }

    private static void assertFull(SipResponse response, String words) {
        assertEquals(503, response.status());
        assertEquals(Optional.of("30"), response.headers().first("Retry-After"));
        assertTrue(response.reason().contains(words), response.reason());
    }

    @Test
    void aUsersContactsHaveABoundInBytes() {
        registrar.configure(Map.of("max_user_bytes", "5120"));
        assertEquals(200, registers("bob", from(1), "<sip:a@192.0.2.1>").status());
        assertEquals(200, registers("bob", from(1), contact(1, LONG)).status());
        SipResponse refused = registers("bob", from(1), contact(1, LONG).replace("u@", "v@"));
        assertEquals(403, refused.status());
        assertTrue(refused.reason().contains("at most 5120 are allowed"), refused.reason());
        assertEquals(200, registers("bob", from(1), "<sip:b@192.0.2.1>").status());
    }

    @Test
    void aSourceHasABoundAndOthersHaveTheirs() {
        registrar.configure(Map.of("max_source_bytes", "2048", "trusted_proxies", "192.0.2.9"));
        assertEquals(200, registers("a", from(1), "<sip:a@192.0.2.1>").status());
        assertEquals(200, registers("b", from(1), "<sip:b@192.0.2.1>").status());
        assertFull(registers("c", from(1), "<sip:c@192.0.2.1>"), "192.0.2.1");
        assertEquals(200, registers("c", from(2), "<sip:c@192.0.2.2>").status());
        for (int i = 0; i < 5; i++) {
            assertEquals(200, registers("user" + i, from(9), "<sip:c@192.0.2.2>").status());
        }
    }

    @Test
    void aNetworkOfOneIpv6SubscriberIsOneSource() {
        registrar.configure(Map.of("max_source_bytes", "1024"));
        assertEquals(200, registers("a", v6("1:0:0:0:1"), "<sip:a@[2001:db8:0:1::1]>").status());
        assertFull(registers("b", v6("1:0:0:0:2"), "<sip:b@[2001:db8:0:1::2]>"), "/64");
        assertEquals(200, registers("b", v6("2:0:0:0:2"), "<sip:b@[2001:db8:0:2::2]>").status());
    }

    private static Flow v6(String rest) {
        return new Flow("udp", "2001:db8:0:" + rest, 5060);
    }

    @Test
    void whenAllIsFullWhoeverIsRegisteredCanRefreshMoveAndUnregisterAndNobodyIsDrivenOut() {
        registrar.configure(Map.of("max_bytes", "3072", "max_source_bytes", "3072"));
        for (String user : new String[] {"a", "b", "c"}) {
            assertEquals(200, registers(user, from(1), "<sip:" + user + "@192.0.2.1>").status());
        }
        assertFull(registers("d", from(2), "<sip:d@192.0.2.2>"), "3072");
        assertFull(registers("a", from(1), "<sip:further@192.0.2.1>"), "3072");

        clock.forward(3000);
        assertEquals(200, registers("a", from(1), "<sip:a@192.0.2.1>").status());
        assertEquals(200, registers("a", from(1), "<sip:a@192.0.2.1>;+sip.instance=\"<urn:uuid:1>\"").status());
        assertEquals(200, registers("a", from(7), "<sip:a@192.0.2.7>;+sip.instance=\"<urn:uuid:1>\"").status());
        assertFull(registers("a", from(7), contact(7, LONG)), "3072");
        clock.forward(600);
        assertEquals(1, table.all(clock.getAsLong()).size());
        table.sweep();
        assertEquals(200, registers("d", from(2), "<sip:d@192.0.2.2>").status());
        assertEquals(200, registers("d", from(2), "<sip:d@192.0.2.2>;expires=0").status());
        assertEquals(200, registers("a", from(7), "<sip:a@192.0.2.7>;expires=0").status());
        assertEquals(0, table.bytes());
    }

    @Test
    void whatIsCountedIsGivenBackHoweverItWent() {
        for (int i = 0; i < 50; i++) {
            registers("user" + i, from(i), contact(i, 20 * (i % 10)));
            registers("user" + i, from(i), contact(i, 20 * (i % 7)));
            registers("user" + i, new Flow("tcp", "192.0.2." + i, 5060, 1 + i), "<sip:x@10.0.0.1>;q=0.3");
        }
        assertTrue(table.bytes() >= 100 * Binding.LEAST_BYTES);
        for (int i = 0; i < 50; i += 2) {
            table.ended(1 + i);
            Requests.now(registrar, register("user" + i, "all", 1, from(i), "Contact: *", "Expires: 0"));
        }
        clock.forward(3600);
        table.sweep();
        assertEquals(0, table.bytes());
        assertEquals(0, table.size());
    }

    @Test
    void aRequestWithVeryManyContactsIsRefusedUnread() {
        String[] lines = new String[21];
        for (int i = 0; i < lines.length; i++) {
            lines[i] = "Contact: <sip:u" + i + "@192.0.2.1>;expires=0";
        }
        SipResponse refused = Requests.now(registrar, register("bob", "b", 1, from(1), lines)).orElseThrow();
        assertEquals(403, refused.status());
        assertEquals("21 contacts in one request, at most 20 are allowed", refused.reason());
    }
}
