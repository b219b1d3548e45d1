package imc.offline.internal;

import static imc.offline.internal.House.user;
import static org.junit.jupiter.api.Assertions.assertEquals;

import imc.api.Content;
import imc.api.Member;
import imc.api.Role;
import imc.api.SipAddress;
import imc.api.transport.Broadcast;
import imc.api.transport.Delivery;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is kept, and how much of it. */
class KeepingTest {

    private static String[] members(int count) {
        return Stream.concat(Stream.of("alice"), IntStream.range(0, count).mapToObj(i -> "m" + i))
                .toArray(String[]::new);
    }

    @Test
    @DisplayName("200 where one of them has got it; the others' copies are kept before that")
    void some() {
        House house = new House(Map.of(), "alice", "bob", "carol");
        house.away.add(user("bob"));
        assertEquals(200, house.say("alice", "one").join().status());
        assertEquals(List.of("carol [alice]: one"), house.told());
        assertEquals(1, house.figure("offline_waiting"));
    }

    @Test
    @DisplayName("not that somebody is writing, and nothing that no member has said")
    void neverKept() {
        House house = new House(Map.of(), "alice", "bob");
        house.away.add(user("bob"));
        house.say("alice", new Content("application/im-iscomposing+xml", new byte[] {'<'}), Map.of());
        house.offline.keep(new Broadcast(House.CHAT, List.of(user("bob")), Content.text("*** [dave] has joined"),
                Map.of()), 0, Delivery.NOT_REGISTERED);
        assertEquals(0, house.figure("offline_waiting"));
        assertEquals(1, house.sent.size());
    }

    @Test
    @DisplayName("a full box costs a number: what comes more is sent as if nothing were kept")
    void full() {
        House house = new House(Map.of("max_per_member", 2), "alice", "bob");
        house.away.add(user("bob"));
        house.say("alice", "one");
        house.say("alice", "two");
        int calls = house.store.calls;
        assertEquals(200, house.say("alice", "three").join().status());
        assertEquals(calls, house.store.calls);
        assertEquals(List.of("bob [alice]: three"), house.told());
        assertEquals(2, house.figure("offline_waiting"));
        house.registers("bob");
        assertEquals(List.of("bob [alice]: one", "bob [alice]: two"), house.told());
    }

    @Test
    @DisplayName("all boxes together have a bound, too")
    void total() {
        House house = new House(Map.of("max_messages", 3), members(5));
        IntStream.range(0, 4).forEach(i -> house.away.add(user("m" + i)));
        assertEquals(200, house.say("alice", "one").join().status());
        assertEquals(2, house.figure("offline_waiting"), "more than half of what is left");
        assertEquals(2, house.figure("offline_full"), "each once");
        house.say("m4", "two");
        assertEquals(3, house.figure("offline_waiting"));
        house.say("bob", "three");
        assertEquals(3, house.figure("offline_waiting"));
    }

    @Test
    @DisplayName("whoever writes all that he can to people who never come leaves places for what others write")
    void share() {
        House house = new House(Map.of("max_messages", 1000), members(50));
        house.room = house.room.with(new Member(user("bob"), Role.MEMBER)).with(new Member(user("carol"), Role.MEMBER));
        IntStream.range(0, 50).forEach(i -> house.away.add(user("m" + i)));
        for (int i = 0; i < 100; i++) {
            house.say("alice", "flood " + i);
        }
        assertEquals(500, house.figure("offline_waiting"));
        for (int i = 0; i < 100; i++) {
            house.say("bob", "flood " + i);
        }
        assertEquals(667, house.figure("offline_waiting"));

        House.Elsewhere lunch = house.elsewhere("chat-2", "carol", "dave");
        house.away.add(user("dave"));
        house.told();
        assertEquals(202, lunch.say("carol", "hungry?").join().status());
        house.registers("dave");
        assertEquals(List.of("dave [carol]: hungry?"), house.told());

        // whoever gets what waits makes room for more of the same writer
        IntStream.range(0, 50).forEach(i -> house.registers("m" + i));
        assertEquals(0, house.figure("offline_waiting"));
        IntStream.range(0, 50).forEach(i -> house.away.add(user("m" + i)));
        house.say("alice", "again");
        assertEquals(50, house.figure("offline_waiting"));
    }

