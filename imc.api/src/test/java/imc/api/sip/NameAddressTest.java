package imc.api.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;

class NameAddressTest {

    @Test
    void withBracketsTheUriKeepsItsParameters() {
        assertEquals(new NameAddress("sip:bob@host;transport=tcp", Map.of("expires", "60", "q", "0.5")),
                NameAddress.parse("\"Bob \\\" <x>; y\" <sip:bob@host;transport=tcp>;expires=60 ; q=0.5"));
    }

    @Test
    void withoutBracketsParametersBelongToTheHeader() {
        assertEquals(new NameAddress("sip:bob@host", Map.of("expires", "60")),
                NameAddress.parse("sip:bob@host;expires=60"));
    }

    @Test
    void aQuotedParameterMayContainAnything() {
        assertEquals(Map.of("+sip.instance", "<urn:uuid:1;2>", "ob", ""),
                NameAddress.parse("<sip:bob@host>;+sip.instance=\"<urn:uuid:1;2>\";ob").parameters());
    }

    @Test
    void aBracketedParameterStaysInOnePiece() {
        assertEquals(Map.of("x", "<a;expires=1>", "q", "1"),
                NameAddress.parse("<sip:bob@host>;x=<a;expires=1>;q=1").parameters());
    }

    @Test
    void whatHasNoUriIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> NameAddress.parse("<sip:bob@host"));
        assertThrows(IllegalArgumentException.class, () -> NameAddress.parse("\"Bob\" <>"));
        assertThrows(IllegalArgumentException.class, () -> NameAddress.parse(";expires=1"));
    }
}
