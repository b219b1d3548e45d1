package imc.api.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.BadAddressException;
import imc.api.SipAddress;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class AddressTextsTest {

    private static final SipAddress BASE = SipAddress.parse("sip:chat-1@example.com");

    private static final List<String> WRONG = List.of("", "http://x", "sip:bob", "@example.com", "b\"b@example.com",
            "a b@example.com", "bob@-", "bob@[1:2]", "tel:x", "<sip:bob@example.com", "x".repeat(200) + "@example.com",
            "bob@" + "x".repeat(200), "a%4", "a%00");

    private static SipAddress read(String wrong) {
        return wrong.equals("sip:bob") ? SipAddress.parse(wrong) : SipAddress.resolve(wrong, BASE);
    }

    @Test
    @DisplayName("each thing that can be wrong is said in each language, in English as the message has it")
    void said() throws IOException {
        Set<String> keys = new HashSet<>();
        for (String wrong : WRONG) {
            BadAddressException refusal = assertThrows(BadAddressException.class,
                    () -> read(wrong), wrong);
            keys.add(refusal.key());
            assertEquals(refusal.getMessage(), AddressTexts.why(Language.NONE, refusal));
            for (String language : List.of("de", "fr")) {
                String why = AddressTexts.why(Language.of(language), refusal);
                assertNotEquals(refusal.getMessage(), why);
                refusal.arguments().forEach(each -> assertTrue(why.contains(each.toString()), why));
            }
        }
        Properties all = new Properties();
        all.load(new InputStreamReader(AddressTexts.class.getResourceAsStream("texts.properties"),
                StandardCharsets.UTF_8));
        assertEquals(all.keySet(), keys);
    }

    @Test
    @DisplayName("what somebody else refuses is said as he has said it")
    void others() {
        assertEquals("no", AddressTexts.why(Language.of("de"), new IllegalArgumentException("no")));
    }
}
