package imc.offline.internal;

import static imc.offline.internal.House.CHAT;
import static imc.offline.internal.House.user;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.Answer;
import imc.api.Content;
import imc.api.Member;
import imc.api.Role;
import imc.api.transport.Broadcast;
import imc.api.transport.Delivery;
import imc.api.transport.Said;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Who was away gets what he has missed when he is back: in order, once, and with its time. */
class OfflineTest {

    private final House house = new House(Map.of(), "alice", "bob");

    @Test
    @DisplayName("kept before the answer, 202, and given when he registers, in order, and with its time")
    void registers() {
        house.away.add(user("bob"));
        house.store.holds = true;
        CompletableFuture<Answer> answer = house.say("alice", "one");
        assertFalse(answer.isDone());
        house.store.release();
        assertEquals(202, answer.join().status());
        house.clock.turn(Duration.ofMinutes(2));
        assertEquals(202, house.say("alice", Content.text("two"), Map.of("Date", "her own", "Expires", "3600")).join()
                .status());
        assertEquals(List.of(), house.told());
        house.registers("bob");
        Broadcast first = house.sent.get(0);
        assertEquals(CHAT, first.from());
        assertEquals(Map.of("In-Reply-To", "call-1", "Date", "Thu, 26 Nov 2026 14:05:00 GMT"), first.headers());
        assertEquals(Map.of("In-Reply-To", "call-2", "Date", "her own", "Expires", "3600"),
                house.sent.get(1).headers());
        assertEquals(List.of("bob [alice, Thu 14:05]: one", "bob [alice]: two"), house.told());
        assertEquals(0, house.figure("offline_waiting"));
        assertEquals(2, house.figure("offline_kept"));
        assertEquals(2, house.figure("offline_delivered"));
        house.registers("bob");
        assertEquals(List.of(), house.told());
        assertEquals(200, house.say("alice", "three").join().status());
        assertEquals(List.of("bob [alice]: three"), house.told());
    }

    @Test
    @DisplayName("a copy that fails for now is kept when it fails; so is what is nobody's fault; a refusal is final")
    void failures() {
        for (Delivery delivery : List.of(Delivery.TIMED_OUT, Delivery.answered(486), Delivery.answered(503),
                Delivery.TRANSPORT_ERROR.shared())) {
            house.ends.put(user("bob"), delivery);
            assertEquals(200, house.say("alice", "hello").join().status());
            assertEquals(1, house.figure("offline_waiting"), delivery.toString());
            house.told();
            house.registers("bob");
            assertEquals(List.of("bob [alice]: hello"), house.told());
        }
        for (int status : List.of(403, 404, 415, 488, 501, 603)) {
            house.ends.put(user("bob"), Delivery.answered(status));
            house.say("alice", "hello");
            assertEquals(0, house.figure("offline_waiting"), "after " + status);
        }
    }

    @Test
    @DisplayName("a copy that fails although he has come back since it was sent is sent again at once")
    void backMeanwhile() {
        Content text = Content.text("[alice]: one");
        Broadcast sent = new Broadcast(CHAT, List.of(user("bob")), text, Map.of(),
                Optional.of(new Said(user("alice"), text, text, house.clock.instant())));
        house.clock.turn(Duration.ofSeconds(1));
        house.registers("bob");
        assertTrue(house.offline.keep(sent, 0, Delivery.TIMED_OUT));
        house.clock.turn(Duration.ZERO);
        assertEquals(List.of("bob [alice]: one"), house.told());
        assertEquals(0, house.figure("offline_waiting"));
    }

    @Test
    @DisplayName("what he says himself, and what others say to him, is an occasion too")
    void otherOccasions() {
        house.ends.put(user("bob"), Delivery.TIMED_OUT);
        house.say("alice", "one");
        house.ends.clear();
        house.say("bob", "I am back");
        assertEquals(List.of("bob [alice]: one", "alice [bob]: I am back", "bob [alice]: one"), house.told());
        house.ends.put(user("bob"), Delivery.TIMED_OUT);
        house.say("alice", "two");
        house.ends.clear();
        assertEquals(202, house.say("alice", "three").join().status());
        assertEquals(List.of("bob [alice]: two", "bob [alice]: two", "bob [alice]: three"), house.told());
    }