    @Test
    @DisplayName("what expires, or could not be stored, is not held against its writer")
    void shareOfWhatIsGone() {
        House house = new House(Map.of("max_messages", 10, "expires", 60), members(10));
        IntStream.range(0, 10).forEach(i -> house.away.add(user("m" + i)));
        house.store.fails = true;
        house.say("alice", "lost");
        house.say("alice", "lost");
        house.store.fails = false;
        house.say("alice", "one");
        assertEquals(5, house.figure("offline_waiting"));
        house.clock.turn(Duration.ofMinutes(2));
        assertEquals(0, house.figure("offline_waiting"));
        house.say("alice", "two");
        assertEquals(5, house.figure("offline_waiting"));
        house.say("m9", "three");
        assertEquals(7, house.figure("offline_waiting"));
    }

    @Test
    @DisplayName("what cannot be kept is sent at once, counted, and answered 200")
    void storeFails() {
        House house = new House(Map.of(), "alice", "bob");
        house.away.add(user("bob"));
        house.store.fails = true;
        assertEquals(200, house.say("alice", "one").join().status());
        assertEquals(List.of("bob [alice]: one"), house.told());
        assertEquals(1, house.figure("offline_failures"));
        assertEquals(0, house.figure("offline_members"));
        house.store.fails = false;
        assertEquals(202, house.say("alice", "two").join().status());
    }

    @Test
    @DisplayName("a store that takes its time is not given more than so many bytes")
    void slowStore() {
        House house = new House(Map.of(), "alice", "bob");
        house.away.add(user("bob"));
        house.store.holds = true;
        byte[] large = new byte[1 << 20];
        for (int i = 0; i < 20; i++) {
            house.say("alice", new Content("image/png", large), Map.of());
        }
        assertEquals(16, house.figure("offline_waiting"));
        assertEquals(Map.of("offline", 16L), house.offline.inFlight());
        house.store.release();
        assertEquals(Map.of("offline", 0L), house.offline.inFlight());
        assertEquals(202, house.say("alice", new Content("image/png", large), Map.of()).join().status());
    }

    @Test
    @DisplayName("a thousand who come back at once are served some at a time, each in his order")
    void bounded() {
        House house = new House(Map.of("max_runs", 10), members(1000));
        IntStream.range(0, 1000).forEach(i -> house.away.add(user("m" + i)));
        house.say("alice", "one");
        house.say("alice", "two");
        List<SipAddress> all = List.copyOf(house.away);
        house.slow.addAll(all);
        house.away.clear();
        all.forEach(house.offline::registered);
        house.clock.work();
        int most = 0;
        while (!house.later.isEmpty()) {
            most = Math.max(most, house.later.size());
            assertEquals(house.later.size(), house.figure("offline_runs"));
            house.end();
        }
        assertEquals(10, most);
        assertEquals(2000, house.figure("offline_delivered"));
        assertEquals(0, house.figure("offline_members"));
        for (SipAddress user : all) {
            assertEquals(List.of("[alice]: one", "[alice]: two"), house.sent.stream()
                    .filter(copy -> copy.receivers().contains(user)).map(copy -> copy.content().asText()).toList());
        }
    }

    @Test
    @DisplayName("who has shown himself does not wait behind those who may be reached, and are not")
    void shownFirst() {
        House house = new House(Map.of("max_runs", 1), members(9));
        IntStream.range(0, 9).forEach(i -> house.away.add(user("m" + i)));
        house.say("alice", "one");
        house.slow.addAll(house.away);
        house.away.forEach(user -> house.ends.put(user, Delivery.TIMED_OUT));
        house.away.clear();
        house.clock.turn(Duration.ofMinutes(10));
        SipAddress tried = house.sent.get(0).receivers().get(0);
        for (SipAddress back : house.slow.stream().filter(user -> !user.equals(tried)).toList()) {
            house.registers(back.user());
            house.end();
            assertEquals(back, house.sent.get(house.sent.size() - 1).receivers().get(0));
        }
    }

    @Test
    @DisplayName("at the end of the server nobody is given anything more, and what is said is kept")
    void draining() {
        House house = new House(Map.of(), "alice", "bob");
        house.away.add(user("bob"));
        house.say("alice", "one");
        house.offline.drain();
        house.registers("bob");
        assertEquals(List.of(), house.told());
        assertEquals(202, house.say("alice", "two").join().status());
        assertEquals(2, house.figure("offline_waiting"));
    }
}
