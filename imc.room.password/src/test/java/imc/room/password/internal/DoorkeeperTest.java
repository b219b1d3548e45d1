package imc.room.password.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.Answer;
import imc.api.Room;
import imc.api.SipAddress;
import imc.api.command.ImcCommand;
import imc.api.room.SettingRefusedException;
import imc.api.text.Language;
import imc.commands.internal.command.Accept;
import imc.commands.internal.command.Add;
import imc.commands.internal.command.Create;
import imc.commands.internal.command.Join;
import imc.commands.internal.command.Remove;
import imc.room.password.internal.Hashing.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who comes into a room that has a password. */
class DoorkeeperTest {

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

    private void invite(String user) {
        house.room = house.room.map(room -> room.with(House.invited(user, "alice")));
    }

    @Test
    @DisplayName("who joins gives the password; only a salted slow hash of it is kept, and it is shown to nobody")
    void password() {
        house.set("open-sesame");
        String kept = house.now().properties().get(Room.PASSWORD).orElseThrow();
        assertTrue(kept.matches("pbkdf2-sha512\\$1000\\$[A-Za-z0-9+/=]{24}\\$[A-Za-z0-9+/=]{44}"), kept);
        assertEquals(Answer.refused(-166, 403, "This room needs a password: #join <room> <password>"),
                enter("dave", new Join()));
        assertEquals(-166, enter("dave", new Create()).code());
        assertEquals(WRONG, join("dave", "open-sesam"));
        assertEquals(WRONG, join("dave", "x"));
        assertEquals(WRONG, join("dave", "x".repeat(10_000)));
        assertFalse(house.isIn("dave"));
        assertEquals(Answer.OK, join("dave", "open-sesame"));
        assertTrue(house.isIn("dave"));
        house.set("-");
        assertEquals(Answer.OK, enter("erin", new Join()));
    }

    @Test
    @DisplayName("one password in two spellings of Unicode is one; two rooms with one password keep different things")
    void spelling() {
        house.set("caf\u00E9");
        Optional<String> first = house.now().properties().get(Room.PASSWORD);
        assertEquals(Answer.OK, join("dave", "cafe\u0301"));
        house.set("caf\u00E9");
        assertFalse(first.equals(house.now().properties().get(Room.PASSWORD)));
    }

    @Test
    @DisplayName("who was invited, and whom an admin adds, needs no password")
    void invitedAndAdded() {
        house.set("open-sesame");
        assertEquals(Answer.OK, house.run("bob", new Add(), Map.of("user", "dave")));
        invite("erin");
        assertEquals(Answer.OK, enter("erin", new Accept()));
        invite("frank");
        assertEquals(Answer.OK, enter("frank", new Join()));
        assertTrue(house.isIn("dave") && house.isIn("erin") && house.isIn("frank"));
    }

    private Optional<CompletionStage<Optional<String>>> preparing(String value, Language language) {
        return house.setting.preparing(house.call("alice", Map.of()), value, language);
    }

    @ParameterizedTest
    @DisplayName("a password is one word of characters that can be seen; what was written is not repeated")
    @ValueSource(strings = {"abc", "two words", "    ", "sec\u200Bret",
        "a-word-of-more-than-64-characters-is-too-long-for-a-password-of-rooms"})
    void wrong(String value) {
        String words = "A password is one word of 4 to 64 characters that can be seen";
        assertEquals(words, assertThrows(IllegalArgumentException.class, () -> house.set(value)).getMessage());
        assertEquals(words, assertThrows(IllegalArgumentException.class, () -> preparing(value, Language.NONE))
                .getMessage());
        assertEquals("Ein Passwort ist ein Wort aus 4 bis 64 sichtbaren Zeichen", assertThrows(
                IllegalArgumentException.class, () -> preparing(value, Language.of("de"))).getMessage());
    }

    @Test
    @DisplayName("what is found out before the room's turn proves the password, and is shown to nobody")
    void prepared() {
        String kept = preparing("open-sesame", Language.NONE).orElseThrow().toCompletableFuture().join().orElseThrow();
        assertTrue(PasswordHash.read(kept).proves("open-sesame"));
        assertEquals("***", house.setting.shown(kept));
        house.keep(Optional.of(kept));
        assertEquals(Answer.OK, join("dave", "open-sesame"));
    }

    @Test
    @DisplayName("after five wrong passwords in a row none is looked at for a minute, of this user, for this room")
    void guessing() {
        house.set("open-sesame");
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
        return house.doorkeeper.statistics().stream().map(each ->
                each.name().replace("room_passwords_", "") + "=" + each.value())
                .reduce((a, b) -> a + " " + b).orElseThrow();
    }

    @Test
    @DisplayName("many at once are no way to more attempts, nor is the same wrong one again and again")
    void atOnce() {
        house.set("open-sesame");
        List<CompletableFuture<Answer>> all = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            all.add(house.begin("dave", new Join(), Map.of("password", "guess-" + i)));
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
        house.set("open-sesame");
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
        CompletableFuture<Verdict> waiting = compare(hashing, "dave", "chat-1");
        assertFalse(waiting.isDone());
        assertEquals(Verdict.UNKNOWN, compare(hashing, "erin", "chat-2").join());
        hashing.deactivate();
        assertEquals(Verdict.UNKNOWN, waiting.join());
        assertEquals(Verdict.UNKNOWN, compare(hashing, "dave", "chat-1").join());
        held.countDown();
        assertEquals("done", first.get(10, TimeUnit.SECONDS));
        house.close();
        assertEquals(new Answer(-503, 503, null, "Too many passwords are being looked at; try again in 5 seconds", 5),
                join("dave", "open-sesame"));
        assertEquals(Optional.empty(), preparing("other-sesame", Language.NONE).orElseThrow().toCompletableFuture()
                .join());
        assertFalse(house.isIn("dave"));
    }