    @Test
    @DisplayName("one after the other, what is said meanwhile comes last; a failure ends it until the next occasion")
    void order() {
        house.away.add(user("bob"));
        house.say("alice", "one");
        house.say("alice", "two");
        house.slow.add(user("bob"));
        house.registers("bob");
        assertEquals(202, house.say("alice", "three").join().status());
        assertEquals(List.of("bob [alice]: one"), house.told());
        house.ends.put(user("bob"), Delivery.TIMED_OUT);
        house.end();
        assertEquals(List.of(), house.told());
        assertEquals(3, house.figure("offline_waiting"));
        house.registers("bob");
        house.end();
        house.end();
        house.end();
        assertEquals(List.of("bob [alice]: one", "bob [alice]: two", "bob [alice]: three"), house.told());
        assertEquals(0, house.figure("offline_members"));
    }

    @Test
    @DisplayName("copies on their way when the first one fails come in the order in which they were said")
    void orderOfFailures() {
        house.slow.add(user("bob"));
        house.say("alice", "one");
        house.clock.turn(Duration.ofSeconds(1));
        house.say("alice", "two");
        house.ends.put(user("bob"), Delivery.TIMED_OUT);
        Runnable second = house.later.remove(1);
        house.end();
        house.away.add(user("bob"));
        house.clock.turn(Duration.ofSeconds(1));
        house.say("alice", "three");
        second.run();
        house.slow.clear();
        house.told();
        house.registers("bob");
        assertEquals(List.of("bob [alice]: one", "bob [alice]: two", "bob [alice]: three"), house.told());
    }

    @Test
    @DisplayName("who registers while a delivery to him fails is tried again")
    void registersMeanwhile() {
        house.away.add(user("bob"));
        house.say("alice", "one");
        house.slow.add(user("bob"));
        house.registers("bob");
        house.registers("bob");
        house.ends.put(user("bob"), Delivery.TIMED_OUT);
        house.end();
        assertEquals(List.of("bob [alice]: one", "bob [alice]: one"), house.told());
    }

    @Test
    @DisplayName("who registers somewhere else while one is on its way to where he was gets it there at once, and once")
    void registersElsewhere() {
        house.away.add(user("bob"));
        house.say("alice", "one");
        house.say("alice", "two");
        house.slow.add(user("bob"));
        house.registers("bob", 5062);
        assertEquals(List.of("bob [alice]: one"), house.told());
        house.registers("bob", 5062);
        assertEquals(List.of(), house.told(), "where he is nothing has changed");
        house.slow.clear();
        house.registers("bob", 5064, 5062);
        assertEquals(List.of("bob [alice]: one", "bob [alice]: two"), house.told());
        assertEquals(200, house.say("alice", "three").join().status());
        assertEquals(List.of("bob [alice]: three"), house.told());
        house.ends.put(user("bob"), Delivery.TIMED_OUT);
        house.end();
        assertEquals(List.of(), house.told());
        assertEquals(0, house.figure("offline_waiting"));
        assertEquals(2, house.figure("offline_delivered"));
        assertEquals(0, house.figure("offline_runs"));
    }

    @Test
    @DisplayName("where he was somebody answers after all: he has it once, and the next one comes once")
    void oldContactAnswersFirst() {
        house.away.add(user("bob"));
        house.say("alice", "one");
        house.say("alice", "two");
        house.slow.add(user("bob"));
        house.registers("bob", 5062);
        house.registers("bob", 5064, 5062);
        assertEquals(List.of("bob [alice]: one", "bob [alice]: one"), house.told());
        house.end();
        assertEquals(List.of("bob [alice]: two"), house.told());
        house.end();
        assertEquals(List.of(), house.told());
        assertEquals(2, house.figure("offline_delivered"));
        assertEquals(0, house.figure("offline_members"));
    }

