package imc.registrar.internal.uri;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The comparison of RFC 3261 §19.1.4, with the examples given there and those that clients bring. */
class ContactUriTest {

    @ParameterizedTest
    @CsvSource(delimiter = ' ', value = {
        "sip:%61lice@atlanta.com;transport=TCP sip:alice@AtLanTa.CoM;Transport=tcp",
        "sip:carol@chicago.com sip:carol@chicago.com;newparam=5",
        "sip:carol@chicago.com sip:carol@chicago.com;security=on",
        "sip:carol@chicago.com;newparam=5 sip:carol@chicago.com;security=on",
        "sip:biloxi.com;transport=tcp;method=REGISTER?to=sip:bob%40biloxi.com"
            + " sip:biloxi.com;method=REGISTER;transport=tcp?to=sip:bob%40biloxi.com",
        "sip:alice@atlanta.com?subject=project%20x&priority=urgent"
            + " sip:alice@atlanta.com?priority=urgent&subject=project%20x",
        "SIP:bob@biloxi.com sip:bob@biloxi.com",
        "sip:bob%3a@biloxi.com sip:bob%3A@biloxi.com",
        "sip:bob@biloxi.com:5060 sip:bob@biloxi.com:05060",
        "sip:bob@[::1] sip:bob@[0:0:0:0:0:0:0:1]",
        "sip:bob@[2001:DB8::1]:5071 sip:bob@[2001:db8:0:0:0:0:0:1]:5071",
        "sip:127.0.0.1:5071 sip:127.0.0.1:5071"})
    void theSame(String one, String other) {
        assertTrue(ContactUri.parse(one).matches(ContactUri.parse(other)));
        assertTrue(ContactUri.parse(other).matches(ContactUri.parse(one)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ' ', value = {
        "SIP:ALICE@AtLanTa.CoM;Transport=udp sip:alice@AtLanTa.CoM;Transport=UDP",
        "sip:bob@biloxi.com sip:bob@biloxi.com:5060",
        "sip:bob@biloxi.com sip:bob@biloxi.com;transport=udp",
        "sip:bob@biloxi.com:6000;transport=udp sip:bob@biloxi.com:6000;transport=tcp",
        "sip:carol@chicago.com sip:carol@chicago.com?Subject=next%20meeting",
        "sip:bob@phone21.boxesbybob.com sip:bob@192.0.2.4",
        "sip:carol@chicago.com;security=on sip:carol@chicago.com;security=off",
        "sip:bob@biloxi.com sips:bob@biloxi.com",
        "sip:bob@biloxi.com sip:biloxi.com",
        "sip:bob:secret@biloxi.com sip:bob@biloxi.com",
        "sip:bob%3B@biloxi.com sip:bob;@biloxi.com",
        "sip:bob@biloxi.com;ttl=1 sip:bob@biloxi.com",
        "sip:bob@biloxi.com;user=ip sip:bob@biloxi.com",
        "sip:bob@biloxi.com;maddr=192.0.2.4 sip:bob@biloxi.com",
        "sip:bob@biloxi.com;method=MESSAGE sip:bob@biloxi.com"})
    void different(String one, String other) {
        assertFalse(ContactUri.parse(one).matches(ContactUri.parse(other)));
        assertFalse(ContactUri.parse(other).matches(ContactUri.parse(one)));
    }
}
