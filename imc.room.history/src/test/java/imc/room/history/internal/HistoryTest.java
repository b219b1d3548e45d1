package imc.room.history.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import imc.api.Answer;
import imc.api.Content;
import imc.api.Member;
import imc.api.Role;
import imc.api.Room;
import imc.api.archive.ArchivedMessage;
import imc.api.command.ImcCommand;
import imc.api.command.Notice;
import imc.api.command.Step;
import imc.api.room.Cause;
import imc.api.store.Change;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class HistoryTest {

    private final Hall hall = new Hall();

    @Test
    @DisplayName("of a room that keeps nothing, nothing is shown, and it is said so")
    void nothing() throws Exception {
        hall.say("before");
        assertEquals(List.of("bob: *** This room does not keep what is said"), hall.ask("bob", ""));
        hall.join("dave");
        assertEquals(List.of("alice, bob, dave: *** [dave] has joined the room"), hall.told());
        hall.keeps(Optional.of("nonsense"));
        assertEquals(List.of("bob: *** This room does not keep what is said"), hall.ask("bob", ""));
    }

    @Test
    @DisplayName("who joins gets the last of it behind the notice, with who said it and when; nobody else does")
    void joining() throws Exception {
        hall.keeps(50);
        hall.say("1", "2", "3", "4", "5", "6");
        hall.join("dave");
        assertEquals("Thu, 26 Nov 2026 14:05:00 GMT", Hall.date(hall.notices.get(1)));
        assertEquals(Optional.of(new Notice.Author(Hall.user("bob"), hall.now)), hall.notices.get(1).author());
        assertEquals(List.of("alice, bob, dave: *** [dave] has joined the room", "dave: [bob 14:05]: 2",
                "dave: [bob 14:05]: 3", "dave: [bob 14:05]: 4", "dave: [bob 14:05]: 5", "dave: [bob 14:05]: 6"),
                hall.told());
        hall.keeps(1);
        hall.join("carol");
        assertEquals(List.of("alice, bob, dave, carol: *** [carol] has joined the room", "carol: [bob 14:05]: 6"),
                hall.told());
    }

    @Test
    @DisplayName("a room that is taken over from a store shows nobody anything")
    void takenOver() throws Exception {
        hall.keeps(50);
        hall.say("1");
        Room room = hall.now();
        hall.history.changed(Hall.CHAT, Optional.of(room), Optional.of(room.with(new Member(Hall.user("dave"),
                Role.MEMBER))), Cause.of(Cause.STORE, Hall.CHAT));
        assertEquals(List.of(), hall.told());
    }

    @Test
    @DisplayName("where that is off, nobody reads what was said before he came; who was there reads all")
    void beforeJoin() throws Exception {
        hall.keeps(50);
        hall.set(new HistoryBeforeJoin(), "off");
        hall.say("1");
        hall.join("dave");
        assertEquals(List.of("alice, bob, dave: *** [dave] has joined the room"), hall.told());
        assertEquals(List.of("dave: *** There is nothing to show"), hall.ask("dave", ""));
        hall.turn(Duration.ofMinutes(1));
        hall.say("2");
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
        hall.take(Step.done().changing(new Change.MemberPropertyPut(Hall.CHAT, Hall.user("dave"), Arrival.PROPERTY,
                Optional.of("nonsense"))), Hall.cause("dave"));
        assertEquals(List.of("dave: *** There is nothing to show"), hall.ask("dave", ""));
        assertEquals("history_before_join is on or off, not 'maybe'", assertThrows(IllegalArgumentException.class,
                () -> hall.set(new HistoryBeforeJoin(), "maybe")).getMessage());
    }

    @Test
    @DisplayName("what is said while a store takes its time over a newcomer, or over when he came, is not for him")
    void whileWritten() throws Exception {
        hall.keeps(50);
        hall.set(new HistoryBeforeJoin(), "off");
        hall.hold();
        hall.join("dave");
        hall.turn(Duration.ofMillis(10));
        hall.say("between us");
        assertEquals(List.of("403 -182 You are not a member of this room"), hall.ask("dave", ""));
        hall.turn(Duration.ofSeconds(30));
        hall.hold();
        hall.written();
        assertEquals(List.of("alice, bob, dave: *** [dave] has joined the room"), hall.told());
        hall.turn(Duration.ofMinutes(1));
        hall.say("to all");
        assertEquals(List.of("dave: *** There is nothing to show"), hall.ask("dave", ""));
        hall.written();
        assertEquals(List.of("dave: [bob 14:06]: to all"), hall.ask("dave", ""));
        assertEquals(2, hall.ask("bob", "").size());
    }

    @Test
    @DisplayName("so it is where that is on, and switched off while his time is being written")
    void switchedOffMeanwhile() throws Exception {
        hall.keeps(50);
        hall.say("1");
        hall.hold();
        hall.join("dave");
        hall.say("2");
        hall.written();
        assertEquals(List.of("alice, bob, dave: *** [dave] has joined the room", "dave: [bob 14:05]: 1",
                "dave: [bob 14:05]: 2"), hall.told());
        hall.set(new HistoryBeforeJoin(), "off");
        assertEquals(List.of("dave: *** There is nothing to show"), hall.ask("dave", ""));
    }

    @Test
    @DisplayName("who came while nobody was there to write it down reads nothing of before, where that is off")
    void unseen() throws Exception {
        hall.keeps(50);
        hall.set(new HistoryBeforeJoin(), "off");
        hall.history.unbindRooms(hall);
        hall.say("1");
        hall.joinUnseen("dave");
        hall.turn(Duration.ofMinutes(1));
        hall.say("2");
        assertEquals(List.of("dave: *** There is nothing to show"), hall.ask("dave", ""));
        hall.set(new HistoryBeforeJoin(), "off");
        assertEquals(List.of("dave: *** There is nothing to show"), hall.ask("dave", ""));

        hall.history.bindRooms(hall);
        assertEquals(List.of("dave: *** There is nothing to show"), hall.ask("dave", ""));
        hall.turn(Duration.ofMinutes(1));
        hall.say("3");
        assertEquals(List.of("dave: [bob 14:07]: 3"), hall.ask("dave", ""));
        assertEquals(3, hall.ask("alice", "").size());
    }

    @Test
    @DisplayName("so does who stands in a store that is taken over, and came elsewhere")
    void elsewhere() throws Exception {
        hall.keeps(50);
        hall.set(new HistoryBeforeJoin(), "off");
        hall.say("1");
        hall.joinUnseen("dave");
        hall.history.changed(Hall.CHAT, Optional.empty(), hall.room, Cause.of(Cause.STORE, Hall.CHAT));
        hall.turn(Duration.ofMinutes(1));
        hall.say("2");
        assertEquals(List.of("dave: [bob 14:06]: 2"), hall.ask("dave", ""));
        assertEquals(2, hall.ask("bob", "").size());
    }

    @Test
    @DisplayName("where it is switched off, who was there goes on reading all; a large room takes it bit by bit")
    void switchedOff() throws Exception {
        for (int i = 0; i < 2 * Arrival.AT_ONCE; i++) {
            hall.joinUnseen("member-" + i);
        }
        hall.keeps(50);
        hall.say("1");
        hall.set(new HistoryBeforeJoin(), "off");
        assertEquals(Arrival.AT_ONCE, hall.most);
        assertEquals(List.of("member-7: [bob 14:05]: 1"), hall.ask("member-7", ""));
        assertEquals(List.of("member-399: [bob 14:05]: 1"), hall.ask("member-399", ""));
        assertEquals(List.of(), Arrival.unknown(hall.now()));
        hall.join("carol");
        assertEquals(List.of("carol: *** There is nothing to show"), hall.ask("carol", "").subList(1, 2));
    }

    @Test
    @DisplayName("who is no member reads nothing, also where he was one when he asked: he was banned")
    void strangers() throws Exception {
        hall.keeps(50);
        hall.say("1");
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
    @DisplayName("a room that is made anew shows nothing of the old one, even where that is still there")
    void anew() throws Exception {
        hall.keeps(50);
        hall.say("old");
        hall.turn(Duration.ofMinutes(1));
        hall.keeps(0);
        hall.keeps(50);
        assertEquals(List.of("bob: *** There is nothing to show"), hall.ask("bob", "since 1d"));
        hall.say("new");
        assertEquals(List.of("bob: [bob 14:06]: new"), hall.ask("bob", "since 1d"));
    }

    @Test
    @DisplayName("what can be asked for: a number, or a time; what cannot be read is refused and told")
    void asking() throws Exception {
        hall.keeps(50);
        hall.say("1", "2");
        hall.turn(Duration.ofHours(2));
        hall.say("3", "4", "5", "6");
        assertEquals(List.of("bob: [bob 16:05]: 5", "bob: [bob 16:05]: 6"), hall.ask("bob", "2"));
        assertEquals(4, hall.ask("bob", "since 1h").size());
        assertEquals(5, hall.ask("bob", "since 14:00").size());
        assertEquals(List.of("bob: *** There is nothing to show"), hall.ask("bob", "since 2026-11-27"));
        for (String wrong : List.of("0", "6", "x", "-1", "99999999999999", "since", "since now", "since 0h", "since 5",
                "since 25:00", "since 2026-13-01", "since 9999999d")) {
            assertEquals(List.of("400 -184 This cannot be read: " + wrong
                    + "; allowed are a number from 1 to 5, or since 14:00, since 2h, since 2026-11-26"),
                    hall.ask("bob", wrong));
        }
        hall.turn(Duration.ofDays(1));
        assertEquals(List.of("bob: [bob 2026-11-26 16:05]: 6"), hall.ask("bob", "1"));
    }

    @Test
    @DisplayName("text of any kind is shown in UTF-8, without its mark")
    void content() throws Exception {
        hall.keeps(50);
        hall.say("bob", new Content("text/plain;charset=ISO-8859-1",
                "caf\u00e9".getBytes(StandardCharsets.ISO_8859_1)));
        hall.say("\uFEFFmarked");
        hall.say("bob", new Content("text/html;charset=utf-16", "<b>".getBytes(StandardCharsets.UTF_16)));
        hall.join("dave");
        assertEquals(List.of("text/plain", "text/plain", "text/html;charset=UTF-8"),
                hall.notices.stream().skip(1).map(notice -> notice.content().type()).toList());
        assertEquals(List.of("dave: [bob 14:05]: caf\u00e9", "dave: [bob 14:05]: marked", "dave: [bob 14:05]: <b>"),
                hall.told().subList(1, 4));
    }

    @Test
    @DisplayName("where nobody keeps it, or it cannot be read, it is said so, and nobody is kept from joining")
    void away() throws Exception {
        hall.keeps(50);
        hall.say("1");
        hall.history.archive = null;
        assertEquals(List.of("503 -185 The history cannot be read now"), hall.ask("bob", ""));
        hall.join("dave");
        assertEquals(List.of("alice, bob, dave: *** [dave] has joined the room"), hall.told());
        hall.history.archive = (room, since, count) ->
                CompletableFuture.failedFuture(new IllegalStateException("broken"));
        assertEquals(List.of("503 -185 The history cannot be read now"), hall.ask("bob", ""));
        hall.join("carol");
        assertEquals(List.of("alice, bob, dave, carol: *** [carol] has joined the room"), hall.told());
        hall.history.archive = (room, since, count) -> {
            throw new IllegalStateException("thrown");
        };
        assertEquals(List.of("503 -185 The history cannot be read now"), hall.ask("bob", ""));
        hall.join("erin");
        hall.told();
        hall.history.archive = hall.archive;
        hall.join("frank");
        assertEquals(List.of("frank: [bob 14:05]: 1"), hall.told().subList(1, 2));
    }

    @Test
    @DisplayName("an answer has twice as many MESSAGEs as messages may be shown: the last ones, and one at least")
    void parts() throws Exception {
        hall.keeps(50);
        String lines = "line\n".repeat(200);
        hall.say("1", lines + "2", lines + "3", lines + "4", "5");
        assertEquals(List.of("2", "3", "4", "5"), hall.ask("bob", "").stream()
                .map(text -> text.substring(text.length() - 1)).toList());
        hall.join("dave");
        assertEquals(5, hall.told().size());
        hall.say(lines.repeat(10), "6");
        assertEquals(1, hall.ask("bob", "").size());
        hall.say(lines.repeat(10));
        assertEquals(1, hall.ask("bob", "").size());
    }

    @Test
    @DisplayName("while something is read for somebody, he is refused with Retry-After; while it is for many, all are")
    void burst() throws Exception {
        List<CompletableFuture<List<ArchivedMessage>>> asked = new ArrayList<>();
        hall.keeps(50);
        hall.say("1");
        hall.history.archive = (room, since, count) -> {
            asked.add(new CompletableFuture<>());
            return asked.get(asked.size() - 1);
        };
        ShowHistory command = new ShowHistory(hall.history);
        var first = command.preparing(hall.call("bob", Map.of())).orElseThrow();
        String busy = "480 -186 Something is still being read for you, or for many others: "
                + "please ask again in a moment";
        assertEquals(List.of(busy), hall.ask("bob", ""));
        var other = command.preparing(hall.call("alice", Map.of())).orElseThrow();
        hall.joinUnseen("erin");
        assertEquals(List.of(busy), hall.ask("erin", ""));
        assertEquals(2, asked.size());

        asked.get(0).completeExceptionally(new IllegalStateException("broken"));
        assertEquals(List.of(busy), hall.ask("erin", ""));
        ImcCommand answered = Hall.done(first);
        Answer refused = command.preparing(hall.call("bob", Map.of())).orElseThrow().toCompletableFuture().join()
                .run(hall.call("bob", Map.of())).answer();
        assertEquals(2, refused.retryAfter());
        answered.run(hall.call("bob", Map.of()));
        answered.run(hall.call("bob", Map.of()));
        command.preparing(hall.call("erin", Map.of())).orElseThrow();
        assertEquals(3, asked.size());
        assertFalse(other.toCompletableFuture().isDone());
        hall.turn(Questions.LONGEST.plusSeconds(1));
        command.preparing(hall.call("alice", Map.of())).orElseThrow();
        assertEquals(4, asked.size(), "what nobody has answered is forgotten");
    }

    @Test
    @DisplayName("who joins while something is read for him, or for many, sees what was said when that has ended")
    void joiningMeanwhile() throws Exception {
        hall.keeps(50);
        hall.say("1");
        List<Questions.Open> open = Stream.of("alice", "bob")
                .map(name -> hall.history.begin(Hall.user(name)).orElseThrow()).toList();
        hall.join("dave");
        hall.join("erin");
        hall.join("frank");
        hall.leave("erin");
        assertEquals(3, hall.told().size());
        open.get(0).close();
        assertEquals(List.of("dave: [bob 14:05]: 1", "frank: [bob 14:05]: 1"), hall.told());
        Questions.Open own = hall.history.begin(Hall.user("grace")).orElseThrow();
        open.get(1).close();
        hall.join("grace");
        hall.join("henry");
        assertEquals(List.of("henry: [bob 14:05]: 1"), hall.told().subList(2, 3));
        own.close();
        own.close();
        assertEquals(List.of("grace: [bob 14:05]: 1"), hall.told());
    }

    @Test
    @DisplayName("what is thrown while something is begun holds up nobody who waits")
    void thrown() {
        Questions questions = new Questions(() -> hall.now, 2);
        assertThrows(IllegalStateException.class, () -> questions.whenOpen(Hall.user("bob"), open -> {
            throw new IllegalStateException("thrown");
        }));
        List<String> begun = new ArrayList<>();
        questions.whenOpen(Hall.user("alice"), open -> begun.add("alice"));
        assertEquals(List.of("alice"), begun);
    }
}
