package imc.sip.internal.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import imc.api.sip.SipHeaders;
import imc.api.sip.SipHeaders.Field;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeaderFieldsTest {

    private static List<String> values(String line, String name) {
        return fields("REGISTER sip:example.com SIP/2.0\r\n" + line).all(name);
    }

    private static SipHeaders fields(String head) {
        return HeaderFields.of(HeadScan.ofPart(head.getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"Contact: | Contact", "m:  | Contact", "contact: , | Contact",
        "P-Asserted-Identity: | P-Asserted-Identity"})
    void aHeaderWithoutAValueIsNoneThatIsMissing(String line, String name) {
        assertEquals(List.of(""), values(line, name));
    }

    @Test
    void whatMayBeEmptyIsAsIfItWereMissing() {
        assertEquals(List.of(), values("Supported: ", "Supported"));
        assertEquals(List.of(), values("Via: x", "Contact"));
        assertEquals(List.of("<sip:a@h>", "<sip:b@h>"), values("Contact: <sip:a@h>, ,<sip:b@h>", "Contact"));
    }

    @Test
    void linesEndWithOrWithoutACarriageReturnAndGoOnBehindABlank() {
        assertEquals(List.of(new Field("Subject", "one two three"), new Field("X-A", "b"), new Field("X-C", "d\re")),
                fields("MESSAGE sip:a@h SIP/2.0\r\nSubject: one\r\n two\n\tthree\nX-A:b\r\nno header\r\nX-C: d\re")
                        .fields());
    }

    @Test
    void namesAreGivenInFullAndListsInParts() {
        assertEquals(List.of("a", "\"x, y\" <sip:b>"), values("k: a,\"x, y\" <sip:b>", "Supported"));
        assertEquals(List.of("a, b"), values("SUBJECT: a, b", "Subject"));
        assertEquals(List.of("SIP/2.0/UDP h", "SIP/2.0/TCP i"), values("V:SIP/2.0/UDP h ,SIP/2.0/TCP i", "Via"));
    }
}
