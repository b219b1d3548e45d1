package imc.transport.sip.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.SipAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoomAdviceTest {

    private static List<String> on(Map<String, Object> configuration) {
        return RoomAdvice.on(RoomSettings.after(RoomSettings.initial(), configuration, refusal -> {
            throw new AssertionError(refusal);
        }));
    }

    @ParameterizedTest
    @CsvSource({"rooms, chat-.*, sip:chat-.*", "rooms, '', sip:chat-.*", "rooms, 'sip:chat-.*, lunch', sip:lunch",
        "rooms, SIP:chat-.*, would be sip:chat-.*", "rooms, sip:chat-[0-9]+, sip:chat-[0-9]+@.*",
        "rooms, 'sip:chat-.*@example\\.com:5060', 'would be sip:chat-.*@example\\.com'",
        "manager, chat-manager, sip:chat-manager"})
    @DisplayName("what is most likely not meant is said, with PID, key, value and what would be right")
    void advice(String key, String value, String right) {
        List<String> advice = on(Map.of(key, value));
        assertEquals(1, advice.size(), advice.toString());
        assertTrue(advice.get(0).startsWith("imc.transport.sip: " + key + " = '"), advice.get(0));
        assertTrue(advice.get(0).contains(right), advice.get(0));
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', value = {"sips:chat-.*, sip:chat-x@h", "SIP:chat-.*, sip:chat-x@h",
        "SIPS:chat-[0-9]+, sip:chat-7@h", "sip://chat-.*, sip:chat-x@h", "^sips:chat-.*$, sip:chat-x@h",
        "sip:chat-*, sip:chat-x@h", "sip:chat-*@example.com, sip:chat-x@example.com", "sip:*, sip:chat-x@h",
        "sip:*@example.com, sip:chat-x@example.com", "chat-*, sip:chat-x@h",
        "chat-*@example.com, sip:chat-x@example.com",
        "^sip:chat-[a-z]+$, sip:chat-x@h", "^sip:chat-[a-z]+, sip:chat-x@h", "sip:chat-[a-z]+$, sip:chat-x@h",
        "(?i)sip:chat-[a-z]+, sip:CHAT-x@h", "sip:chat-[0-9]{3}, sip:chat-123@h", "^chat-[a-z]+$, sip:chat-x@h",
        "sip:chat-[0-9]+|sip:talk-[0-9]+, sip:chat-7@h", "sip:(chat|talk)-\\d+, sip:talk-7@h",
        "<sip:chat-.*>, sip:chat-x@h", "\"sip:chat-.*\", sip:chat-x@h", "'chat-.*', sip:chat-x@h",
        "sip:chat-.*;transport=tcp, sip:chat-x@h", "sip:chat-.*@Example\\.COM, sip:chat-x@example.com",
        "SIPS:chat-*@Example.com:5061;transport=tls, sip:chat-x@example.com"})
    @DisplayName("what is said to be right matches what was meant, and nothing more is said of it")
    void pasted(String value, String meant) {
        for (String key : List.of("rooms", "manager")) {
            List<String> advice = on(key.equals("rooms") ? Map.of(key, value)
                    : Map.of(key, value, "rooms", "sip:other@.*"));
            assertEquals(1, advice.size(), advice.toString());
            assertTrue(advice.get(0).startsWith("imc.transport.sip: " + key + " = '" + value + "': "), advice.get(0));
            String right = advice.get(0).replaceFirst(".*; right would be ", "");
            assertTrue(Patterns.list(right).match(SipAddress.parse(meant)), advice.get(0));
            assertEquals(List.of(), on(Map.of("rooms", right)), right);
        }
    }

    @ParameterizedTest
    @CsvSource({"sip:chat-.*, sip:.*", "sip:chat-.*, sip:chat-.*", "sip:chat-[0-9]+@.*, sip:chat-.*",
        "'sip:chat-.*, sip:lunch@.*', 'sip:(chat-.*|lunch@.*)'", "sip:.*@example\\.com, '.*@example\\.com'",
        "(?i)sip:chat-.*, .*", "'sip:chat-.*', 'sip:x@.*, sip:[a-z]+-.*'", "sip:lunch@.*, sip:lunch@.*"})
    @DisplayName("a manager that takes every room is told of, whatever the expressions look like")
    void managerOfAllRooms(String rooms, String manager) {
        List<String> advice = on(Map.of("rooms", rooms, "manager", manager));
        assertEquals(1, advice.size(), advice.toString());
        assertEquals(
                "imc.transport.sip: manager = '" + manager + "': it matches every room of rooms = '" + rooms + "', so "
                + "that whatever is sent to a room is taken for a command; right would be one address, like "
                + "sip:chat-manager@.*", advice.get(0));
    }

    @ParameterizedTest
    @CsvSource({"sip:chat-.*, sip:chat-manager@.*", "'sip:chat-.*, sip:chat-manager@.*', sip:chat-manager@.*",
        "sip:.*@example\\.com, sip:.*@manage\\.example", "sip:.*, sip:chat-.*", "'sip:chat-.*, tel:.*', sip:.*"})
    @DisplayName("nothing is said of a manager that leaves rooms some addresses")
    void managerOfSomeRooms(String rooms, String manager) {
        assertEquals(List.of(), on(Map.of("rooms", rooms, "manager", manager)));
    }

    @Test
    @DisplayName("whoever has the file checked is told the same as the log")
    void check() {
        Map<String, String> values = Map.of("rooms", "chat-.*", "listen", "udp:127.0.0.1:5060");
        List<String> advice = new ArrayList<>();
        new RoomCheck().advise(values, advice::add);
        assertEquals(on(Map.copyOf(values)), advice);
        assertEquals(1, advice.size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"sip:chat-.*", ".*", "sip:.*@example\\.com", "(?i)SIP:Chat-.*", "[a-z]+:chat-.*",
        "sip:chat-[^@]+@h", "sip:\\S+", "tel:\\+1.*", "sip:(chat|talk)-[0-9]+@(a|b)\\.example", "(sip|tel):.*",
        "^sip:chat-.*@example\\.com$", "sip:chat-[a-z*]*@h", "sip:chat-\\d*@h", "(?i)sip:chat-.*@Example\\.com",
        "sip:(chat-)*x@h"})
    @DisplayName("nothing is said of what may be meant")
    void noAdvice(String rooms) {
        assertEquals(List.of(), on(Map.of("rooms", rooms)));
    }

    @Test
    @DisplayName("nothing is said of the defaults, nor of no manager")
    void defaults() {
        assertEquals(List.of(), on(Map.of()));
        assertEquals(List.of(), on(Map.of("manager", "")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sip:(a+)+@h", "sip:(a|aa)+@h"})
    @DisplayName("an expression that takes too long for an address does not match it, and takes no time")
    void catastrophe(String rooms) {
        Patterns patterns = Patterns.list(rooms);
        SipAddress hostile = SipAddress.of("a".repeat(100), "example.com");
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
            for (int i = 0; i < 20; i++) {
                assertFalse(patterns.match(hostile));
            }
        });
        assertTrue(patterns.match(SipAddress.of("a".repeat(25), "h")));
    }
}
