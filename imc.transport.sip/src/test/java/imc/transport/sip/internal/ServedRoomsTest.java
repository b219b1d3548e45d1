package imc.transport.sip.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.SipAddress;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

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
}
