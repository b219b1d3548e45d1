package imc.transport.sip.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.SipAddress;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServedRoomsTest {

    private static SipAddress address(String text) {
        return SipAddress.parse(text);
    }

    @Test
    @DisplayName("rooms can have the addresses that rooms matches, but for the manager's, as configured now")
    void patterns() {
        ServedRooms rooms = new ServedRooms(Map.of());
        assertTrue(rooms.serves(address("sip:chat-5@example.com")));
        assertTrue(rooms.serves(address("sips:chat-5@example.com")));
        assertFalse(rooms.serves(address("sip:lunch@example.com")));
        assertFalse(rooms.serves(address("sip:chat-manager@example.com")));
        assertTrue(rooms.isManager(address("sip:chat-manager@example.com")));
        assertFalse(rooms.isManager(address("sip:chat-5@example.com")));
        assertEquals("sip:chat-.* without sip:chat-manager@.*", rooms.description());
        rooms.modified(Map.of("rooms", "sip:room-\\d+@.*, sip:lunch@.*", "manager", ""));
        assertTrue(rooms.serves(address("sip:lunch@example.com")));
        assertFalse(rooms.serves(address("sip:chat-5@example.com")));
        assertEquals("sip:room-\\d+@.*, sip:lunch@.*", rooms.description());
        rooms.modified(Map.of("rooms", "sip:[", "manager", ""));
        assertTrue(rooms.serves(address("sip:lunch@example.com")), "what is not allowed is not in force");
    }

    @ParameterizedTest
    @DisplayName("a room's address is no user's, be there a room or not; a pattern for all of a host tells no users")
    @CsvSource(delimiter = '|', value = {"sip:chat-.*|sip:bob@h|true", "sip:chat-.*|sip:chat-9@h|false",
        "sip:chat-.*|sips:ch%61t-9@h|false", "sip:chat-.*|sip:chat-manager@h|false", "sip:.*|sip:bob@h|true",
        "sip:.*|sip:chat-manager@h|false", "sip:.*@h|sip:bob@h|true", "sip:.*@h|sip:bob@g|true",
        ".*|tel:+12345|true", "tel:\\+49.*|tel:+4912345|false", "''|sip:chat-9@h|true"})
    void users(String patterns, String address, boolean canBeUser) {
        ServedRooms rooms = new ServedRooms(Map.of("rooms", patterns));
        for (int i = 0; i < 2; i++) {
            assertEquals(canBeUser, rooms.canBeUser(address(address)));
        }
    }
}
