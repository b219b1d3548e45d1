package imc.offline.internal;

import static imc.offline.internal.House.user;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import imc.api.mi.MiException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an operator sees of it, and does with it. */
class ManagementTest {

    private final House house = new House(Map.of(), "alice", "bob");

    @Test
    void whatWaitsIsCountedListedWithoutItsTextsAndThrownAway() throws MiException {
        house.away.add(user("bob"));
        house.say("alice", "one");
        house.say("alice", "two");
        assertEquals(Map.of("waiting", 2L, "members", 1, "runs", 0),
                new OfflineCount(house.offline).execute(Map.of()));
        assertEquals(Map.of("user", "sip:bob@example.com", "waiting", 2, "messages", List.of(message(), message())),
                new OfflineList(house.offline).execute(Map.of("user", "bob@example.com")));
        assertEquals(Map.of("user", "sip:bob@example.com", "dropped", 2),
                new OfflineDrop(house.offline).execute(Map.of("user", "sip:bob@example.com")));
        assertEquals(0, house.figure("offline_waiting"));
        assertEquals(0, house.figure("offline_members"));
        assertEquals(2, house.figure("offline_dropped[operator]"));
        house.registers("bob");
        assertEquals(List.of(), house.told());
    }

    @Test
    void whatHasExpiredIsNotListed() throws MiException {
        House brief = new House(Map.of("expires", "90"), "alice", "bob");
        brief.away.add(user("bob"));
        brief.say("alice", "one");
        brief.clock.turn(Duration.ofSeconds(80));
        brief.say("alice", "two");
        brief.clock.turn(Duration.ofSeconds(15));
        Map<?, ?> box = (Map<?, ?>) new OfflineList(brief.offline).execute(Map.of("user", "bob@example.com"));
        assertEquals(1, box.get("waiting"));
        assertEquals("2026-11-26T14:06:20Z", ((Map<?, ?>) ((List<?>) box.get("messages")).get(0)).get("sent"));
        assertEquals(1, ((List<?>) box.get("messages")).size());
        assertEquals(1, brief.figure("offline_expired"));
    }

    private static Map<String, Object> message() {
        return Map.of("room", "sip:chat-1@example.com", "from", "sip:alice@example.com", "sent",
                "2026-11-26T14:05:00Z", "expires", "2026-12-03T14:05:00Z", "type", "text/plain", "bytes", 12);
    }

    @Test
    void whoIsGivenTheNameOfARemovedUserDoesNotGetWhatWaitedForThatOne() {
        NewOwner names = new NewOwner(house.offline);
        assertEquals(Map.of(), names.removed(user("bob")));
        house.away.add(user("bob"));
        house.say("alice", "one");
        house.say("alice", "two");
        names.revoked(user("bob"));
        assertEquals("2 wait for him", names.added(user("bob")).get("messages").toString().substring(0, 14));
        assertEquals(Map.of("messages_dropped", 2), names.removed(user("bob")));
        assertEquals(Map.of(), names.added(user("bob")));
        house.registers("bob");
        assertEquals(List.of(), house.told());
        house.store.fails = true;
        assertEquals("those that wait for him are still there", names.removed(user("bob")).get("messages").toString()
                .substring(0, 39));
    }

    @Test
    void whoIsGivenANameWhileTheStoreCannotBeReadIsNotSaidToHaveNothing() {
        NewOwner names = new NewOwner(house.offline);
        house.away.add(user("bob"));
        house.say("alice", "one");
        house.store.fails = true;
        house.offline.bindStore(house.store);
        assertEquals("it cannot be read now whether", names.added(user("bob")).get("messages").toString()
                .substring(0, 29));
        house.store.fails = false;
        house.clock.turn(Duration.ofMinutes(1));
        assertEquals("1 wait for him", names.added(user("bob")).get("messages").toString().substring(0, 14));
        house.offline.unbindStore(house.store);
        assertEquals(Map.of(), names.added(user("bob")), "without a store nothing waits");
    }

    /** Two wait for bob, and the first is on its way to where he is. */
    private void isBeingGivenTwo() {
        house.away.add(user("bob"));
        house.say("alice", "one");
        house.say("alice", "two");
        house.slow.add(user("bob"));
        house.registers("bob", 5062);
        assertEquals(List.of("bob [alice]: one"), house.told());
    }

    private void nothingIsLeft() {
        assertEquals(List.of(), house.told());
        assertEquals(0, house.figure("offline_waiting"));
        assertEquals(0, house.figure("offline_members"));
        assertEquals(0, house.figure("offline_runs"));
    }

    @Test
    void whoIsGivenTheNameOfARemovedUserDoesNotGetWhatWasBeingGivenToThatOne() {
        isBeingGivenTwo();
        assertEquals(Map.of("messages_dropped", 2), new NewOwner(house.offline).removed(user("bob")));
        house.registers("bob", 5064);
        nothingIsLeft();
        house.end();
        nothingIsLeft();
        house.slow.clear();
        house.say("alice", "three");
        assertEquals(List.of("bob [alice]: three"), house.told());
    }

    @Test
    void whatIsFoundInTheStoreWhileItIsThrownAwayIsNotGiven() throws MiException {
        house.away.add(user("bob"));
        house.say("alice", "one");
        house.store.holds = true;
        house.registers("bob");
        house.store.holds = false;
        new OfflineDrop(house.offline).execute(Map.of("user", "bob@example.com"));
        house.store.release();
        house.clock.work();
        nothingIsLeft();
    }

    @Test
    void whatIsThrownAwayWhileItIsRemovedEndsOnce() throws MiException {
        isBeingGivenTwo();
        house.store.holds = true;
        house.end();
        house.store.holds = false;
        new OfflineDrop(house.offline).execute(Map.of("user", "bob@example.com"));
        house.clock.work();
        nothingIsLeft();
        house.store.release();
        house.clock.work();
        nothingIsLeft();
    }

    @Test
    void whatIsSaidAfterSomethingWasThrownAwayIsGiven() throws MiException {
        isBeingGivenTwo();
        new OfflineDrop(house.offline).execute(Map.of("user", "bob@example.com"));
        assertEquals(202, house.say("alice", "three").join().status());
        house.slow.clear();
        house.registers("bob", 5062);
        assertEquals(List.of("bob [alice]: three"), house.told());
        nothingIsLeft();
    }

    @Test
    void aBadUserAndAStoreThatFailsOrIsAwayAreRefused() {
        OfflineList list = new OfflineList(house.offline);
        assertEquals(400, assertThrows(MiException.class, () -> list.execute(Map.of("user", "@"))).code());
        house.store.fails = true;
        assertEquals(500, assertThrows(MiException.class, () -> list.execute(Map.of("user", "bob@h"))).code());
        house.offline.unbindStore(house.store);
        assertEquals(500, assertThrows(MiException.class, () -> list.execute(Map.of("user", "bob@h"))).code());
    }
}
