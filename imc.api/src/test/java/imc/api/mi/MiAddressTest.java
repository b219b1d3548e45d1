package imc.api.mi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.SipAddress;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MiAddressTest {

    @ParameterizedTest
    @DisplayName("an address may be written without its scheme")
    @CsvSource({"bob@example.com, sip:bob@example.com", "sip:bob@example.com, sip:bob@example.com",
        "sips:bob@example.com, sips:bob@example.com", "tel:+49301234, tel:+49301234"})
    void read(String text, String address) throws MiException {
        assertEquals(SipAddress.parse(address), MiAddress.of("user", text));
    }

    @ParameterizedTest
    @DisplayName("what is none is named with its parameter, and with what is allowed")
    @ValueSource(strings = {"", "bob", "a%4@example.com", "http://example.com"})
    void refused(String text) {
        MiException refusal = assertThrows(MiException.class, () -> MiAddress.of("user", text));
        assertEquals(400, refusal.code());
        assertTrue(refusal.getMessage().startsWith("the parameter 'user' is '" + text + "', which is no address: "),
                refusal::getMessage);
        assertTrue(refusal.getMessage().endsWith("; sip:user@host or user@host is allowed"), refusal::getMessage);
    }
}
