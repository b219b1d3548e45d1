package imc.room.history.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.Content;
import imc.api.Member;
import imc.api.Role;
import imc.api.Room;
import imc.api.archive.MessageArchive;
import imc.api.command.Notice;
import imc.api.command.Step;
import imc.api.room.Cause;
import imc.api.store.Change;
import imc.store.memory.internal.MemoryArchive;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class HistoryTest {

    private final Hall hall = new Hall();

    @AfterEach
    void stop() {
        hall.history.deactivate();
    }

    private void say(String... texts) {
        for (String text : texts) {
            hall.say("bob", text);
        }
    }

    @Test
    @DisplayName("a room keeps nothing until its people want it; all are told when they do, and when they do no more")
    void switching() throws Exception {
        say("before");
        assertEquals(List.of(), hall.kept());
        assertEquals(List.of("bob: *** This room does not keep what is said"), hall.ask("bob", ""));
        hall.history("50");
        assertEquals(List.of("alice, bob: *** This room keeps what is said (last 50 messages)"), hall.told());
        say("after");
        assertEquals(List.of("bob: after"), hall.kept());
        hall.history("50");
        assertEquals(List.of(), hall.told());
        hall.history("2");
        assertEquals(List.of("alice, bob: *** This room keeps what is said (last 2 messages)"), hall.told());
        assertEquals(List.of("bob: after"), hall.kept());

        hall.history("0");
        assertEquals(List.of("alice, bob: *** This room no longer keeps what is said"), hall.told());
        assertEquals(List.of(), hall.kept());
        hall.history("0");
        assertEquals(List.of(), hall.told());
    }

    @Test
    @DisplayName("all are told in the room's language")
    void language() {
        hall.take(Step.done().changing(new Change.RoomPropertyPut(Hall.CHAT, Room.LANGUAGE, Optional.of("de"))),
                Hall.cause("alice"));
        hall.history("5");
        assertEquals(List.of("alice, bob: *** Dieser Raum behält, was gesagt wird (die letzten 5 Nachrichten)"),
                hall.told());
    }

    @Test
    @DisplayName("a length is a number within the operator's bounds, and is shown as it was set")
    void length() {
        HistoryLength setting = new HistoryLength(hall.history);
        assertEquals("0-100", setting.usage());
        for (String wrong : List.of("-1", "101", "many", "", "1 since 5", "99999999999")) {
            assertEquals("history is a number from 0 to 100, not '" + wrong + "'",
                    assertThrows(IllegalArgumentException.class, () -> hall.history(wrong)).getMessage());
        }
        hall.history("100");
        assertEquals("100", setting.shown(hall.room.orElseThrow().properties().get("history").orElseThrow()));
        assertEquals("nonsense", setting.shown("nonsense"));
        assertEquals("history_before_join is on or off, not 'maybe'", assertThrows(IllegalArgumentException.class,
                () -> hall.set(new HistoryBeforeJoin(), "maybe")).getMessage());
    }

    @Test
    @DisplayName("what a database says that nobody here has written keeps nothing; without a time it keeps since ever")
    void strangeProperty() throws Exception {
        for (String strange : List.of("", "x", "-3", "5 since yesterday", "5 since ", "99999999999")) {
            hall.take(Step.done().changing(new Change.RoomPropertyPut(Hall.CHAT, "history", Optional.of(strange))),
                    Hall.cause("alice"));
            say("no");
        }
        assertEquals(List.of(), hall.kept());
        hall.take(Step.done().changing(new Change.RoomPropertyPut(Hall.CHAT, "history", Optional.of("5"))),
                Hall.cause("alice"));
        say("yes");
        assertEquals(List.of("bob: [bob 14:05]: yes"), hall.ask("bob", ""));
    }

    @Test
    @DisplayName("who joins gets the last of it behind the notice, with who said it and when; nobody else does")
    void joining() {
        hall.history("50");
        say("1", "2", "3", "4", "5", "6");
        hall.told();
        hall.join("dave");
        assertEquals("Thu, 26 Nov 2026 14:05:00 GMT", Hall.date(hall.notices.get(1)));
        assertEquals(Optional.of(new Notice.Author(Hall.user("bob"), hall.clock.instant())),
                hall.notices.get(1).author());
        assertEquals(List.of("alice, bob, dave: *** [dave] has joined the room", "dave: [bob 14:05]: 2",
                "dave: [bob 14:05]: 3", "dave: [bob 14:05]: 4", "dave: [bob 14:05]: 5", "dave: [bob 14:05]: 6"),
                hall.told());
        hall.history("1");
        hall.told();
        hall.join("carol");
        assertEquals(List.of("alice, bob, dave, carol: *** [carol] has joined the room", "carol: [bob 14:05]: 6"),
                hall.told());
    }

    @Test
    @DisplayName("a room that is taken over from a store shows nobody anything, and keeps what it kept")
    void takenOver() throws Exception {
        hall.history("50");
        say("1");
        Room room = hall.room.orElseThrow();
        hall.told();
        hall.history.changed(Hall.CHAT, Optional.of(room), Optional.of(room.with(new Member(Hall.user("dave"),
                Role.MEMBER))), Cause.of(Cause.STORE, Hall.CHAT));
        hall.history.changed(Hall.CHAT, Optional.of(room), Optional.empty(), Cause.of(Cause.STORE, Hall.CHAT));
        assertEquals(List.of(), hall.told());
        assertEquals(List.of("bob: 1"), hall.kept());
    }

    @Test
    @DisplayName("where that is off, nobody reads what was said before he came; who was there reads all")
    void beforeJoin() throws Exception {
        hall.history("50");
        hall.set(new HistoryBeforeJoin(), "off");
        say("1");
        hall.told();
        hall.join("dave");
        assertEquals(List.of("alice, bob, dave: *** [dave] has joined the room"), hall.told());
        assertEquals(List.of("dave: *** There is nothing to show"), hall.ask("dave", ""));
        hall.clock.turn(Duration.ofMinutes(1));
        say("2");
        assertEquals(List.of("dave: [bob 14:06]: 2"), hall.ask("dave", ""));
        assertEquals(List.of("dave: [bob 14:06]: 2"), hall.ask("dave", "since 1d"));
        assertEquals(List.of("bob: [bob 14:05]: 1", "bob: [bob 14:06]: 2"), hall.ask("bob", ""));

        hall.leave("dave");
        hall.join("dave");
        hall.told();
        assertEquals(List.of("dave: *** There is nothing to show"), hall.ask("dave", ""));
        hall.set(new HistoryBeforeJoin(), "on");
        assertEquals(List.of("dave: [bob 14:05]: 1", "dave: [bob 14:06]: 2"), hall.ask("dave", ""));
        hall.set(new HistoryBeforeJoin(), "off");
        hall.take(Step.done().changing(new Change.MemberPropertyPut(Hall.CHAT, Hall.user("dave"), Recording.JOINED,
                Optional.of("nonsense"))), Hall.cause("dave"));
        assertEquals(List.of("dave: *** There is nothing to show"), hall.ask("dave", ""));
    }

    @Test
    @DisplayName("who is no member reads nothing, also where he was one when he asked: he was banned")
    void strangers() throws Exception {
        hall.history("50");
        say("1");
        hall.told();
        assertEquals(List.of("403 -182 You are not a member of this room"), hall.ask("dave", ""));
        assertEquals(List.of("403 -182 You are not a member of this room"), hall.ask("carol", ""));
        ShowHistory command = new ShowHistory(hall.history);
        var prepared = command.preparing(hall.call("bob", Map.of())).orElseThrow();
        hall.leave("bob");
        assertEquals(-182, Hall.done(prepared).run(hall.call("bob", Map.of())).answer().code());
        assertFalse(command.preparing(hall.call("bob", Map.of())).isPresent());
        hall.take(Step.done().changing(new Change.RoomDestroyed(Hall.CHAT)), Hall.cause("alice"));
        assertEquals(List.of("404 -181 Room not found"), hall.ask("alice", ""));
    }

    @Test
    @DisplayName("a room that is made anew has nothing of the old one, even where that could not be deleted")
    void anew() throws Exception {
        hall.history("50");
        say("old");
        hall.history.unbindArchive(hall.archive);
        hall.take(Step.done().changing(new Change.RoomDestroyed(Hall.CHAT)), Hall.cause("alice"));
        hall.clock.turn(Duration.ofMinutes(1));
        hall.take(Step.done().changing(new Change.RoomCreated(Hall.CHAT, false))
                .changing(new Change.MemberPut(Hall.CHAT, new Member(Hall.user("eve"), Role.OWNER))),
                Hall.cause("eve"));
        hall.history("50");
        hall.told();
        assertEquals(List.of("bob: old"), hall.kept());
        CompletionStage<Void> waits = hall.say("eve", "new");
        assertFalse(waits.toCompletableFuture().isDone());
        hall.history.bindArchive(hall.archive);
        assertEquals(List.of(), hall.kept());
        hall.clock.turn(Duration.ofSeconds(1));
        assertTrue(waits.toCompletableFuture().isDone());
        assertEquals(List.of("eve: new"), hall.kept());
        assertEquals(List.of("eve: [eve 14:06]: new"), hall.ask("eve", "since 1d"));
    }

    @Test
    @DisplayName("what can be asked for: a number, or a time; what cannot be read is refused and told")
    void asking() throws Exception {
        hall.history("50");
        say("1", "2");
        hall.clock.turn(Duration.ofHours(2));
        say("3", "4", "5", "6");
        hall.told();
        assertEquals(List.of("bob: [bob 16:05]: 5", "bob: [bob 16:05]: 6"), hall.ask("bob", "2"));
        assertEquals(4, hall.ask("bob", "since 1h").size());
        assertEquals(5, hall.ask("bob", "since 14:00").size());
        assertEquals(List.of("bob: *** There is nothing to show"), hall.ask("bob", "since 2026-11-27"));
        for (String wrong : List.of("0", "6", "x", "-1", "99999999999999", "since", "since now", "since 0h", "since 5",
                "since 25:00", "since 2026-13-01", "since 9999999d")) {
            assertEquals(List.of("400 -184 This cannot be read: " + wrong + "; allowed are a number from 1 to 5, or since "
                    + "14:00, since 2h, since 2026-11-26"), hall.ask("bob", wrong));
        }
        hall.clock.turn(Duration.ofDays(1));
        assertEquals(List.of("bob: [bob 2026-11-26 16:05]: 6"), hall.ask("bob", "1"));
    }

    @Test
    @DisplayName("no more is read than the room keeps, nor what is older than the operator allows")
    void bounds() throws Exception {
        hall.history("2");
        say("1", "2", "3");
        hall.told();
        assertEquals(2, hall.ask("bob", "5").size());
        assertEquals(2, hall.ask("bob", "since 1h").size());
        hall.history.modified(Map.of("max_messages", 1));
        assertEquals(1, hall.ask("bob", "5").size());
        hall.clock.turn(Duration.ofDays(29));
        assertEquals(1, hall.ask("bob", "5").size());
        hall.clock.turn(Duration.ofDays(1).plusMillis(1));
        assertEquals(List.of("bob: *** There is nothing to show"), hall.ask("bob", "5"));
    }

    @Test
    @DisplayName("what is too much and what is too old is deleted now and then")
    void upkeep() throws Exception {
        hall.history("2");
        say("1", "2", "3");
        assertEquals(3, hall.kept().size());
        hall.clock.turn(Duration.ofSeconds(History.SWEEP_SECONDS));
        assertEquals(List.of("bob: 2", "bob: 3"), hall.kept());
        hall.clock.turn(Duration.ofDays(29));
        assertEquals(2, hall.kept().size());
        hall.clock.turn(Duration.ofDays(1));
        assertEquals(List.of(), hall.kept());
    }

    @Test
    @DisplayName("text of any kind is kept as it came, and shown in UTF-8; nothing else is")
    void content() throws Exception {
        hall.history("50");
        hall.told();
        hall.say("bob", new Content("text/plain;charset=ISO-8859-1",
                "caf\u00e9".getBytes(StandardCharsets.ISO_8859_1)));
        hall.say("bob", Content.text("\uFEFFmarked"));
        hall.say("bob", new Content("text/html;charset=utf-16", "<b>".getBytes(StandardCharsets.UTF_16)));
        hall.say("bob", new Content("application/im-iscomposing+xml", new byte[1]));
        hall.say("bob", new Content("image/png", new byte[1]));
        hall.ask("bob", "");
        hall.ask("bob", "");
        hall.take(hall.history.replay().to(Hall.user("bob"), hall.room, Hall.done(hall.archive.last(Hall.CHAT,
                        Optional.empty(), 5))).stream().reduce(Step.done(), Step::sending, (one, other) -> one),
                Hall.cause("bob"));
        assertEquals(List.of("text/plain", "text/plain", "text/html;charset=UTF-8"),
                hall.notices.stream().map(notice -> notice.content().type()).toList());
        assertEquals(List.of("bob: [bob 14:05]: caf\u00e9", "bob: [bob 14:05]: marked", "bob: [bob 14:05]: <b>"),
                hall.told());
    }

    @Test
    @DisplayName("a name is the one that the speaker had then, and twins are told apart")
    void names() throws Exception {
        hall.history("50");
        hall.told();
        hall.take(Step.done().changing(new Change.MemberPropertyPut(Hall.CHAT, Hall.user("bob"), Member.NAME,
                Optional.of("Bobby"))), Hall.cause("bob"));
        say("1");
        hall.take(Step.done().changing(new Change.MemberPropertyPut(Hall.CHAT, Hall.user("bob"), Member.NAME,
                Optional.empty())), Hall.cause("bob"));
        hall.join("bob@other.example");
        hall.told();
        say("2");
        assertEquals(List.of("alice: [Bobby 14:05]: 1", "alice: [bob@example.com 14:05]: 2"), hall.ask("alice", ""));
    }

    @Test
    @DisplayName("an archive that is away or fails is said so, and nobody is kept from joining")
    void away() throws Exception {
        hall.history("50");
        say("1");
        hall.told();
        hall.history.unbindArchive(hall.archive);
        assertEquals(List.of("503 -185 The history cannot be read now"), hall.ask("bob", ""));
        hall.join("dave");
        assertEquals(List.of("alice, bob, dave: *** [dave] has joined the room"), hall.told());
        ((MemoryArchive) hall.archive).close();
        hall.history.bindArchive(hall.archive);
        assertEquals(List.of("503 -185 The history cannot be read now"), hall.ask("bob", ""));
        hall.join("carol");
        assertEquals(List.of("alice, bob, dave, carol: *** [carol] has joined the room"), hall.told());
        assertTrue(hall.say("bob", "2").toCompletableFuture().isDone());
        hall.history.bindArchive(new Broken());
        assertEquals(List.of("503 -185 The history cannot be read now"), hall.ask("bob", ""));
        assertTrue(hall.say("bob", "3").toCompletableFuture().isDone());
        assertEquals(2, hall.history.statistics().stream().filter(each -> each.name().equals("history_failures"))
                .findFirst().orElseThrow().value());
    }

    /** What a store should not do. */
    private static final class Broken extends ForwardingArchive {
        Broken() {
            super(() -> CompletableFuture.failedFuture(new IllegalStateException("broken")));
        }
    }

    @Test
    @DisplayName("a message is answered when the archive has it, and not before")
    void durable() {
        CompletableFuture<Object> stage = new CompletableFuture<>();
        hall.history("50");
        MessageArchive slow = new ForwardingArchive(() -> stage);
        hall.history.bindArchive(slow);
        CompletionStage<Void> stored = hall.say("bob", "1");
        assertFalse(stored.toCompletableFuture().isDone());
        stage.complete(null);
        assertTrue(stored.toCompletableFuture().isDone());
    }
}
