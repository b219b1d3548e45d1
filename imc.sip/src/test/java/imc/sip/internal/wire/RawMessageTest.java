package imc.sip.internal.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RawMessageTest {

    private static List<String> values(String line, String name) {
        byte[] head = ("REGISTER sip:example.com SIP/2.0\r\n" + line).getBytes(StandardCharsets.UTF_8);
        return RawMessage.of(head, head.length, new byte[0]).headers().all(name);
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
}
