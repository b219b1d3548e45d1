package imc.room.access.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.Answer;
import imc.api.Member;
import imc.api.Role;
import imc.api.Room;
import imc.api.SipAddress;
import imc.api.command.ImcCommand;
import imc.api.command.Step;
import imc.api.store.Change;
import imc.commands.internal.command.Accept;
import imc.commands.internal.command.Add;
import imc.commands.internal.command.Create;
import imc.commands.internal.command.Invite;
import imc.commands.internal.command.Join;
import imc.commands.internal.command.Leave;
import imc.commands.internal.command.Remove;
import imc.room.access.internal.Hashing.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who comes into a room that has settings, and what becomes of one whose last member goes. */
class EntranceTest {

    private static final Answer WRONG = Answer.refused(-167, 403, "Wrong password");

    private final House house = new House();

    @AfterEach
    void close() {
        house.close();
    }

    private Answer join(String user, String password) {
        return house.run(user, new Join(), Map.of("password", password));
    }

    private Answer enter(String user, ImcCommand command) {
        return house.run(user, command, Map.of());
    }

    private boolean isIn(String user) {
        return house.room.orElseThrow().member(House.user(user)).filter(member -> member.role().isPresent())
                .isPresent();
    }

    private void invite(String user) {
        house.room = house.room.map(room -> room.with(Member.invited(House.user(user), House.user("alice"))));
    }

    @Test
    @DisplayName("who joins gives the password; only a salted slow hash of it is kept, and it is shown to nobody")
    void password() {
        assertEquals(Answer.OK, house.set("alice", "password", "open-sesame"));
        assertEquals(List.of("alice: *** password = ***"), house.takeTold());
        String kept = house.room.orElseThrow().properties().get(Room.PASSWORD).orElseThrow();
        assertTrue(kept.matches("pbkdf2-sha512\\$1000\\$[A-Za-z0-9+/=]{24}\\$[A-Za-z0-9+/=]{44}"), kept);
        assertEquals(Answer.refused(-166, 403, "This room needs a password: #join <room> <password>"),
                enter("dave", new Join()));
        assertEquals(-166, enter("dave", new Create()).code());
        assertEquals(WRONG, join("dave", "open-sesam"));
        assertEquals(WRONG, join("dave", "x"));
        assertEquals(WRONG, join("dave", "x".repeat(10_000)));
        assertFalse(isIn("dave"));
        assertEquals(Answer.OK, join("dave", "open-sesame"));
        assertTrue(isIn("dave"));
        assertEquals(Answer.OK, house.set("bob", "password", "-"));
        assertEquals(Answer.OK, enter("erin", new Join()));
    }

    @Test
    @DisplayName("one password in two spellings of Unicode is one; two rooms with one password keep different things")
    void spelling() {
        house.set("alice", "password", "caf\u00E9");
        Optional<String> first = house.room.orElseThrow().properties().get(Room.PASSWORD);
        assertEquals(Answer.OK, join("dave", "cafe\u0301"));
        house.set("alice", "password", "caf\u00E9");
        assertFalse(first.equals(house.room.orElseThrow().properties().get(Room.PASSWORD)));
    }

    @Test
    @DisplayName("who was invited, and whom an admin adds, needs no password, and comes into a room for members only")
    void invitedAndAdded() {
        house.set("alice", "password", "open-sesame");
        house.set("alice", "members_only", "on");
        assertEquals(Answer.refused(-168, 403, "Only who is invited may join this room"), join("dave", "open-sesame"));
        assertEquals(-168, enter("dave", new Create()).code());
        assertEquals(Answer.OK, house.run("bob", new Add(), Map.of("user", "dave")));
        invite("erin");
        assertEquals(Answer.OK, enter("erin", new Accept()));
        invite("frank");
        assertEquals(Answer.OK, enter("frank", new Join()));
        assertTrue(isIn("dave") && isIn("erin") && isIn("frank"));
    }

