package imc.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoomTest {

    private static final SipAddress CHAT = SipAddress.parse("sip:chat@example.com");
    private static final SipAddress ALICE = SipAddress.parse("sip:alice@example.com");
    private static final SipAddress BOB = SipAddress.parse("sip:bob@example.com");

    private static Room with(int members) {
        return Room.of(CHAT, false, IntStream.range(0, members)
                .mapToObj(i -> new Member(SipAddress.parse("sip:user" + i + "@example.com"), Role.MEMBER)).toList());
    }

    @Test
    void aStateStaysAsItWasWhenTheRoomGoesOn() {
        Room before = Room.empty(CHAT, false).with(new Member(ALICE, Role.OWNER));
        Room after = before.with(new Member(BOB, Role.MEMBER));
        assertEquals(List.of(ALICE), before.present());
        assertEquals(List.of(ALICE, BOB), after.present());
        assertEquals(List.of(BOB), after.without(ALICE).present());
    }

    @Test
    void aNewRoleLeavesAMemberInPlace() {
        Room room = with(3).with(new Member(SipAddress.parse("sip:user0@example.com"), Role.ADMIN));
        assertEquals("sip:user0@example.com", room.members().get(0).address().toString());
        assertEquals(Role.ADMIN, room.members().get(0).role());
        assertEquals(3, room.members().size());
    }

    @Test
    void theInvitedAreNotPresent() {
        Room room = Room.empty(CHAT, true).with(new Member(ALICE, Role.OWNER)).with(new Member(BOB, Role.INVITED));
        assertEquals(List.of(ALICE), room.present());
        assertEquals(Optional.of(Role.INVITED), room.member(BOB).map(Member::role));
        assertEquals(Optional.of(ALICE), room.owner().map(Member::address));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 12, 13, 100, 10_000})
    void everyMemberOfARoomOfAnySizeIsFound(int size) {
        Room room = with(size);
        for (Member member : room.members()) {
            assertSame(member, room.member(member.address()).orElseThrow());
            assertFalse(room.without(member.address()).member(member.address()).isPresent());
            if (size == 10_000 && member.address().user().endsWith("99")) {
                break;
            }
        }
        assertTrue(room.member(ALICE).isEmpty());
        assertSame(room, room.without(ALICE));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 50})
    void namesakesAreToldApartByTheirHost(int others) {
        SipAddress namesake = SipAddress.parse("sip:alice@other.org");
        Room room = with(others).with(new Member(ALICE, Role.OWNER));
        assertEquals("[alice]", room.label(ALICE));
        assertEquals("[alice@other.org]", room.label(namesake));
        room = room.with(new Member(namesake, Role.MEMBER));
        assertEquals("[alice@example.com]", room.label(ALICE));
        assertEquals("[user0]", room.label(SipAddress.parse("sip:user0@example.com")));
    }

    @Test
    void aUserCannotStandTwiceInARoom() {
        Member alice = new Member(ALICE, Role.OWNER);
        assertThrows(IllegalArgumentException.class, () -> Room.of(CHAT, false, List.of(alice, alice)));
    }

    @Test
    void roomsWithTheSameMembersAreEqualInWhateverOrderTheyCame() {
        Member alice = new Member(ALICE, Role.OWNER);
        Member bob = new Member(BOB, Role.MEMBER);
        assertEquals(Room.of(CHAT, false, List.of(alice, bob)), Room.of(CHAT, false, List.of(bob, alice)));
        assertFalse(Room.of(CHAT, false, List.of(alice, bob)).equals(Room.of(CHAT, true, List.of(alice, bob))));
        assertFalse(Room.of(CHAT, false, List.of(alice)).equals(Room.of(CHAT, false, List.of(alice, bob))));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 12, 13, 14, 100})
    void aRoomThatGrowsAndShrinksFindsEverybodyAtEachStep(int size) {
        Room room = with(size);
        for (int i = 0; i < size; i++) {
            SipAddress comer = SipAddress.parse("sip:user" + i + "@other.org");
            assertTrue(room.member(comer).isEmpty());
            room = room.with(new Member(comer, Role.INVITED)).with(new Member(comer, Role.MEMBER));
            assertEquals(Role.MEMBER, room.member(comer).orElseThrow().role());
            assertEquals("[user" + i + "@other.org]", room.label(comer));
            room = room.without(SipAddress.parse("sip:user" + i + "@example.com"));
            assertEquals("[user" + i + "]", room.label(comer));
            assertEquals(size, room.present().size());
            for (Member member : room.members()) {
                assertSame(member, room.member(member.address()).orElseThrow());
            }
        }
    }

    @Test
    void whoComesAndGoesALotLeavesNoTrace() {
        Room room = with(20);
        for (int i = 0; i < 500; i++) {
            SipAddress comer = SipAddress.parse("sip:comer" + i % 70 + "@example.com");
            room = room.with(new Member(comer, Role.MEMBER)).with(new Member(ALICE, Role.MEMBER));
            assertTrue(room.member(comer).isPresent() && room.member(ALICE).isPresent());
            room = room.without(ALICE).without(comer);
            assertTrue(room.member(comer).isEmpty() && room.member(ALICE).isEmpty());
            assertEquals(with(20), room);
        }
    }

    @Test
    void theOthersAreAllWhoArePresentBut() {
        Room room = with(2).with(new Member(ALICE, Role.OWNER));
        SipAddress first = room.present().get(0);
        SipAddress second = room.present().get(1);
        assertEquals(List.of(second, ALICE), room.presentBut(first));
        assertEquals(List.of(first, second), room.presentBut(ALICE));
        assertEquals(List.of(first, second, ALICE), room.presentBut(BOB));
        Room inviting = Room.empty(CHAT, true).with(new Member(BOB, Role.INVITED)).with(new Member(ALICE, Role.OWNER));
        assertEquals(List.of(), inviting.presentBut(ALICE));
        assertEquals(List.of(ALICE), inviting.presentBut(BOB));
        assertEquals(List.of(first, second, ALICE, BOB), room.presentAnd(BOB));
        assertEquals(List.of(ALICE, first), inviting.presentAnd(first));
        assertThrows(UnsupportedOperationException.class, () -> room.present().set(0, BOB));
    }
}
