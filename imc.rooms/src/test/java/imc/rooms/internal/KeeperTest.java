package imc.rooms.internal;

import static imc.rooms.internal.Conference.CHAT;
import static imc.rooms.internal.Conference.user;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.Answer;
import imc.api.Content;
import imc.api.SipAddress;
import imc.api.room.Keeper;
import imc.api.transport.Broadcast;
import imc.api.transport.Delivery;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Who keeps copies has the speaker wait for it, and nobody else. */
class KeeperTest implements Keeper {

    private final Conference conference = Conference.open(Map.of("max_failures", 1));
    private final Set<SipAddress> away = new HashSet<>();
    private final CompletableFuture<Void> stored = new CompletableFuture<>();
    private final List<String> kept = new ArrayList<>();
    private boolean broken;
    private boolean isRecorded;

    @BeforeEach
    void aliceOwnsTheRoom() {
        conference.send("alice", "#create");
        conference.send("bob", "#join");
        conference.send("carol", "#join");
        conference.told();
        conference.keeping.add(new TestReference<>(Map.of(), 0), this);
    }

    @AfterEach
    void close() {
        conference.close();
    }

    @Override
    public Kept keep(Broadcast speech) {
        if (broken) {
            throw new IllegalStateException("the keeper is broken");
        }
        speech.receivers().stream().filter(away::contains).forEach(user -> note(user, speech));
        List<SipAddress> others = speech.receivers().stream().filter(user -> !away.contains(user)).toList();
        return new Kept(others, others.size() < speech.receivers().size() || isRecorded ? stored
                : CompletableFuture.completedFuture(null));
    }

    @Override
    public boolean keep(Broadcast copy, int receiver, Delivery delivery) {
        note(copy.receivers().get(receiver), copy);
        return delivery.status() == 480;
    }

    private void note(SipAddress user, Broadcast copy) {
        kept.add(user.displayUser() + ": " + copy.said().orElseThrow().content().asText() + " by "
                + copy.said().orElseThrow().speaker().displayUser());
    }

    @Test
    @DisplayName("kept for all: 202, when it is durable; the room does not wait")
    void all() {
        away.addAll(List.of(user("bob"), user("carol")));
        CompletableFuture<Answer> answer = conference.begin("alice", "hello");
        assertFalse(answer.isDone());
        away.clear();
        assertEquals(200, conference.send("bob", "hi").status());
        assertEquals(List.of("chat-1 -> alice, carol: [bob]: hi"), conference.told());
        stored.complete(null);
        assertEquals("1 202", answer.join().code() + " " + answer.join().status());
        assertEquals(List.of("bob: [alice]: hello by alice", "carol: [alice]: hello by alice"), kept);
    }

    @Test
    @DisplayName("kept for one: the others have it at once, and the speaker gets 200 when it is durable")
    void some() {
        away.add(user("bob"));
        CompletableFuture<Answer> answer = conference.begin("alice", "hello");
        assertEquals(List.of("chat-1 -> carol: [alice]: hello"), conference.told());
        assertFalse(answer.isDone());
        stored.complete(null);
        assertEquals(200, answer.join().status());
    }

    @Test
    @DisplayName("what could not be kept is answered as if nobody had tried")
    void notStored() {
        away.addAll(List.of(user("bob"), user("carol")));
        stored.completeExceptionally(new IllegalStateException("disk full"));
        assertEquals(200, conference.send("alice", "hello").status());
    }

    @Test
    @DisplayName("a copy that fails and is kept is not held against the member; a notice is nobody's to keep")
    void failed() {
        conference.away.add(user("bob"));
        conference.send("alice", "hello");
        conference.send("dave", "#join");
        conference.awaitQuiet();
        assertEquals(List.of("bob: [alice]: hello by alice"), kept);
        assertEquals(List.of("chat-1 -> bob, carol: [alice]: hello",
                "chat-1 -> alice, bob, carol, dave: *** [dave] has joined the room",
                "chat-1 -> alice: *** [bob] could not be reached 1 times in a row (480 refused)"), conference.told());
    }

    @Test
    @DisplayName("while there is no way out nothing is kept: who is answered 503 will say it again")
    void noTransport() {
        away.add(user("bob"));
        conference.outgoing.unbindTransport(conference);
        assertEquals(503, conference.send("alice", "hello").status());
        assertTrue(kept.isEmpty());
    }

    @Test
    @DisplayName("in CPIM, what is kept is what any client can read")
    void cpim() {
        conference.cpimUsers.sent(user("bob"), true);
        conference.away.add(user("bob"));
        conference.send("alice", CHAT, new Content("message/cpim", ("From: <sip:alice@example.com>\r\n\r\n"
                + "Content-Type: text/plain\r\n\r\nhello").getBytes(StandardCharsets.UTF_8)), Map.of());
        assertEquals(List.of("bob: [alice]: hello by alice"), kept);
    }

    @Test
    @DisplayName("one that throws is counted, and disturbs nobody")
    void broken() {
        broken = true;
        assertEquals(200, conference.send("alice", "hello").status());
        assertEquals(List.of("chat-1 -> bob, carol: [alice]: hello"), conference.told());
        assertEquals(1, conference.failures.count());
    }

    @Test
    @DisplayName("kept for other reasons: all are sent it at once, and the speaker gets 200 when it is durable")
    void recorded() {
        isRecorded = true;
        CompletableFuture<Answer> answer = conference.begin("alice", "hello");
        assertEquals(List.of("chat-1 -> bob, carol: [alice]: hello"), conference.told());
        assertFalse(answer.isDone());
        stored.complete(null);
        assertEquals(200, answer.join().status());
    }

    @Test
    @DisplayName("a keeper that says nothing leaves nobody without an answer, and nothing is said to be kept")
    void silent() {
        isRecorded = true;
        CompletableFuture<Answer> answer = conference.begin("alice", "hello");
        conference.time.turn(Duration.ofMillis(9_999));
        assertFalse(answer.isDone());
        conference.time.turn(Duration.ofMillis(1));
        assertEquals("-503 503", answer.join().code() + " " + answer.join().status());
    }

    @Test
    @DisplayName("several keepers: each is asked for those whom the one before left, and the speaker waits for all")
    void several() {
        away.add(user("bob"));
        List<SipAddress> asked = new ArrayList<>();
        CompletableFuture<Void> other = new CompletableFuture<>();
        conference.keeping.add(new TestReference<>(Map.of(), -1), new Keeper() {
            @Override
            public Kept keep(Broadcast speech) {
                asked.addAll(speech.receivers());
                return new Kept(speech.receivers(), other);
            }

            @Override
            public boolean keep(Broadcast copy, int receiver, Delivery delivery) {
                return false;
            }
        });
        CompletableFuture<Answer> answer = conference.begin("alice", "hello");
        assertEquals(List.of(user("carol")), asked);
        stored.complete(null);
        assertFalse(answer.isDone());
        other.complete(null);
        assertEquals(200, answer.join().status());
    }
}