    @Test
    @DisplayName("max_members holds for everybody, invitations count, and who is in stays")
    void full() {
        house.set("alice", "max_members", "4");
        assertEquals(Answer.OK, house.run("alice", new Invite(), Map.of("user", "dave")));
        Answer full = Answer.refused(-169, 403,
                "The room is full: 4 members and invitations are there, at most 4 are set");
        assertEquals(full, enter("erin", new Join()));
        assertEquals(full, enter("erin", new Create()));
        assertEquals(full, house.run("alice", new Add(), Map.of("user", "erin")));
        assertEquals(full, house.run("alice", new Invite(), Map.of("user", "erin")));
        assertEquals(Answer.OK, enter("dave", new Accept()));
        house.set("alice", "max_members", "1");
        assertEquals(Answer.OK, house.run("alice", new Remove(), Map.of("user", "carol")));
        assertEquals(-169, enter("carol", new Join()).code());
        house.set("alice", "max_members", "-");
        assertEquals(Answer.OK, enter("carol", new Join()));
    }

    @Test
    @DisplayName("the welcome goes to who comes in, behind the notice of it")
    void welcome() {
        house.set("alice", "welcome", "Mind the step");
        house.takeTold();
        house.run("alice", new Add(), Map.of("user", "dave"));
        assertEquals(List.of("alice, bob, carol, dave: *** [dave] has joined the room", "dave: *** Mind the step"),
                house.takeTold());
    }

    @Test
    @DisplayName("a room that is not persistent ends with its last member, whoever puts him out")
    void persistent() {
        house.room = house.room.map(room -> room.without(House.user("bob")).without(House.user("carol")));
        invite("dave");
        ImcCommand removing = call -> Step.done().changing(new Change.MemberRemoved(House.CHAT, House.user("alice")));
        Optional<Room> before = house.room;
        enter("alice", removing);
        assertEquals(0, house.room.orElseThrow().presentCount());
        house.room = before;
        house.set("alice", "persistent", "off");
        before = house.room;
        enter("chat-1", removing);
        assertEquals(Optional.empty(), house.room);
        house.room = before.map(room -> room.with(new Member(House.user("bob"), Role.MEMBER)));
        assertEquals(Answer.OK, enter("bob", new Leave()));
        assertEquals(1, house.room.orElseThrow().presentCount());
    }

    @Test
    @DisplayName("after five wrong passwords in a row none is looked at for a minute, of this user, for this room")
    void guessing() {
        house.set("alice", "password", "open-sesame");
        for (int i = 0; i < 4; i++) {
            assertEquals(WRONG, join("dave", "guess-" + i));
        }
        assertEquals(Answer.OK, join("dave", "open-sesame"));
        house.run("alice", new Remove(), Map.of("user", "dave"));
        for (int i = 0; i < 5; i++) {
            assertEquals(WRONG, join("dave", "guess-" + i));
        }
        Answer wait = new Answer(-160, 480, null, "Too many wrong passwords: 61 seconds until the next is "
                + "looked at", 61);
        assertEquals(wait, join("dave", "never-given"));
        assertEquals(Answer.OK, join("erin", "open-sesame"));
        house.clock.addAndGet(TimeUnit.SECONDS.toNanos(59));
        assertEquals(480, join("dave", "another").status());
        house.clock.addAndGet(TimeUnit.SECONDS.toNanos(1));
        assertEquals(Answer.OK, join("dave", "open-sesame"));
        assertEquals("right=3 wrong=9 refused=2", figures());
    }

    private String figures() {
        return ((Entrance) house.entrance).statistics().stream().map(each ->
                each.name().replace("room_passwords_", "") + "=" + each.value())
                .reduce((a, b) -> a + " " + b).orElseThrow();
    }

