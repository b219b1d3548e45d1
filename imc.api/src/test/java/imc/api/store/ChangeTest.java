package imc.api.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import imc.api.Member;
import imc.api.Properties;
import imc.api.Role;
import imc.api.Room;
import imc.api.SipAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    private static Change topic(String value) {
        return new Change.RoomPropertyPut(ROOM, "topic", Optional.ofNullable(value));
    }

    private static Change mute(String value) {
        return new Change.MemberPropertyPut(ROOM, ALICE, "mute", Optional.ofNullable(value));
    }

    private static Map<String, String> alices(Room room) {
        return room.member(ALICE).orElseThrow().properties().asMap();
    }

    @Test
    void propertiesComeAndGoAndStayWithAMemberOfAnotherRole() {
        Room room = Change.apply(List.of(new Change.RoomCreated(ROOM, true),
                new Change.MemberPut(ROOM, new Member(ALICE, Role.OWNER)), topic("Friday"), mute("yes")), null);
        assertEquals(Map.of("topic", "Friday"), room.properties().asMap());
        assertEquals(Map.of("mute", "yes"), alices(room));

        Room other = new Change.MemberPut(ROOM, new Member(ALICE, Role.ADMIN)).applyTo(room);
        assertEquals(Role.ADMIN, other.member(ALICE).orElseThrow().role());
        assertEquals(Map.of("mute", "yes"), alices(other));
        assertEquals(Map.of("topic", "Friday"), other.properties().asMap());
        assertEquals(Map.of("topic", "Friday"),
                new Change.MemberRemoved(ROOM, ALICE).applyTo(room).properties().asMap());

        assertEquals(Map.of(), topic(null).applyTo(room).properties().asMap());
        assertEquals(Map.of(), alices(mute(null).applyTo(room)));
        assertSame(room, mute("yes").applyTo(topic("Friday").applyTo(room)), "nothing changes");
        assertEquals(Map.of(), new Change.RoomCreated(ROOM, true).applyTo(room).properties().asMap());
    }

    @Test
    void aPutMemberBringsNoPropertiesAndSaysSo() {
        Member alice = new Member(ALICE, Role.OWNER);
        assertEquals(new Change.MemberPut(ROOM, alice),
                new Change.MemberPut(ROOM, alice.with(Properties.of(Map.of("mute", "yes")))));
    }

    @Test
    void aPropertyOfWhatIsNotThereIsRefusedAndCanBeTakenAway() {
        Room empty = Room.empty(ROOM, false);
        assertNull(topic(null).applyTo(null));
        assertNull(mute(null).applyTo(null));
        assertSame(empty, mute(null).applyTo(empty));
        assertEquals("there is no room sip:chat-1@example.com to have the property 'topic'",
                assertThrows(IllegalArgumentException.class, () -> topic("x").applyTo(null)).getMessage());
        assertEquals("there is no sip:alice@example.com in the room sip:chat-1@example.com to have the property 'mute'",
                assertThrows(IllegalArgumentException.class, () -> mute("x").applyTo(empty)).getMessage());
        assertThrows(IllegalArgumentException.class,
                () -> new Change.RoomPropertyPut(ROOM, "No Name", Optional.empty()));
        assertThrows(IllegalArgumentException.class, () -> topic("\0"));
    }
}
