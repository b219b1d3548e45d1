package imc.room.moderation.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.Answer;
import imc.api.room.Cause;
import imc.api.room.Listed;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ScheduleTest {

    private final House house = new House("bert", "bob", "carol").scheduled();

    private void given(String... messages) {
        for (String message : messages) {
            assertEquals(Answer.OK, house.send("alice", message), message);
        }
        house.told();
    }

    @Test
    @DisplayName("bans and mutes end by themselves, are cleaned away, and who was muted is told")
    void ends() {
        given("#ban bob for 90s", "#ban *@other.example for 2h", "#mute carol for 10m", "#mute bert");
        house.clock.turn(Duration.ofSeconds(89));
        assertEquals(-149, house.send("bob", "#join").code());
        assertEquals(2, Lists.BANS.of(house.now()).size());
        house.clock.turn(Duration.ofMillis(1020));
        assertEquals(1, Lists.BANS.of(house.now()).size());
        assertEquals(Answer.OK, house.send("bob", "#join"));
        house.told();
        house.clock.turn(Duration.ofMinutes(10));
        assertEquals(List.of("carol: *** [carol] may speak again"), house.told());
        assertEquals(List.of("bert@example.com"), Lists.MUTES.of(house.now()).stream().map(Listed::who).toList());
        house.clock.turn(Duration.ofHours(2));
        assertEquals(List.of(), Lists.BANS.of(house.now()));
        assertEquals(List.of(), house.told());
    }

    @Test
    @DisplayName("what has ended is over at once, also while no store takes it away; that is tried again")
    void storeIsAway() {
        given("#mute bob for 10m", "#ban erin for 10m");
        house.storeServes = false;
        house.clock.turn(Duration.ofMinutes(11));
        assertEquals(Answer.OK, house.send("bob", "hello"));
        assertEquals(List.of(), house.told());
        house.storeServes = true;
        house.clock.turn(Duration.ofMinutes(1));
        assertTrue(house.now().properties().isEmpty());
        assertEquals(List.of("bob: *** [bob] may speak again"), house.told());
    }

    @Test
    @DisplayName("what waits for a store is not asked for again meanwhile")
    void storeIsSlow() {
        given("#mute bob for 10m");
        house.isHeld = true;
        house.clock.turn(Duration.ofHours(1));
        assertEquals(1, house.held);
    }

    @Test
    @DisplayName("they end over a restart, also when they ended while the server was down")
    void restart() {
        given("#mute bob for 10m", "#ban erin for 2m");
        house.schedule.deactivate();
        House restarted = new House();
        restarted.room = house.room;
        restarted.clock.set(Duration.ofMinutes(5));
        restarted.scheduled();
        restarted.clock.turn(Duration.ofMillis(1));
        assertEquals(List.of(), Lists.BANS.of(restarted.now()));
        assertEquals(1, Lists.MUTES.of(restarted.now()).size());
        restarted.clock.turn(Duration.ofMinutes(5).plusMillis(20));
        assertTrue(restarted.now().properties().isEmpty());
    }

    @Test
    @DisplayName("a clock that is set is followed within a minute")
    void clockIsSet() {
        given("#mute bob for 2h");
        house.clock.turn(Duration.ofMinutes(1));
        house.clock.set(Duration.ofHours(3));
        assertEquals(Answer.OK, house.send("bob", "hello"));
        house.clock.turn(Duration.ofMinutes(1).plusMillis(20));
        assertTrue(house.now().properties().isEmpty());
    }

    @Test
    @DisplayName("while the bundle is away nobody is kept out; when it is back, who is banned is put out, but no admin")
    void comesBack() {
        given("#ban bob Spam", "#ban bert");
        house.policies.clear();
        house.schedule.deactivate();
        given("#add bob", "#add bert", "#modify bert admin");
        house.policies.add(house.enforcement);
        house.scheduled();
        house.clock.turn(Duration.ofMillis(1));
        assertEquals(List.of("alice, carol, bob, bert: *** [bob] has been removed: banned from this room"),
                house.told());
        assertFalse(house.has("bob"));
        assertTrue(house.has("bert"));
    }

    @Test
    @DisplayName("so is who is banned in the rooms of a store that comes")
    void adopted() {
        house.clock.turn(Duration.ofMillis(1));
        given("#ban bob");
        house.policies.clear();
        house.send("bob", "#join");
        house.told();
        house.schedule.changed(House.CHAT, Optional.empty(), house.room,
                Cause.of(Cause.STORE, House.CHAT));
        house.clock.turn(Duration.ofMillis(1));
        assertFalse(house.has("bob"));
    }

    @Test
    @DisplayName("a room that is changed again and again does not fill the schedule with what is far away")
    void bounded() {
        house.clock.turn(Duration.ofMillis(1));
        int before = house.clock.waiting();
        for (int i = 0; i < 50; i++) {
            given("#ban erin" + i + " for 2h", "#moderated " + (i % 2 == 0 ? "on" : "off"));
        }
        assertEquals(before, house.clock.waiting());
    }

    @Test
    @DisplayName("after deactivate nothing is done any more")
    void deactivated() {
        given("#mute bob for 10m");
        house.schedule.deactivate();
        house.clock.turn(Duration.ofHours(1));
        assertEquals(1, Lists.MUTES.of(house.now()).size());
        assertEquals(0, house.clock.waiting());
    }
}
