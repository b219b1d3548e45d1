package imc.api.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class HeaderValuesTest {

    @Test
    void whatIsQuotedOrBracketedStaysTogether() {
        assertEquals(List.of("\"a, b\" <sip:a,b@h>", " <sip:c@h>;x=\"1,2\""),
                HeaderValues.split("\"a, b\" <sip:a,b@h>, <sip:c@h>;x=\"1,2\"", ','));
        assertEquals(List.of("<sip:a@h;lr>", "q=1", "x=\"<;>\""),
                HeaderValues.split("<sip:a@h;lr>;q=1;x=\"<;>\"", ';'));
    }

    @Test
    void anEscapedQuotationMarkClosesNothing() {
        assertEquals(List.of("\"a\\\", b\"", "c"), HeaderValues.split("\"a\\\", b\",c", ','));
        assertEquals(List.of("\"a\\\\\"", "c"), HeaderValues.split("\"a\\\\\",c", ','));
    }

    @Test
    void whatIsQuotedOpensNoBracketAndWhatIsBracketedNoQuotes() {
        assertEquals(List.of("\"<\"", "a"), HeaderValues.split("\"<\",a", ','));
        assertEquals(List.of("<sip:a\"b@h>", "c"), HeaderValues.split("<sip:a\"b@h>,c", ','));
        assertFalse(HeaderValues.isQuoteOpen("<sip:a\"b@h>"));
    }

    @Test
    void whatIsNotClosedReachesToTheEnd() {
        assertEquals(List.of("a", "\"b, c"), HeaderValues.split("a,\"b, c", ','));
        assertEquals(List.of("a", "<b, c"), HeaderValues.split("a,<b, c", ','));
        assertEquals(List.of("\"a\\"), HeaderValues.split("\"a\\", ','));
        assertTrue(HeaderValues.isQuoteOpen("a;b=\"c\\\""));
        assertFalse(HeaderValues.isQuoteOpen("a;b=\"c\""));
    }

    @Test
    void emptyPartsAreParts() {
        assertEquals(List.of("", "a", ""), HeaderValues.split(",a,", ','));
        assertEquals(List.of(""), HeaderValues.split("", ','));
    }

    @Test
    void theBracketThatOpensIsFound() {
        assertEquals(6, HeaderValues.indexOf("\"<a>\" <sip:a@h>", '<', 0));
        assertEquals(-1, HeaderValues.indexOf("\"<a>\"", '<', 0));
        assertEquals(-1, HeaderValues.indexOf("\"<a>", '<', 0));
    }
}
