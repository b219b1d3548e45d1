package imc.api.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import imc.api.Member;
import imc.api.Role;
import imc.api.SipAddress;
import org.junit.jupiter.api.Test;

class ChangeTest {

    private static final SipAddress ROOM = SipAddress.parse("sip:chat-1@example.com");
    private static final SipAddress ALICE = SipAddress.parse("sip:alice@example.com");

    @Test
    void whereThereIsNoRoomNothingIsRemoved() {
        assertNull(new Change.RoomDestroyed(ROOM).applyTo(null));
        assertNull(new Change.MemberRemoved(ROOM, ALICE).applyTo(null));
    }

    @Test
    void whereThereIsNoRoomOneIsCreated() {
        assertEquals(ROOM, new Change.RoomCreated(ROOM, true).applyTo(null).address());
    }

    @Test
    void whereThereIsNoRoomNobodyIsPutIntoItAndTheRoomIsNamed() {
        Change put = new Change.MemberPut(ROOM, new Member(ALICE, Role.OWNER));
        String why = assertThrows(IllegalArgumentException.class, () -> put.applyTo(null)).getMessage();
        assertEquals("there is no room sip:chat-1@example.com to put sip:alice@example.com into", why);
    }
}
