package imc.offline.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.Content;
import imc.api.SipAddress;
import imc.api.config.Settings;
import imc.api.offline.OfflineMessage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When it was said is written where the name ends, and nowhere else. */
class DelayedTextTest {

    private static final Instant SENT = Instant.parse("2026-11-26T23:05:00Z");
    private static final SipAddress ALICE = SipAddress.parse("sip:alice@example.com");

    private static OfflineMessage message(Content content) {
        return new OfflineMessage(ALICE, ALICE, ALICE, content, Map.of(), SENT, Instant.MAX);
    }

    private static Content late(String pattern, Content content) {
        return new DelayedText(pattern, ZoneId.of("Europe/Berlin")).of(message(content), SENT.plusSeconds(60));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "EEE HH:mm | [alice]: hi [x]: y | [alice, Fri 00:05]: hi [x]: y",
        "yyyy-MM-dd HH:mm | [al@[2001:db8::1]]: hi | [al@[2001:db8::1], 2026-11-27 00:05]: hi",
        "EEE HH:mm | no name: ]: hi | no name: ]: hi",
        "EEE HH:mm | [alice] says | [alice] says"})
    void whereTheNameEnds(String pattern, String text, String expected) {
        assertEquals(expected, late(pattern, Content.text(text)).asText());
    }

    @Test
    void bytesAroundItStayAsTheyAre() {
        Content latin = new Content("text/plain;charset=ISO-8859-1", "[j\u00f6rg]: \u00e4".getBytes(
                StandardCharsets.ISO_8859_1));
        assertEquals("[j\u00f6rg, Fri 00:05]: \u00e4", late("EEE HH:mm", latin).asText());
        assertEquals(latin.type(), late("EEE HH:mm", latin).type());
    }

    @Test
    void notInWhatIsNoTextNorWhereNobodyWantsItNorInWhatIsNotLate() {
        Content image = new Content("image/png", "[a]: ".getBytes(StandardCharsets.US_ASCII));
        assertSame(image, late("EEE HH:mm", image));
        Content text = Content.text("[alice]: hi");
        assertSame(text, late("", text));
        assertSame(text, new DelayedText("EEE HH:mm", ZoneId.of("UTC")).of(message(text), SENT.plusSeconds(59)));
    }

    @Test
    void aPatternOrAZoneThatIsNoneIsRefused() {
        List<String> refused = new ArrayList<>();
        Settings settings = OfflineSettings.initial().with(Map.of("delayed_text", "bogus", "time_zone", "Mars",
                "expires", "59"), refused::add);
        assertEquals(OfflineSettings.initial(), settings);
        assertEquals(3, refused.size());
        assertTrue(refused.toString().contains("imc.offline: delayed_text = 'bogus' is refused ("), refused.toString());
        new OfflineCheck().check(Map.of("delayed_text", "'\u00fc'", "time_zone", ""), refused::add);
        assertEquals(4, refused.size());
    }

    @Test
    void oneMembersBoxThatIsLargerThanAllTogetherIsTold() {
        List<String> advice = new ArrayList<>();
        new OfflineCheck().advise(Map.of("max_per_member", "50", "max_messages", "50"), advice::add);
        new OfflineCheck().advise(Map.of(), advice::add);
        new OfflineCheck().advise(Map.of("max_messages", "0"), advice::add);
        assertEquals(List.of(), advice);
        new OfflineCheck().advise(Map.of("max_messages", "50"), advice::add);
        assertEquals(List.of("imc.offline: max_per_member = '100' is more than max_messages = '50', so that one"
                + " member's messages may use up all of it; right would be less"), advice);
    }
}
