package imc.api.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.Room;
import imc.api.SipAddress;
import imc.api.command.Step;
import imc.api.store.Change;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RoomListTest {

    private static final SipAddress CHAT = SipAddress.parse("sip:chat-1@example.com");
    private static final RoomList BANS = new RoomList("ban", 6);

    private Room room = Room.empty(CHAT, false);

    private void put(Step step) {
        room = Objects.requireNonNull(Change.apply(step.changes(), room));
    }

    private static Listed listed(String who, long end, String reason) {
        return new Listed(who, end, "alice@example.com", reason);
    }

    @Test
    @DisplayName("what is written is read again: who, until when, by whom and why")
    void readAgain() {
        for (String user : List.of("sip:bob@example.com", "tel:+12015550123", "tel:0123;phone-context=+49",
                "sip:a%20b%C3%BC@[2001:db8::1]", "sip:*@example.com")) {
            SipAddress address = SipAddress.parse(user);
            Listed one = listed(Listed.key(address), 1_795_708_800L, "a b  c :ü😀");
            assertEquals(Optional.of(one), Listed.read(one.line().stripTrailing()));
            assertEquals(address, one.user());
            assertTrue(one.means(address));
            put(BANS.adding(Step.done(), room, one).orElseThrow());
        }
        assertEquals(5, BANS.of(room).size());
        assertEquals(Optional.of(listed("b@x", 0, "")), Listed.read(listed("b@x", 0, "").line().replace("\n", "")));
    }

    @Test
    @DisplayName("a line means the same address alone, or all of the host")
    void means() {
        Listed bob = listed("bob@example.com", 0, "");
        for (String other : List.of("Bob@example.com", "bob@xexample.com", "bob@xample.com", "xbob@example.com",
                "bo@example.com", "ob@example.com")) {
            assertEquals(false, bob.means(SipAddress.parse("sip:" + other)), other);
        }
        Listed host = listed("*@example.com", 0, "");
        assertTrue(host.means(SipAddress.parse("sip:anybody@example.com")));
        assertEquals(false, host.means(SipAddress.parse("sip:anybody@sub.example.com")));
        assertEquals(false, host.means(SipAddress.parse("tel:+1201")));
    }

    @Test
    @DisplayName("10,000 bans: 256 are taken, and no property is too long")
    void many() {
        for (int i = 0; i < RoomList.MOST; i++) {
            put(BANS.adding(Step.done(), room,
                    listed("user" + i + "@example.com", 1_795_708_800L, "x".repeat(20))).orElseThrow());
        }
        for (int i = RoomList.MOST; i < 10_000; i += 487) {
            Listed more = listed("user" + i + "@example.com", 0, "");
            assertEquals(Optional.empty(), BANS.adding(Step.done(), room, more));
        }
        put(BANS.adding(Step.done(), room, listed("user7@example.com", 0, "again")).orElseThrow());
        assertEquals(RoomList.MOST, BANS.of(room).size());
        assertTrue(room.properties().names().size() <= 6);
        put(BANS.dropping(Step.done(), room, each -> true));
        assertTrue(room.properties().isEmpty());
    }

    @Test
    @DisplayName("lines of the greatest length fill the list earlier, and all of them are kept until then")
    void longest() {
        List<Listed> all = new ArrayList<>();
        while (true) {
            Listed next = new Listed("x".repeat(124) + (1000 + all.size()) + "@" + "h".repeat(124) + ".com",
                    1_795_708_800L, "y".repeat(128) + "@" + "h".repeat(124) + ".com", "😀".repeat(200));
            Optional<Step> step = BANS.adding(Step.done(), room, next);
            if (step.isEmpty()) {
                break;
            }
            put(step.get());
            all.add(next);
        }
        assertEquals(24, all.size());
        assertEquals(all, BANS.of(room));
    }

    @Test
    @DisplayName("what somebody else has written into the property is passed over")
    void damaged() {
        put(Step.done().changing(new Change.RoomPropertyPut(CHAT, "ban.0",
                Optional.of("\n\nnonsense\nbob@example.com zz! - x\nbob@example.com 0 - \n@ 0 - "))));
        assertEquals(List.of(new Listed("bob@example.com", 0, "-", "")), BANS.of(room));
    }

    @Test
    @DisplayName("who has ended is on the list, and not in force")
    void ends() {
        put(BANS.adding(Step.done(), room, listed("bob@example.com", 100, "")).orElseThrow());
        put(BANS.adding(Step.done(), room, listed("*@other.example", 0, "")).orElseThrow());
        assertEquals(2, BANS.inForce(room, Instant.ofEpochSecond(99)).size());
        assertEquals(List.of(listed("*@other.example", 0, "")), BANS.inForce(room, Instant.ofEpochSecond(100)));
        assertEquals(Optional.empty(), BANS.inForce(room, SipAddress.parse("sip:bob@example.com"),
                Instant.ofEpochSecond(100)));
        assertEquals(2, BANS.of(room).size());
    }

    @Test
    @DisplayName("a list whose properties could not be is none")
    void none() {
        assertThrows(IllegalArgumentException.class, () -> new RoomList("Ban", 1));
        assertThrows(IllegalArgumentException.class, () -> new RoomList("ban", 0));
        assertThrows(IllegalArgumentException.class, () -> listed("bob@example.com", 0, "a\nmallory@example.com 0 - "));
        assertThrows(IllegalArgumentException.class, () -> listed("a b@example.com", 0, ""));
    }
}
