package imc.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SipAddressTest {

    private static final SipAddress ROOM = SipAddress.parse("sip:chat-000@example.com");

    @ParameterizedTest
    @CsvSource({
        "SIP:alice@EXAMPLE.com, sip:alice@example.com",
        "sip:alice@example.com:5080, sip:alice@example.com",
        "sip:alice@example.com;transport=tcp, sip:alice@example.com",
        "sip:alice@example.com?Subject=x@y, sip:alice@example.com",
        "sip:alice:secret@example.com, sip:alice@example.com",
        "sip:%61lice@example.com, sip:alice@example.com",
        "sip:a%2bb@example.com, sip:a%2Bb@example.com",
        "sips:alice@example.com, sip:alice@example.com",
        "<sip:alice@example.com>;tag=1, sip:alice@example.com",
        "'\"A <b> c\" <sip:alice@example.com;x=y>', sip:alice@example.com",
        "sip:alice@[2001:DB8::1]:5060, sip:alice@[2001:db8::1]",
        "sip:alice@[0:0:0:0:0:0:0:1], sip:alice@[::1]",
        "sip:alice@[2001:db8:0:0:0:0:192.0.2.1], sip:alice@[2001:db8::c000:201]",
        "sip:alice@example.com., sip:alice@example.com",
        "tel:+1-201-555-0123, tel:+12015550123",
        "tel:7042;PHONE-context=Example.com, tel:7042;phone-context=example.com",
        "sip:user;par=u%40example.net@example.com, sip:user;par=u%40example.net@example.com"
    })
    void spellingsOfOneUserAreEqual(String one, String other) {
        assertEquals(SipAddress.parse(one), SipAddress.parse(other));
        assertEquals(SipAddress.parse(one).hashCode(), SipAddress.parse(other).hashCode());
    }

    /** The examples of RFC 5952 §1 and §4, and the ends of what can be written. */
    @ParameterizedTest
    @CsvSource({"2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1", "2001:0db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "2001:db8::0:1, 2001:db8::1", "2001:DB8:AAAA:bbbb:cccc:dddd:eeee:aaaa, 2001:db8:aaaa:bbbb:cccc:dddd:eeee:aaaa",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1", "2001:db8::1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "2001:0:0:1:0:0:0:1, 2001:0:0:1::1", "0:0:0:0:0:0:0:0, ::", "::, ::", "1::, 1::", "0:0:0:0:0:ffff:c000:201,"
            + " ::ffff:192.0.2.1", "::FFFF:192.0.2.1, ::ffff:192.0.2.1", "0:0:1:0:0:0:0:0, 0:0:1::"})
    void anIpv6AddressIsShownAndStoredInOneSpelling(String written, String shown) {
        assertEquals("sip:a@[" + shown + "]", SipAddress.parse("sip:a@[" + written + "]:5060;x").toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "1:2", ":", ":::", "1::2::3", "1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7::8", "12345::",
        "::1.2.3", "::1.2.3.256", "1.2.3.4::", "1:", ":1", "::1:", "1.2.3.4"})
    void whatIsNoIpv6AddressIsNoHost(String host) {
        assertThrows(IllegalArgumentException.class, () -> SipAddress.parse("sip:a@[" + host + "]"));
    }

    @ParameterizedTest
    @CsvSource({
        "sip:Alice@example.com, sip:alice@example.com",
        "sip:alice@[::ffff:192.0.2.1], sip:alice@192.0.2.1",
        "sip:alice@example.com, sip:alice@example.org",
        "sip:a%2Bb@example.com, sip:a+b@example.com",
        "tel:7042;phone-context=a.com, tel:7042;phone-context=b.com",
        "tel:+1201, sip:+1201@example.com"
    })
    void differentUsersAreNotEqual(String one, String other) {
        assertNotEquals(SipAddress.parse(one), SipAddress.parse(other));
    }

    @ParameterizedTest
    @CsvSource({
        "bob, sip:bob@example.com",
        "bob@other.org, sip:bob@other.org",
        "sip:bob, sip:bob@example.com",
        "<sip:bob@other.org>, sip:bob@other.org",
        "a%40b, sip:a%40b@example.com",
        "jürgen, sip:j%C3%BCrgen@example.com",
        "tel:+1201, tel:+1201"
    })
    void aCommandsArgumentTakesWhatIsMissingFromTheRoom(String argument, String expected) {
        assertEquals(expected, SipAddress.resolve(argument, ROOM).toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "alice", "sip:@example.com", "sip:example.com", "http://example.com/a", "sip:a b@c.com",
        "sip:a%4@example.com", "sip:a%00b@example.com", "sip:a@", "sip:a@exa mple.com", "sip:a@-x-", "<sip:a@b.c",
        "tel:", "tel:abc!", "sip:a\"b@example.com", "sip:a@b@c.com"})
    void whatIsNoAddressIsRefusedWithAReason(String text) {
        String reason = assertThrows(IllegalArgumentException.class, () -> SipAddress.parse(text)).getMessage();
        assertTrue(reason != null && reason.length() > 10, reason);
    }

    @Test
    void aPartMayHave128Characters() {
        assertEquals(128, SipAddress.parse("sip:" + "a".repeat(128) + "@example.com").user().length());
        String reason = assertThrows(IllegalArgumentException.class,
                () -> SipAddress.parse("sip:" + "a".repeat(600) + "@example.com")).getMessage();
        assertEquals("the user part has 600 characters, at most 128 are allowed", reason);
    }

    @Test
    void peopleSeeTheUserPartWithoutEscapes() {
        assertEquals("jürgen", SipAddress.parse("sip:j%C3%BCrgen@example.com").displayUser());
        assertEquals("a@b", SipAddress.parse("sip:a%40b@example.com").displayUser());
        assertEquals("%FF", SipAddress.parse("sip:%ff@example.com").displayUser());
    }

    @Test
    void aUserPartCannotForgeALineOrTurnItsDirectionAround() {
        assertEquals("%E2%80%AEbob", SipAddress.parse("sip:%E2%80%AEbob@example.com").displayUser());
        assertThrows(IllegalArgumentException.class, () -> SipAddress.parse("sip:a%0Ab@example.com"));
    }

    @ParameterizedTest
    @CsvSource({"v%5D%20%5Bm, v%5D%20%5Bm", "a%C2%A0b, a%C2%A0b", "a%E2%80%8Bb, a%E2%80%8Bb",
        "a%E3%85%A4b, a%E3%85%A4b",
        "a%E2%80%83b, a%E2%80%83b", "a%C2%85b, a%C2%85b", "a%EF%B8%8Fb, a%EF%B8%8Fb", "a%EE%80%80b, a%EE%80%80b",
        "a%F3%A0%81%81b, a%F3%A0%81%81b", "a%E2%A0%80b, a%E2%A0%80b", "a%2520b, a%2520b",
        "a%2Cb, a%2Cb", "'a,b', 'a,b'",
        "caf%C3%A9, café", "cafe%CC%81, cafe%CC%81", "%C3%A9e%CC%81, %C3%A9e%CC%81", "%CC%B8bob, %CC%B8bob",
        "x%CC%82, x\u0302", "q%CC%A3%CC%87, q\u0323\u0307", "q%CC%87%CC%A3, q%CC%87%CC%A3",
        "%E1%84%92%E1%85%A1, %E1%84%92%E1%85%A1", "%ED%95%98, 하", "%EF%BD%82ob, %EF%BD%82ob",
        "v%EF%BC%BD, v%EF%BC%BD", "%C3%BC%EF%BC%BB%C3%BC, ü%EF%BC%BBü", "v%EF%B9%88, v%EF%B9%88",
        "v%E2%9F%A7, v%E2%9F%A7",
        "v%E3%80%91, v%E3%80%91", "%EF%BC%85, %EF%BC%85", "o%EF%AC%81, o%EF%AC%81", "%E2%84%AB, %E2%84%AB",
        "a%28b%29, a(b)", "%D0%B2%D0%BE%D1%8B, воы", "%E5%B1%B1%E7%94%B0, 山田",
        "%F0%9D%90%9Bob, %F0%9D%90%9Bob", "%E0%B8%99%E0%B9%89%E0%B8%B3, น้ำ", "%E3%85%8B%E3%85%8B, ㅋㅋ",
        "j%C3%BCrgen%20k, jürgen%20k", "%C3%BC%5B%F0%9F%98%80, ü%5B😀", "%FFa%C3%BC, %FFaü", "a%40b%3Ac, a@b:c"})
    void whatMakesADifferenceStaysEscapedForPeopleAndTheRestIsResolved(String user, String shown) {
        SipAddress address = SipAddress.parse("sip:" + user + "@example.com");
        assertEquals(shown, address.displayUser());
        assertEquals("[" + shown + "]", Room.empty(ROOM, false).label(address));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sip:alice@example.com", "sip:a%40b@example.com", "sip:a@[::1]",
        "sip:a@[::ffff:192.0.2.1]", "tel:+1201", "tel:7042;phone-context=example.com"})
    void anAddressComesBackFromItsColumns(String uri) {
        SipAddress address = SipAddress.parse(uri);
        assertEquals(address, SipAddress.of(address.user(), address.host()));
        assertEquals(uri, SipAddress.of(address.user(), address.host()).toString());
    }

    @Test
    void whatIsReadTheShortWayIsReadAsByTheLongOne() {
        List<String> behind = List.of("", ":5060", ":", ":x", ";transport=tcp", ";a=<sip:x@y.z>", ";a=b@c.d", "?a=b",
                " ", ":5060;a=b", "@c", ".", "-", "_", ">", "/");
        for (String user : List.of("bob", "Bob-1.x_y", "+1", "b%6Fb", "b;c", "b:c", "", "ü", "b b", "a".repeat(129))) {
            for (String host : List.of("example.com", "EXAMPLE.com", "10.0.0.1", "a_b", "_a", ".a", "-a", "a-.b",
                    "a..b", "[::1]", "", "h".repeat(129))) {
                for (String rest : behind) {
                    String text = "sip:" + user + "@" + host + rest;
                    assertEquals(outcome(() -> AddressReader.any(text, null)),
                            outcome(() -> SipAddress.parse(text)), text);
                }
            }
        }
    }

    private static String outcome(Supplier<SipAddress> reading) {
        try {
            return reading.get().toString();
        } catch (IllegalArgumentException e) {
            return e.getMessage();
        }
    }
}