    private static CompletableFuture<Verdict> compare(Hashing hashing, String user, String room) {
        return hashing.compare(House.user(user), House.user(room), "kept", "word").toCompletableFuture();
    }

    @Test
    @DisplayName("one user has one hash at a time and those of one room a quarter, so that others need not wait long")
    void shares() throws Exception {
        Hashing hashing = new Hashing(1_000, 32);
        CountDownLatch held = new CountDownLatch(1);
        CompletableFuture<String> first = hashing.soon(() -> {
            while (held.getCount() > 0) {
                Thread.onSpinWait();
            }
            return "done";
        }, "busy").toCompletableFuture();
        List<CompletableFuture<Verdict>> daves = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            daves.add(compare(hashing, "dave", "chat-" + i));
        }
        assertEquals(1, daves.stream().filter(each -> !each.isDone()).count());
        CompletableFuture<Optional<String>> set =
                hashing.hash(House.user("alice"), "open-sesame").toCompletableFuture();
        assertFalse(set.isDone());
        assertTrue(hashing.hash(House.user("alice"), "open-sesame").toCompletableFuture().isDone());
        List<CompletableFuture<Verdict>> strangers = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            strangers.add(compare(hashing, "stranger-" + i, "chat-tried"));
        }
        assertEquals(8, strangers.stream().filter(each -> !each.isDone()).count());
        assertFalse(hashing.hash(House.user("owner"), "open-sesame").toCompletableFuture().isDone());
        held.countDown();
        assertEquals("done", first.get(10, TimeUnit.SECONDS));
        assertTrue(set.get(10, TimeUnit.SECONDS).isPresent());
        strangers.forEach(each -> each.exceptionally(failure -> Verdict.WRONG).join());
        String kept = hashing.now("open-sesame");
        assertEquals(Verdict.RIGHT, hashing.compare(House.user("dave"), House.user("chat-tried"), kept, "open-sesame")
                .toCompletableFuture().get(10, TimeUnit.SECONDS)); // what he has had is over
        hashing.deactivate();
    }

    @Test
    @DisplayName("who sends a hundred holds up another by no more than the one that is being made")
    void hundred() {
        house.set("open-sesame");
        List<CompletableFuture<?>> all = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            all.add(house.begin("dave", new Join(), Map.of("password", "guess-" + i)));
            all.add(setting("alice", "password-" + i));
        }
        assertEquals(Answer.OK, join("erin", "open-sesame"));
        all.forEach(CompletableFuture::join);
    }

    /** What comes of {@code #set password}; empty for a refusal. */
    private CompletableFuture<Optional<String>> setting(String user, String password) {
        try {
            return house.setting.preparing(house.call(user, Map.of()), password, Language.NONE)
                    .orElseThrow().toCompletableFuture();
        } catch (SettingRefusedException e) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
    }

    @Test
    @DisplayName("a user sets a password every ten seconds; management, and who was told to come again, need not wait")
    void pause() {
        assertTrue(setting("alice", "open-sesame").join().isPresent());
        house.clock.addAndGet(TimeUnit.SECONDS.toNanos(3));
        assertEquals(new Answer(-170, 480, null, "You have just set a password: 7 seconds until the next", 7),
                assertThrows(SettingRefusedException.class, () -> house.setting.preparing(
                        house.call("alice", Map.of()), "other-sesame", Language.NONE)).answer());
        assertTrue(setting("bob", "open-sesame").join().isPresent());
        house.clock.addAndGet(TimeUnit.SECONDS.toNanos(7));
        assertTrue(setting("alice", "other-sesame").join().isPresent());
        for (int i = 0; i < 3; i++) {
            assertTrue(setting("chat-1", "managed-sesame").join().isPresent());
        }
        house.close();
        for (int i = 0; i < 3; i++) {
            assertEquals(Optional.empty(), house.setting.preparing(house.call("carol", Map.of()),
                    "busy-sesame", Language.NONE).orElseThrow().toCompletableFuture().join());
        }
    }

    @Test
    @DisplayName("the password of who is banned is not compared")
    void banned() {
        house.set("open-sesame");
        house.doorkeeper.bindModeration(House.banning("dave"));
        assertEquals(-503, join("dave", "open-sesame").code()); // whoever bans has refused before that
        assertEquals(Answer.OK, join("erin", "open-sesame"));
        assertEquals("right=1 wrong=0 refused=0", figures());
    }

    @ParameterizedTest
    @DisplayName("what is kept and is no hash lets nobody in")
    @ValueSource(strings = {"secret", "", "pbkdf2-sha512$0$AAAAAAAAAAAAAAAAAAAAAA==$AAAAAAAAAAAAAAAAAAAAAA==",
        "pbkdf2-sha512$9999999$AAAAAAAAAAAAAAAAAAAAAA==$AAAAAAAAAAAAAAAAAAAAAA==", "pbkdf2-sha512$1$$",
        "pbkdf2-sha512$1$!$!"})
    void spoilt(String kept) {
        assertThrows(IllegalArgumentException.class, () -> PasswordHash.read(kept));
        house.keep(Optional.of(kept));
        assertEquals(Optional.empty(), Optional.ofNullable(house.begin("dave", new Join(),
                Map.of("password", "secret")).exceptionally(failure -> null).join()).filter(Answer::isSuccess));
        assertFalse(house.isIn("dave"));
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
