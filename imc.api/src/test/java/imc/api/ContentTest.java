package imc.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ContentTest {

    @Test
    void textIsReadInTheCharsetThatItsTypeNames() {
        assertEquals("ü", new Content("text/plain", "ü".getBytes(UTF_8)).asText());
        assertEquals("ü", new Content("Text/Plain; charset=\"utf-16le\"", "ü".getBytes(UTF_16LE)).asText());
        assertEquals("ü", new Content("text/plain;charset = ISO-8859-1", "ü".getBytes(ISO_8859_1)).asText());
    }

    @Test
    void anUnknownCharsetLosesNoOctet() {
        byte[] octets = {(byte) 0xFC, 0x00, (byte) 0x80};
        Content content = new Content("text/plain;charset=no-such-charset", octets);
        assertEquals(3, content.asText().length());
        assertEquals(ISO_8859_1, content.charset());
    }

    @Test
    void aTypeIsTextWhateverItsCase() {
        assertTrue(new Content("TEXT/html", new byte[0]).isText());
        assertFalse(new Content("message/cpim", new byte[0]).isText());
        assertEquals("text/html", new Content("TEXT/html ; charset=x", new byte[0]).mediaType());
    }

    @Test
    void aTypeIsComparedWithoutCaseAndParameters() {
        assertTrue(new Content(" Message/CPIM ; charset=x", new byte[0]).is("message/cpim"));
        assertFalse(new Content("message/cpimx", new byte[0]).is("message/cpim"));
        assertFalse(new Content("x;message/cpim", new byte[0]).is("message/cpim"));
    }

    @Test
    void howATextBeginsIsToldInAnyCharset() {
        assertTrue(new Content("text/plain", "#ü".getBytes(UTF_8)).beginsWith("#"));
        assertTrue(new Content("text/plain;x=y;charset=utf-16le", "#ü".getBytes(UTF_16LE)).beginsWith("#"));
        assertTrue(new Content("text/plain", "§ü".getBytes(UTF_8)).beginsWith("§"));
        assertTrue(new Content("text/plain;charset=iso-8859-1", "§ü".getBytes(ISO_8859_1)).beginsWith("§"));
        assertFalse(new Content("text/plain;charset=us-ascii", "?".getBytes(UTF_8)).beginsWith("§"));
        assertFalse(new Content("text/plain", new byte[0]).beginsWith("#"));
    }

    @Test
    void aSemicolonWithinQuotesPartsNothing() {
        assertEquals(UTF_8, new Content("text/plain;a=\"b;charset=utf-16\"", new byte[0]).charset());
        assertEquals(UTF_8, new Content("text/plain;a=\"\\\";charset=utf-16\"", new byte[0]).charset());
        assertEquals(ISO_8859_1, new Content("text/plain;a=\";\";charset=\"iso-8859-1\"", new byte[0]).charset());
    }
}