    @Test
    @DisplayName("where he is now it fails, too: it waits for the next occasion, and no end counts twice")
    void failsElsewhere() {
        house.away.add(user("bob"));
        house.say("alice", "one");
        house.slow.add(user("bob"));
        house.registers("bob", 5062);
        house.slow.clear();
        house.contacts.put(user("bob"), House.at("bob", 5064, 5062));
        house.ends.put(user("bob"), Delivery.answered(480));
        house.offline.registered(user("bob"));
        house.clock.work();
        assertEquals(List.of("bob [alice]: one", "bob [alice]: one"), house.told());
        house.registers("bob", 5064, 5062);
        assertEquals(List.of("bob [alice]: one"), house.told(), "what was sent last has failed");
        house.end();
        assertEquals(1, house.figure("offline_delivered"));
        assertEquals(0, house.figure("offline_members"));
        assertEquals(List.of(), house.told());
    }

    /** These wait for bob, the first is on its way, and the room does not answer whether it may go where he is now. */
    private void movesAndNobodyKnowsTheRoom(String... texts) {
        house.away.add(user("bob"));
        Stream.of(texts).forEach(text -> house.say("alice", text));
        house.slow.add(user("bob"));
        house.registers("bob", 5062);
        house.knowsRooms = false;
        house.registers("bob", 5064);
        house.knowsRooms = true;
        assertEquals(List.of("bob [alice]: one"), house.told());
        assertEquals(1, house.unanswered.size());
    }

    private void theRoomFails() {
        house.unanswered.get(0).completeExceptionally(new TimeoutException());
        house.clock.work();
    }

    @Test
    @DisplayName("a room that fails when the next one is on its way already has no say in that")
    void roomFailsLate() {
        movesAndNobodyKnowsTheRoom("one", "two");
        house.end();
        theRoomFails();
        house.end();
        assertEquals(List.of("bob [alice]: two"), house.told());
        assertEquals(2, house.figure("offline_delivered"));
        assertEquals(0, house.figure("offline_failures"));
        assertEquals(0, house.figure("offline_members"));
        assertEquals(0, house.figure("offline_runs"));
    }

    @Test
    @DisplayName("a room that fails while what he has is being removed has no say either")
    void roomFailsAtRemoval() {
        movesAndNobodyKnowsTheRoom("one");
        house.store.holds = true;
        house.end();
        theRoomFails();
        house.store.release();
        house.clock.work();
        assertEquals(List.of(), house.told());
        assertEquals(0, house.figure("offline_members"));
        assertEquals(0, house.figure("offline_runs"));
    }

    @Test
    @DisplayName("a room that fails while one is on its way is counted, and that one goes on")
    void roomFailsMeanwhile() {
        movesAndNobodyKnowsTheRoom("one", "two");
        theRoomFails();
        assertEquals(1, house.figure("offline_failures"));
        house.end();
        house.end();
        assertEquals(List.of("bob [alice]: two"), house.told());
        assertEquals(2, house.figure("offline_delivered"));
        assertEquals(0, house.figure("offline_members"));
    }

    @Test
    @DisplayName("a room that fails before anything is on its way ends it until the next occasion")
    void roomFails() {
        house.away.add(user("bob"));
        house.say("alice", "one");
        house.knowsRooms = false;
        house.registers("bob");
        house.knowsRooms = true;
        theRoomFails();
        assertEquals(List.of(), house.told());
        assertEquals(0, house.figure("offline_runs"));
        assertEquals(1, house.figure("offline_failures"));
        house.registers("bob");
        assertEquals(List.of("bob [alice]: one"), house.told());
    }

    @Test
    @DisplayName("what is taken and cannot be removed from the store is not given twice")
    void removalFails() {
        house.away.add(user("bob"));
        house.say("alice", "one");
        house.slow.add(user("bob"));
        house.registers("bob");
        house.store.fails = true;
        house.end();
        house.store.fails = false;
        house.registers("bob");
        assertEquals(List.of("bob [alice]: one"), house.told());
        assertEquals(0, house.figure("offline_waiting"));
        assertEquals(1, house.figure("offline_failures"));
        assertEquals(1, house.figure("offline_delivered"));
    }

