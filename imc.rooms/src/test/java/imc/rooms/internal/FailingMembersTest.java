package imc.rooms.internal;

import static imc.rooms.internal.Conference.CHAT;
import static imc.rooms.internal.Conference.user;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.Answer;
import imc.api.Content;
import imc.api.room.Reachability;
import imc.api.store.RoomStore;
import imc.api.transport.Delivery;
import imc.rooms.internal.failing.FailingMembers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FailingMembersTest {

    private Conference conference;

    private final TestReference<RoomStore> reference = Conference.named("held");

    /** Alice owns the room; bob and carol are in it. */
    private void open(Map<String, Object> configuration) {
        conference = new Conference(configuration);
        conference.gate.bindStore(conference.store, reference);
        conference.awaitStore();
        conference.send("alice", "#create");
        conference.send("bob", "#join");
        conference.send("carol", "#join");
        conference.told();
    }

    @AfterEach
    void close() {
        conference.close();
    }

    private void configure(Object maxFailures, String onFailure) {
        conference.settings.modified(Map.of("hash_size", 0, "swap_timeout", 0, "max_failures", maxFailures,
                "on_failure", onFailure));
    }

    private List<String> toldAfter(String sender, String body) {
        conference.send(sender, body);
        conference.awaitQuiet();
        return conference.told().stream().filter(line -> line.contains("***")).toList();
    }

    private String figures() {
        return conference.failing.statistics().stream()
                .map(statistic -> statistic.name() + " " + statistic.value()).collect(Collectors.joining(", "));
    }

    @Test
    @DisplayName("the owner, and nobody else, is told once of a member who misses so many messages in a row")
    void reported() {
        open(Map.of("max_failures", 3));
        conference.away.add(user("bob"));
        assertEquals(List.of(), toldAfter("carol", "one"));
        assertEquals(List.of(), toldAfter("carol", "two"));
        assertEquals(List.of("chat-1 -> alice: *** [bob] could not be reached 3 times in a row (480 refused)"),
                toldAfter("carol", "three"));
        assertEquals(List.of(), toldAfter("carol", "four"));
        assertEquals("failing_members 1, members_reported 1, members_removed 0", figures());
    }

    @Test
    @DisplayName("the owner is told at once, and then of all who fail within a second in one notice")
    void gathered() {
        open(Map.of("max_failures", 2));
        FailingMembers paced = new FailingMembers(conference.settings, conference.engine, conference.time);
        conference.listeners.remove(conference.failing);
        conference.listeners.add(paced);
        conference.away.add(user("bob"));
        toldAfter("alice", "one");
        assertEquals(List.of("chat-1 -> alice: *** [bob] could not be reached 2 times in a row (480 refused)"),
                toldAfter("alice", "two"));
        conference.send("dave", "#join");
        conference.awaitQuiet();
        conference.told();
        conference.away.addAll(List.of(user("carol"), user("dave")));
        assertEquals(List.of(), toldAfter("alice", "three"));
        assertEquals(List.of(), toldAfter("alice", "four"));
        conference.time.turn(Duration.ofMillis(999));
        conference.awaitQuiet();
        assertEquals(List.of(), conference.told());
        conference.time.turn(Duration.ofMillis(1));
        Await.that("the owner knows", () -> paced.statistics().stream()
                .anyMatch(each -> each.name().equals("members_reported") && each.value() == 3));
        assertEquals(List.of("chat-1 -> alice: *** [carol] could not be reached 2 times in a row (480 refused)\n"
                + "*** [dave] could not be reached 2 times in a row (480 refused)"), sorted());
    }

    @Test
    @DisplayName("with max_failures = 0 nothing is done about it, and the operator sees it all the same")
    void never() {
        open(Map.of("max_failures", 0, "on_failure", "remove"));
        conference.away.add(user("bob"));
        assertEquals(List.of(), toldAfter("carol", "one"));
        assertEquals(List.of(), toldAfter("carol", "two"));
        assertEquals("failing_members 1, members_reported 0, members_removed 0", figures());
        Reachability.Missed missed = conference.failing.missed(CHAT, user("bob")).orElseThrow();
        assertEquals("2 480", missed.copies() + " " + missed.last().status());
    }

    @Test
    @DisplayName("a message that gets there ends the row, and another row is reported again")
    void reset() {
        open(Map.of("max_failures", 2));
        for (int row = 0; row < 2; row++) {
            conference.ends.put(user("bob"), Delivery.TIMED_OUT);
            toldAfter("carol", "one");
            conference.ends.clear();
            toldAfter("carol", "got it");
            assertEquals("failing_members 0, members_reported " + row + ", members_removed 0", figures());
            conference.ends.put(user("bob"), Delivery.TIMED_OUT);
            assertEquals(List.of(), toldAfter("carol", "one"));
            assertEquals(List.of("chat-1 -> alice: *** [bob] could not be reached 2 times in a row (408 no answer)"),
                    toldAfter("carol", "two"));
            conference.ends.clear();
            toldAfter("carol", "got it");
        }
    }

    @Test
    @DisplayName("the notice names the last reason, and notices of the room count as its messages do")
    void reasons() {
        open(Map.of("max_failures", 2));
        conference.ends.put(user("bob"), Delivery.TIMED_OUT);
        conference.ends.put(user("carol"), Delivery.NOT_REGISTERED);
        toldAfter("alice", "one");
        conference.ends.put(user("bob"), Delivery.TRANSPORT_ERROR);
        conference.send("dave", "#join");
        conference.awaitQuiet();
        assertEquals(List.of("chat-1 -> alice, bob, carol, dave: *** [dave] has joined the room",
                "chat-1 -> alice: *** [bob] could not be reached 2 times in a row (503 cannot be sent)\n"
                        + "*** [carol] could not be reached 2 times in a row (480 not registered)"), sorted());
    }

    /** What was told; the members of a notice that names several, in the order of their names. */
    private List<String> sorted() {
        return conference.told().stream().map(line -> line.indexOf('\n') < 0 ? line
                : line.substring(0, line.indexOf("*** ")) + line.substring(line.indexOf("*** ")).lines().sorted()
                        .collect(Collectors.joining("\n"))).toList();
    }

    @Test
    @DisplayName("with on_failure = remove the member is removed, and everybody is told as #remove tells it")
    void removed() {
        open(Map.of("max_failures", 2, "on_failure", "remove"));
        conference.away.add(user("bob"));
        toldAfter("carol", "one");
        assertEquals(List.of("chat-1 -> alice: *** [bob] could not be reached 2 times in a row (480 refused)",
                "chat-1 -> bob: *** You have been removed from the room",
                "chat-1 -> alice, carol: *** [bob] has left the room"), toldAfter("carol", "two"));
        assertFalse(conference.server.roomMember(CHAT, user("bob")));
        assertFalse(conference.store.kept.get(CHAT).member(user("bob")).isPresent(), "durably");
        assertEquals("failing_members 0, members_reported 1, members_removed 1", figures());
    }

    @Test
    @DisplayName("who was only reported is removed when that is configured, without another report")
    void reportedThenRemoved() {
        open(Map.of("max_failures", 2));
        conference.away.add(user("bob"));
        toldAfter("carol", "one");
        toldAfter("carol", "two");
        configure(2, "remove");
        assertEquals(List.of("chat-1 -> bob: *** You have been removed from the room",
                "chat-1 -> alice, carol: *** [bob] has left the room"), toldAfter("carol", "three"));
    }

    @Test
    @DisplayName("what all receivers share is counted against nobody, and seen in the statistics")
    void shared() {
        open(Map.of("max_failures", 1, "on_failure", "remove"));
        for (Delivery end : List.of(Delivery.TIMED_OUT, Delivery.TRANSPORT_ERROR, Delivery.answered(503))) {
            conference.ends.put(user("bob"), end.shared());
            conference.ends.put(user("carol"), end.shared());
            assertEquals(List.of(), toldAfter("alice", "hello"));
        }
        assertEquals("failing_members 0, members_reported 0, members_removed 0", figures());
        assertEquals(6, conference.deliveries.statistics().get(0).value());
        conference.ends.put(user("bob"), Delivery.TIMED_OUT);
        toldAfter("alice", "hello");
        assertFalse(conference.server.roomMember(CHAT, user("bob")), "his own failure counts");
    }

    @Test
    @DisplayName("the owner is never reported and never removed")
    void owner() {
        open(Map.of("max_failures", 1, "on_failure", "remove"));
        conference.away.add(user("alice"));
        for (int i = 0; i < 3; i++) {
            assertEquals(List.of(), toldAfter("bob", "hello"));
        }
        assertTrue(conference.server.roomMember(CHAT, user("alice")));
        assertEquals("failing_members 1, members_reported 0, members_removed 0", figures());
    }

    @Test
    @DisplayName("0 reports nobody, and an edited number is in force for the next failure")
    void edited() {
        open(Map.of("max_failures", 0));
        conference.away.add(user("bob"));
        toldAfter("carol", "one");
        assertEquals("failing_members 1, members_reported 0, members_removed 0", figures());
        configure(5, "report");
        toldAfter("carol", "two");
        toldAfter("carol", "three");
        configure(3, "report");
        assertEquals(List.of("chat-1 -> alice: *** [bob] could not be reached 4 times in a row (480 refused)"),
                toldAfter("carol", "four"));
    }

    @Test
    @DisplayName("CPIM that is refused and then delivered as plain text is no failure")
    void cpimRefused() {
        open(Map.of("max_failures", 1));
        Content hi = new Content("message/cpim",
                "To: <sip:chat-1@example.com>\r\n\r\nContent-Type: text/plain\r\n\r\nhi".getBytes(UTF_8));
        conference.send("bob", CHAT, hi, Map.of());
        conference.refusesCpim = true;
        assertEquals(List.of(), toldAfter("carol", "hello"));
        assertEquals("failing_members 0, members_reported 0, members_removed 0", figures());
        conference.cpimUsers.sent(user("bob"), true);
    }

    @Test
    @DisplayName("an invitation that fails is withdrawn as ever, and counts for nothing")
    void invitation() {
        open(Map.of("max_failures", 1, "on_failure", "remove"));
        conference.away.add(user("dave"));
        assertEquals(List.of("chat-1 -> dave: *** [alice] invites you to join the room (send '#accept' or '#reject')",
                "chat-1 -> alice: *** [dave] is not registered"), toldAfter("alice", "#invite dave"));
        assertEquals("failing_members 0, members_reported 0, members_removed 0", figures());
    }

    @Test
    @DisplayName("who leaves is forgotten, and so is everybody in a room that ends; a late failure changes nothing")
    void forgotten() {
        open(Map.of("max_failures", 5));
        conference.ends.put(user("bob"), Delivery.TIMED_OUT);
        conference.ends.put(user("carol"), Delivery.TIMED_OUT);
        toldAfter("alice", "one");
        conference.slow.add(user("bob"));
        toldAfter("alice", "two");
        assertEquals("failing_members 2, members_reported 0, members_removed 0", figures());
        conference.slow.clear();
        toldAfter("bob", "#leave");
        assertEquals("failing_members 1, members_reported 0, members_removed 0", figures());
        conference.later.forEach(Runnable::run);
        assertEquals("failing_members 1, members_reported 0, members_removed 0", figures());
        toldAfter("alice", "#destroy");
        assertEquals("failing_members 0, members_reported 0, members_removed 0", figures());
    }

    @Test
    @DisplayName("copies that are lost because the transport goes say nothing about a member")
    void transportGoes() {
        open(Map.of("max_failures", 1));
        conference.slow.add(user("bob"));
        conference.ends.put(user("bob"), Delivery.TRANSPORT_ERROR);
        toldAfter("carol", "hello");
        conference.outgoing.unbindTransport(conference);
        conference.later.forEach(Runnable::run);
        assertEquals("failing_members 0, members_reported 0, members_removed 0", figures());
        conference.outgoing.bindTransport(conference);
    }

    @Test
    @DisplayName("a removal waits for a store to come back, and nobody has to wait behind it")
    void storeAway() throws Exception {
        open(Map.of("max_failures", 1, "on_failure", "remove"));
        conference.away.add(user("bob"));
        conference.gate.unbindStore(reference);
        conference.send("carol", "hello");
        assertTrue(conference.server.roomMember(CHAT, user("bob")));
        CompletableFuture<Answer> list = conference.begin("carol", "#members");
        assertEquals(200, list.get(10, TimeUnit.SECONDS).status());
        assertEquals(-503, conference.send("dave", "#join").code());
        conference.gate.bindStore(conference.store, reference);
        Await.that("bob is removed", () -> !conference.server.roomMember(CHAT, user("bob")));
    }

    @Test
    @DisplayName("a removal that cannot be stored removes nobody, and is tried again at the next failure")
    void storeFails() {
        open(Map.of("max_failures", 1, "on_failure", "remove"));
        conference.away.add(user("bob"));
        conference.store.failWith("disk full");
        assertEquals(List.of(), toldAfter("carol", "hello"));
        assertTrue(conference.server.roomMember(CHAT, user("bob")));
        conference.store.failWith(null);
        assertEquals(List.of("chat-1 -> alice: *** [bob] could not be reached 2 times in a row (480 refused)",
                "chat-1 -> bob: *** You have been removed from the room",
                "chat-1 -> alice, carol: *** [bob] has left the room"), toldAfter("carol", "hello"));
    }

    @Test
    @DisplayName("where a crowd fails at once, one notice names the first and counts the others")
    void crowd() {
        open(Map.of("max_failures", 1));
        for (int i = 0; i < 30; i++) {
            conference.send("user" + i, "#join");
        }
        for (int i = 0; i < 30; i++) {
            conference.away.add(user("user" + i));
        }
        conference.told();
        conference.send("carol", "hello");
        conference.awaitQuiet();
        List<String> told = conference.told().stream().filter(line -> line.contains("could not be reached")).toList();
        assertEquals(20, told.stream()
                .mapToLong(text -> text.lines().filter(line -> line.contains("1 times")).count()).sum());
        assertTrue(told.get(told.size() - 1).endsWith("*** 10 more could not be reached"), told.toString());
        assertTrue(told.stream().allMatch(text -> text.startsWith("chat-1 -> alice: *** ")), told.toString());
        assertEquals("failing_members 30, members_reported 30, members_removed 0", figures());
    }

    @Test
    @DisplayName("how many messages in a row each member has missed can be asked")
    void shown() throws Exception {
        open(Map.of("max_failures", 5));
        conference.away.add(user("bob"));
        toldAfter("carol", "one");
        toldAfter("carol", "two");
        assertEquals(List.of(0, 2, 0), Stream.of("alice", "bob", "carol").map(name ->
                conference.failing.missed(CHAT, user(name)).map(Reachability.Missed::copies).orElse(0)).toList());
        Reachability.Missed bob = conference.failing.missed(CHAT, user("bob")).orElseThrow();
        assertEquals(Delivery.answered(480), bob.last());
        assertTrue(Duration.between(bob.at(), Instant.now()).toSeconds() < 60);
    }
}
