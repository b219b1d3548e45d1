package imc.transport.sip.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import imc.api.SipAddress;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatternsTest {

    @DisplayName("an expression matches an address as it is spelt and as it is read")
    @ParameterizedTest(name = "{0} and {1}: {2}")
    @CsvSource({
        "sip:küche.*,            sip:k%C3%BCche1@example.com,    true",
        "sip:küche.*,            sip:k%c3%bcche1@example.com,    true",
        "sip:küche.*,            sip:küche1@example.com,         true",
        "sip:küche.*,            sips:küche1@example.com,        true",
        "sip:k%C3%BCche.*,       sip:küche1@example.com,         true",
        "sip:\uD83D\uDE00@.*,    sip:%F0%9F%98%80@example.com,   true",
        "sip:kuche.*,            sip:k%C3%BCche1@example.com,    false",
        // an escaped @ is no end of the user part, and octets that are no UTF-8 are no letter
        "sip:chat@inner.*,       sip:chat%40inner@example.com,   false",
        "sip:k\u00FCche.*,       sip:k%FCche1@example.com,       false",
        "'sip:chat-.*, sip:küche.*', sip:chat-1@example.com,     true"})
    void match(String expressions, String address, boolean matches) {
        assertEquals(matches, Patterns.list(expressions).match(SipAddress.parse(address)));
    }
}