    @Test
    @DisplayName("after a restart it is all there, and who is registered already gets it at once")
    void restart() {
        house.away.add(user("bob"));
        house.say("alice", "one");
        house.say("alice", "two");
        house.restart();
        assertEquals(2, house.figure("offline_waiting"));
        assertEquals(List.of(), house.told());
        house.away.clear();
        house.restart();
        assertEquals(List.of("bob [alice]: one", "bob [alice]: two"), house.told());
    }

    @Test
    @DisplayName("nobody gets what was said in a room that he has left, or was removed from")
    void left() {
        house.away.add(user("bob"));
        house.say("alice", "one");
        house.room = house.room.without(user("bob"));
        house.registers("bob");
        house.room = house.room.with(new Member(user("bob"), Role.INVITED));
        assertEquals(List.of(), house.told());
        assertEquals(1, house.figure("offline_dropped[left]"));
        assertEquals(0, house.figure("offline_waiting"));
    }

    @Test
    @DisplayName("as long as nobody knows the rooms, everything waits")
    void roomsAway() {
        house.away.add(user("bob"));
        house.say("alice", "one");
        house.offline.unbindRooms(house);
        house.registers("bob");
        assertEquals(1, house.figure("offline_waiting"));
        house.offline.bindRooms(house);
        house.clock.work();
        assertEquals(List.of("bob [alice]: one"), house.told());
    }

    @Test
    @DisplayName("what he refuses then is thrown away, and the next one comes")
    void refused() {
        house.away.add(user("bob"));
        house.say("alice", new Content("image/png", new byte[] {1}), Map.of());
        house.say("alice", "two");
        house.slow.add(user("bob"));
        house.registers("bob");
        house.ends.put(user("bob"), Delivery.answered(415));
        house.end();
        house.ends.clear();
        house.end();
        assertEquals("bob [alice]: two", house.told().get(1));
        assertEquals(1, house.figure("offline_dropped[refused]"));
        assertEquals(1, house.figure("offline_delivered"));
    }

    @Test
    @DisplayName("it expires after its time, by the configuration or its own; so does what waits in the store")
    void expires() {
        house.away.add(user("bob"));
        house.say("alice", Content.text("soon"), Map.of("Expires", "30"));
        house.say("alice", "later");
        assertEquals(200, house.say("alice", Content.text("at once"), Map.of("Expires", "0")).join().status());
        house.told();
        house.clock.turn(Duration.ofSeconds(31));
        house.slow.add(user("bob"));
        house.registers("bob");
        assertEquals(List.of("bob [alice]: later"), house.told());
        house.ends.put(user("bob"), Delivery.TIMED_OUT);
        house.end();
        house.away.add(user("bob"));
        house.clock.turn(Duration.ofDays(7).plusMinutes(1));
        assertEquals(2, house.figure("offline_expired"));
        assertEquals(0, house.figure("offline_waiting"));
        assertEquals(0, house.figure("offline_members"));
    }

    @Test
    @DisplayName("who may be reached is tried now and then, although nothing tells of him")
    void round() {
        house.ends.put(user("bob"), Delivery.TRANSPORT_ERROR.shared());
        house.say("alice", "one");
        house.ends.clear();
        house.told();
        house.clock.turn(Duration.ofMinutes(9));
        assertEquals(List.of(), house.told());
        house.clock.turn(Duration.ofMinutes(1));
        assertEquals(List.of("bob [alice, Thu 14:05]: one"), house.told());
    }

    @Test
    @DisplayName("a store that goes keeps nothing; one that comes is asked what waits")
    void storeGoes() {
        house.away.add(user("bob"));
        house.say("alice", "one");
        house.offline.unbindStore(house.store);
        assertEquals(200, house.say("alice", "two").join().status());
        assertTrue(house.offline.opened().isEmpty());
        house.told();
        house.offline.bindStore(house.store);
        house.registers("bob");
        assertEquals(List.of("bob [alice]: one"), house.told());
    }
}
