package imc.room.archive.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.Content;
import imc.api.Member;
import imc.api.Role;
import imc.api.Room;
import imc.api.archive.MessageArchive;
import imc.api.command.Step;
import imc.api.room.Cause;
import imc.api.store.Change;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ArchiveTest {

    private final Vault vault = new Vault();

    @AfterEach
    void stop() {
        vault.archive.deactivate();
    }

    private void say(String... texts) {
        for (String text : texts) {
            vault.say("bob", text);
        }
    }

    @Test
    @DisplayName("a room keeps nothing until its people want it; all are told when they do, and when they do no more")
    void switching() throws Exception {
        say("before");
        assertEquals(List.of(), vault.kept());
        assertEquals(List.of(), vault.last(Instant.MIN, 10));
        vault.history("50");
        assertEquals(List.of("alice, bob: *** This room keeps what is said (last 50 messages)"), vault.told());
        say("after");
        assertEquals(List.of("bob: after"), vault.kept());
        vault.history("50");
        assertEquals(List.of(), vault.told());
        vault.history("2");
        assertEquals(List.of("alice, bob: *** This room keeps what is said (last 2 messages)"), vault.told());
        assertEquals(List.of("bob: after"), vault.last(Instant.MIN, 10));

        vault.history("0");
        assertEquals(List.of("alice, bob: *** This room no longer keeps what is said"), vault.told());
        assertEquals(List.of(), vault.kept());
        vault.history("0");
        assertEquals(List.of(), vault.told());
    }

    @Test
    @DisplayName("all are told in the room's language")
    void language() {
        vault.take(Step.done().changing(new Change.RoomPropertyPut(Vault.CHAT, Room.LANGUAGE, Optional.of("de"))),
                Vault.cause("alice"));
        vault.history("5");
        assertEquals(List.of("alice, bob: *** Dieser Raum behält, was gesagt wird (die letzten 5 Nachrichten)"),
                vault.told());
    }

    @Test
    @DisplayName("a length is a number within the operator's bounds, and is shown as it was set")
    void length() {
        HistoryLength setting = new HistoryLength(vault.archive);
        assertEquals("0-100", setting.usage());
        for (String wrong : List.of("-1", "101", "many", "", "1 since 5", "99999999999")) {
            assertEquals("history is a number from 0 to 100, not '" + wrong + "'",
                    assertThrows(IllegalArgumentException.class, () -> vault.history(wrong)).getMessage());
        }
        vault.history("100");
        assertEquals("100", setting.shown(vault.now().properties().get("history").orElseThrow()));
        assertEquals("nonsense", setting.shown("nonsense"));
    }

    @Test
    @DisplayName("what a database says that nobody here has written keeps nothing; without a time it keeps since ever")
    void strangeProperty() throws Exception {
        for (String strange : List.of("", "x", "-3", "5 since yesterday", "5 since ", "99999999999")) {
            vault.take(Vault.property(Optional.of(strange)), Vault.cause("alice"));
            say("no");
        }
        assertEquals(List.of(), vault.kept());
        vault.take(Vault.property(Optional.of("5")), Vault.cause("alice"));
        say("yes");
        assertEquals(List.of("bob: yes"), vault.last(Instant.MIN, 10));
    }

    @Test
    @DisplayName("a room that is taken over from a store keeps what it kept")
    void takenOver() throws Exception {
        vault.history("50");
        say("1");
        vault.archive.changed(Vault.CHAT, vault.room, Optional.empty(), Cause.of(Cause.STORE, Vault.CHAT));
        assertEquals(List.of("bob: 1"), vault.kept());
    }

    @Test
    @DisplayName("a room that is made anew has nothing of the old one, even where that could not be deleted")
    void anew() throws Exception {
        vault.history("50");
        say("old");
        vault.archive.unbindArchive(vault.store);
        vault.take(Step.done().changing(new Change.RoomDestroyed(Vault.CHAT)), Vault.cause("alice"));
        vault.clock.turn(Duration.ofMinutes(1));
        vault.take(Step.done().changing(new Change.RoomCreated(Vault.CHAT, false))
                .changing(new Change.MemberPut(Vault.CHAT, new Member(Vault.user("eve"), Role.OWNER))),
                Vault.cause("eve"));
        vault.history("50");
        assertEquals(List.of("bob: old"), vault.kept());
        CompletionStage<Void> waits = vault.say("eve", "new");
        assertFalse(waits.toCompletableFuture().isDone());
        vault.archive.bindArchive(vault.store);
        assertEquals(List.of(), vault.kept());
        vault.clock.turn(Duration.ofSeconds(1));
        assertTrue(waits.toCompletableFuture().isDone());
        assertEquals(List.of("eve: new"), vault.last(Instant.MIN, 10));
    }

    @Test
    @DisplayName("nobody is given what was said before the room kept it, though it is there")
    void before() throws Exception {
        Vault.done(vault.store.append(Vault.message("old")));
        vault.clock.turn(Duration.ofMinutes(1));
        vault.history("50");
        say("new");
        assertEquals(List.of("bob: old", "bob: new"), vault.kept());
        assertEquals(List.of("bob: new"), vault.last(Instant.MIN, 10));
    }

    @Test
    @DisplayName("no more is given than the room keeps, nor what is older than the operator allows, or than asked for")
    void bounds() throws Exception {
        vault.history("2");
        say("1", "2");
        vault.clock.turn(Duration.ofMinutes(1));
        say("3");
        assertEquals(List.of("bob: 2", "bob: 3"), vault.last(Instant.MIN, 5));
        assertEquals(List.of("bob: 3"), vault.last(Instant.MIN, 1));
        assertEquals(List.of("bob: 3"), vault.last(vault.clock.instant(), 5));
        vault.archive.modified(Map.of("max_messages", 1));
        assertEquals(List.of("bob: 3"), vault.last(Instant.MIN, 5));
        vault.archive.modified(Map.of("max_days", 1));
        vault.clock.turn(Duration.ofDays(1));
        vault.clock.turn(Duration.ofMillis(1));
        assertEquals(List.of(), vault.last(Instant.MIN, 5));
    }

    @Test
    @DisplayName("what is too much and what is too old is deleted now and then")
    void upkeep() throws Exception {
        vault.history("2");
        say("1", "2", "3");
        assertEquals(3, vault.kept().size());
        vault.clock.turn(Duration.ofSeconds(Archive.SWEEP_SECONDS));
        assertEquals(List.of("bob: 2", "bob: 3"), vault.kept());
        vault.clock.turn(Duration.ofDays(29));
        assertEquals(2, vault.kept().size());
        vault.clock.turn(Duration.ofDays(1));
        assertEquals(List.of(), vault.kept());
    }

    @Test
    @DisplayName("text of any kind is kept as it came; nothing else is")
    void content() throws Exception {
        vault.history("50");
        vault.say("bob", new Content("text/plain;charset=ISO-8859-1",
                "caf\u00e9".getBytes(StandardCharsets.ISO_8859_1)));
        vault.say("bob", new Content("text/html;charset=utf-16", "<b>".getBytes(StandardCharsets.UTF_16)));
        vault.say("bob", new Content("application/im-iscomposing+xml", new byte[1]));
        vault.say("bob", new Content("image/png", new byte[1]));
        assertEquals(List.of("bob: caf\u00e9", "bob: <b>"), vault.kept());
    }

    @Test
    @DisplayName("a name is the one that the speaker had then, and twins are told apart")
    void names() throws Exception {
        vault.history("50");
        vault.take(Step.done().changing(new Change.MemberPropertyPut(Vault.CHAT, Vault.user("bob"), Member.NAME,
                Optional.of("Bobby"))), Vault.cause("bob"));
        say("1");
        vault.take(Step.done().changing(new Change.MemberPropertyPut(Vault.CHAT, Vault.user("bob"), Member.NAME,
                Optional.empty())).changing(new Change.MemberPut(Vault.CHAT, new Member(
                Vault.user("bob@other.example"), Role.MEMBER))), Vault.cause("bob"));
        say("2");
        assertEquals(List.of("Bobby: 1", "bob@example.com: 2"), vault.kept());
    }

    private String unreadable() {
        return assertThrows(ExecutionException.class, () -> vault.last(Instant.MIN, 5)).getCause().getMessage();
    }

    @Test
    @DisplayName("a store that is away or fails is said to who reads; what is said is answered all the same")
    void away() throws Exception {
        vault.history("50");
        vault.archive.unbindArchive(vault.store);
        assertEquals("no archive is there", unreadable());
        vault.archive.bindArchive(new ForwardingArchive(
                () -> CompletableFuture.failedFuture(new IllegalStateException("broken"))));
        assertEquals("broken", unreadable());
        assertTrue(vault.say("bob", "2").toCompletableFuture().isDone());
        vault.archive.bindArchive(new ForwardingArchive(() -> {
            throw new IllegalStateException("thrown");
        }));
        assertEquals("thrown", unreadable());
        assertTrue(vault.say("bob", "3").toCompletableFuture().isDone());
        assertEquals(2, vault.archive.statistics().stream().filter(each -> each.name().equals("history_failures"))
                .findFirst().orElseThrow().value());
    }

    @Test
    @DisplayName("a message is answered when the store has it, and not before")
    void durable() {
        CompletableFuture<Object> stage = new CompletableFuture<>();
        vault.history("50");
        MessageArchive slow = new ForwardingArchive(() -> stage);
        vault.archive.bindArchive(slow);
        CompletionStage<Void> stored = vault.say("bob", "1");
        assertFalse(stored.toCompletableFuture().isDone());
        stage.complete(null);
        assertTrue(stored.toCompletableFuture().isDone());
    }

    @Test
    @DisplayName("what is much more than the room keeps is deleted as soon as it is said")
    void trimmedAtOnce() throws Exception {
        vault.history("100");
        for (int i = 0; i < 500; i++) {
            say("text " + i);
            assertTrue(vault.kept().size() <= 120, "after " + i);
        }
        assertEquals("bob: text 499", vault.last(Instant.MIN, 1).get(0));
        assertEquals(100, vault.last(Instant.MIN, 1000).size());
    }

    @Test
    @DisplayName("all rooms keep so much together, and a room half of what is left: others keep theirs")
    void share() throws Exception {
        vault.archive.modified(Map.of("max_messages", 1000, "max_megabytes", 1));
        vault.history("1000");
        Content large = Content.text("x".repeat(10_000));
        for (int i = 0; i < 300; i++) {
            vault.say("bob", large);
        }
        long bytes = bytes();
        assertTrue(bytes > 300_000 && bytes <= 1 << 19, bytes + " bytes");
        assertTrue(vault.kept().size() * 10_000 <= bytes, "they are counted right");

        Vault other = new Vault(vault, "chat-2");
        for (int i = 0; i < 10; i++) {
            other.say("alice", large);
        }
        assertEquals(10, other.kept().size());
        int before = vault.kept().size();
        vault.history("0");
        assertTrue(bytes() < 150_000);
        for (int i = 0; i < 300; i++) {
            other.say("alice", large);
        }
        assertTrue(other.kept().size() >= before);
    }

    @Test
    @DisplayName("what is in an archive that comes counts, and what nobody can tell does not trouble anybody")
    void found() throws Exception {
        vault.archive.unbindArchive(vault.store);
        for (int i = 0; i < 100; i++) {
            Vault.done(vault.store.append(Vault.message("x".repeat(1000))));
        }
        vault.archive.bindArchive(vault.store);
        assertEquals(100 * 1200, bytes());
        vault.archive.bindArchive(new ForwardingArchive(() -> {
            throw new IllegalStateException("thrown");
        }));
        assertEquals(100 * 1200, bytes());
    }

    private long bytes() {
        return vault.archive.statistics().stream().filter(each -> each.name().equals("history_bytes")).findFirst()
                .orElseThrow().value();
    }
}