    @Test
    @DisplayName("many at once are no way to more attempts, nor is the same wrong one again and again")
    void atOnce() {
        house.set("alice", "password", "open-sesame");
        List<CompletableFuture<Answer>> all = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            all.add(house.run(House.user("dave"), new Join(), Map.of("password", "guess-" + i)));
        }
        List<Integer> codes = all.stream().map(each -> each.join().code()).toList();
        assertTrue(codes.stream().filter(code -> code == -167).count() <= 5, codes::toString);
        house.clock.addAndGet(TimeUnit.SECONDS.toNanos(61));
        for (int i = 0; i < 5; i++) {
            assertEquals(WRONG, join("dave", "the-same"));
        }
        assertEquals(-167, join("dave", "the-same").code()); // it is known, and no attempt more
        assertEquals(-160, join("dave", "the-other").code());
    }

    @Test
    @DisplayName("who comes while too many wait is told to come again, and so is who waits at the end")
    void busy() throws Exception {
        house.set("alice", "password", "open-sesame");
        Hashing hashing = new Hashing(1, 1);
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch held = new CountDownLatch(1);
        CompletableFuture<String> first = hashing.soon(() -> {
            begun.countDown();
            while (held.getCount() > 0) {
                Thread.onSpinWait();
            }
            return "done";
        }, "busy").toCompletableFuture();
        assertTrue(begun.await(10, TimeUnit.SECONDS));
        CompletableFuture<Verdict> waiting = hashing.compare("kept", "word").toCompletableFuture();
        assertFalse(waiting.isDone());
        assertEquals(Verdict.UNKNOWN, hashing.compare("kept", "word").toCompletableFuture().join());
        hashing.deactivate();
        assertEquals(Verdict.UNKNOWN, waiting.join());
        assertEquals(Verdict.UNKNOWN, hashing.compare("kept", "word").toCompletableFuture().join());
        held.countDown();
        assertEquals("done", first.get(10, TimeUnit.SECONDS));
        house.close();
        assertEquals(new Answer(-503, 503, null, "Too many passwords are being looked at; try again in 5 seconds", 5),
                join("dave", "open-sesame"));
        assertEquals(503, house.set("alice", "password", "other-sesame").status());
        assertFalse(isIn("dave"));
    }

    @ParameterizedTest
    @DisplayName("what is kept and is no hash lets nobody in")
    @ValueSource(strings = {"secret", "", "pbkdf2-sha512$0$AAAAAAAAAAAAAAAAAAAAAA==$AAAAAAAAAAAAAAAAAAAAAA==",
        "pbkdf2-sha512$9999999$AAAAAAAAAAAAAAAAAAAAAA==$AAAAAAAAAAAAAAAAAAAAAA==", "pbkdf2-sha512$1$$",
        "pbkdf2-sha512$1$!$!"})
    void spoilt(String kept) {
        assertThrows(IllegalArgumentException.class, () -> PasswordHash.read(kept));
        house.room = house.room.map(room -> room.with(room.properties().with(Room.PASSWORD, Optional.of(kept))));
        assertEquals(Optional.empty(), Optional.ofNullable(house.run(House.user("dave"), new Join(),
                Map.of("password", "secret")).exceptionally(failure -> null).join()).filter(Answer::isSuccess));
        assertFalse(isIn("dave"));
    }

    @Test
    @DisplayName("what is remembered of attempts is bounded; who comes beyond it shares one count")
    void bounded() {
        Attempts attempts = new Attempts(house.clock::get);
        for (int i = 0; i < Attempts.MOST + 10; i++) {
            attempts.begin(House.CHAT, House.user("u" + i)).ifPresent(attempt -> attempt.ended(Verdict.WRONG));
        }
        assertEquals(Attempts.MOST, attempts.size());
        SipAddress other = House.user("other");
        assertTrue(attempts.waiting(House.CHAT, other) > 0);
        house.clock.addAndGet(TimeUnit.SECONDS.toNanos(61));
        assertEquals(0, attempts.waiting(House.CHAT, other));
        assertEquals(0, attempts.size());
        Verdicts verdicts = new Verdicts(house.clock::get);
        for (int i = 0; i < Verdicts.MOST + 10; i++) {
            verdicts.put(Verdicts.Key.of(House.CHAT, other, "kept", "p" + i), Verdict.WRONG);
        }
        assertEquals(Verdicts.MOST, verdicts.size());
    }
}
