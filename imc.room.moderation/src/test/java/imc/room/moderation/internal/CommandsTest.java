package imc.room.moderation.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.Answer;
import imc.api.Member;
import imc.api.Room;
import imc.api.command.Step;
import imc.api.room.Cause;
import imc.api.store.Change;
import imc.api.text.Language;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CommandsTest {

    private final House house = new House("bert", "bob", "carol", "dave@other.example");

    private void refused(int code, int status, String text, String sender, String message) {
        Room before = house.room;
        Answer answer = house.send(sender, message);
        assertEquals(code + " " + status + " " + text, answer.code() + " " + answer.status() + " " + answer.text(),
                message);
        assertEquals(before, house.room, message);
        assertEquals(List.of(), house.told(), message);
    }

    private void done(String sender, String message, String... told) {
        assertEquals(Answer.OK, house.send(sender, message), message);
        assertEquals(List.of(told), house.told(), message);
    }

    @Test
    @DisplayName("who is kicked is out, is told with the others, and may come back")
    void kick() {
        done("bert", "#kick bob Please calm down", "alice, bert, bob, carol, dave: "
                + "*** [bob] has been removed by [bert]: Please calm down");
        assertFalse(house.has("bob"));
        done("bob", "#join", "alice, bert, carol, dave, bob: *** [bob] has joined the room");
        done("alice", "#kick bob", "alice, bert, carol, dave, bob: *** [bob] has been removed by [alice]");
        refused(-145, 404, "Not found: no such member", "alice", "#kick bob");
    }

    @Test
    @DisplayName("a ban puts out, and holds against create, join, invite, accept and add, until it is lifted")
    void ban() {
        done("bert", "#ban bob Spam", "alice, bert, bob, carol, dave: *** [bob] has been banned by [bert]: Spam");
        assertFalse(house.has("bob"));
        for (String command : List.of("#join", "#create")) {
            refused(-149, 403, "You are banned from this room: Spam", "bob", command);
        }
        for (String command : List.of("#invite bob", "#add bob", "#add sips:bob@EXAMPLE.com:5061;transport=tcp")) {
            refused(-149, 403, "[bob] is banned from this room (#unban bob@example.com)", "alice", command);
        }
        done("alice", "#bans", "alice: Banned:\nbob@example.com: Spam");
        done("alice", "#unban bob", "alice, bert, carol, dave: *** [bob] is banned no more, by [alice]");
        done("bob", "#join", "alice, bert, carol, dave, bob: *** [bob] has joined the room");
        done("alice", "#bans", "alice: *** Nobody is banned");
        assertTrue(house.room.properties().isEmpty());
    }

    @Test
    @DisplayName("a ban takes an invitation back, and whoever is invited all the same cannot accept")
    void invited() {
        house.send("alice", "#invite erin");
        done("alice", "#ban erin", "erin: *** [alice] invites you to join the room (send '#accept' or '#reject')",
                "alice, bert, bob, carol, dave: *** [erin] has been banned by [alice]");
        assertFalse(house.has("erin"));
        house.isEnforced = false;
        house.send("alice", "#invite erin");
        house.isEnforced = true;
        house.told();
        refused(-149, 403, "You are banned from this room", "erin", "#accept");
        refused(-149, 403, "You are banned from this room", "erin", "#join");
    }

    @Test
    @DisplayName("of attempts of the banned to enter a private room its members are not told")
    void attempts() {
        house.send("alice", "#ban bob");
        house.room = Room.of(House.CHAT, true, house.room.members()).with(house.room.properties());
        house.told();
        refused(-149, 403, "You are banned from this room", "bob", "#join");
        assertEquals(-42, house.send("erin", "#join").code());
        assertEquals(1, house.told().size());
    }

    @Test
    @DisplayName("a host is banned: whoever is of it, is out and stays out")
    void host() {
        done("bert", "#ban *@OTHER.example for 2h Spam", "alice, bert, bob, carol, dave: *** *@other.example has been"
                + " banned by [bert] until " + local("2026-11-26T16:20:00Z", "HH:mm") + ": Spam");
        assertFalse(house.has("dave@other.example"));
        assertEquals(-149, house.send("erin@other.example", "#join").code());
        assertEquals(Answer.OK, house.send("erin@another.example", "#join"));
        assertEquals(Answer.OK, house.send("alice", "#unban *@other.example"));
        assertEquals(Answer.OK, house.send("erin@other.example", "#join"));
        house.told();
        refused(-146, 403, "You may not do this to the room's owner", "bert", "#ban *@example.com");
        refused(-146, 403, "You may not do this to yourself", "alice", "#ban *@example.com");
    }

    @Test
    @DisplayName("nobody touches the owner or himself, and only the owner admins")
    void untouchable() {
        house.send("alice", "#modify carol admin");
        house.told();
        for (String command : List.of("#kick", "#ban", "#mute", "#unmute")) {
            refused(command.contains("mute") ? -156 : -146, 403, "You may not do this to the room's owner", "bert",
                    command + " alice");
            refused(command.contains("mute") ? -156 : -146, 403, "You may not do this to yourself", "bert",
                    command + " bert");
            refused(command.contains("mute") ? -156 : -146, 403, "You may not do this to an admin: only the owner may",
                    "bert", command + " carol");
        }
        done("alice", "#mute carol", "alice, bert, bob, carol, dave: *** [carol] has been muted by [alice]");
        refused(-156, 403, "You may not do this to yourself", "carol", "#unmute carol");
        refused(-159, 403, "You are muted", "carol", "hello");
        done("alice", "#ban carol", "alice, bert, bob, carol, dave: *** [carol] has been banned by [alice]");
    }

    @Test
    @DisplayName("each of the three that all commands check")
    void checks() {
        for (Commands.Command command : Commands.all(house.clock)) {
            boolean isBan = command.first() == Refusal.BANS;
            refused(command.first() - 2, 403, isBan ? "Only the owner and admins may remove and ban"
                    : "Only the owner and admins may say who speaks", "bob", "#" + command.name());
            refused(command.first() - 1, 403, "You are not a member of this room", "erin", "#" + command.name());
        }
        house.room = null;
        for (Commands.Command command : Commands.all(house.clock)) {
            Answer answer = house.send("alice", "#" + command.name());
            assertEquals(command.first() + " 404 Room not found", answer.code() + " " + answer.status() + " "
                    + answer.text());
        }
    }

    @Test
    @DisplayName("users, times and reasons that cannot be read")
    void badInput() {
        refused(-144, 400, "Bad user: none is given", "alice", "#ban");
        refused(-154, 400, "Bad user: none is given", "alice", "#mute");
        for (String everybody : List.of("*", "*@*", "bob@*")) {
            refused(-144, 400, "Bad user: that would be everybody; name one, or *@host for all of one host", "alice",
                    "#ban " + everybody);
        }
        assertEquals(-144, house.send("alice", "#ban bob@*.example.com").code());
        for (String time : List.of("0s", "soon", "-1h", "367d", "99999999d", "1000y", "10", "m", "1.5h", "10mm")) {
            String why = "'" + time + "'"
                    + " is no time; behind 'for' stands 90s, 10m, 2h or 7d, at least 1s and at most 366d";
            refused(-147, 400, "Bad time or reason: " + why, "alice", "#ban bob for " + time);
            refused(-157, 400, "Bad time or value: " + why, "alice", "#mute bob for " + time);
        }
        refused(-147, 400, "Bad time or reason: '' is no time; behind 'for' stands 90s, 10m, 2h or 7d, at least 1s and"
                + " at most 366d", "alice", "#ban bob for");
        assertEquals(-157, house.send("alice", "#mute bob chat-2").code());
        refused(-157, 400, "Bad time or value: '" + "9".repeat(20) + "' is no time; behind 'for' stands 90s, 10m,"
                + " 2h or 7d, at least 1s and at most 366d", "alice", "#mute bob for " + "9".repeat(2000));
        String reason = "Bad time or reason:"
                + " a reason is one line of at most 200 characters, without control characters";
        refused(-147, 400, reason, "alice", "#ban bob " + "x".repeat(201));
        refused(-157, 400, "Bad time or value: 'on' and 'off' are possible", "alice", "#moderated maybe");
        refused(-157, 400, "Bad time or value: 'on' and 'off' are possible", "alice", "#moderated");
        for (String absent : List.of("#kick erin", "#mute erin", "#voice erin")) {
            refused(absent.contains("kick") ? -145 : -155, 404, "Not found: no such member", "alice", absent);
        }
        refused(-145, 404, "Not found: no such ban (#bans lists them)", "alice", "#unban bob");
        refused(-155, 404, "Not found: the user is not muted", "alice", "#unmute bob");
        refused(-155, 404, "Not found: the user has no voice", "alice", "#devoice bob");
    }

    @Test
    @DisplayName("a reason may be long, in any script, and have emoji; nothing in it turns what follows around")
    void reasons() {
        String longest = "x".repeat(199) + "😀";
        done("alice", "#kick bob " + longest, "alice, bert, bob, carol, dave: *** [bob] has been removed by [alice]: "
                + longest);
        for (String bad : List.of("a\u202Eb", "a\u2066b", "a\nb", "a\u2028b", "a\u0000b", "a\u200Fb", "a\uD800b")) {
            Act act = new Act(house.call(House.user("alice"), Map.of(), Language.NONE), house.room, Optional.empty(),
                    house.clock.instant());
            Refusal refusal = assertThrows(Refusal.class, () -> act.ban(House.user("carol"), "", bad));
            assertEquals(-147, refusal.answer(Language.NONE, Refusal.BANS).code());
        }
    }

    @Test
    @DisplayName("a mute outlives leaving and coming back; only speaking is refused")
    void mute() {
        done("bert", "#mute bob for 10m", "alice, bert, bob, carol, dave: *** [bob] has been muted by [bert] until "
                + local("2026-11-26T14:30:00Z", "HH:mm"));
        String until = "You are muted until " + local("2026-11-26T14:30:00Z", "HH:mm");
        refused(-159, 403, until, "bob", "hello");
        house.send("bob", "#leave");
        house.send("bob", "#join");
        house.told();
        refused(-159, 403, until, "bob", "hello");
        assertEquals(Answer.OK, house.send("carol", "hello"));
        done("alice", "#unmute bob", "alice, bert, carol, dave, bob: *** [bob] may speak again, by [alice]");
        assertEquals(Answer.OK, house.send("bob", "hello"));
    }

    private void installWhatSaysSomethingToAll() {
        house.install("topic", "<text...>", call -> Step.done().changing(
                new Change.RoomPropertyPut(House.CHAT, Room.TOPIC, call.argument("text"))));
        house.install("nick", "[<name>]", call -> Step.done().changing(new Change.MemberPropertyPut(House.CHAT,
                call.sender(), Member.NAME, call.argument("name"))));
    }

    @Test
    @DisplayName("who has no voice in a moderated room sets no topic and takes no name, either; management does both")
    void wordsWithoutVoice() {
        installWhatSaysSomethingToAll();
        assertEquals(Answer.OK, house.send("bob", "#nick Bobby"));
        house.send("alice", "#moderated on");
        house.told();
        String words = "The room is moderated: ask an admin for a voice";
        refused(-159, 403, words, "bob", "#topic You are fools");
        refused(-159, 403, words, "bob", "#nick YouFools");
        assertEquals(Answer.OK, house.send("bob", "#nick"));
        assertEquals(Answer.OK, house.send("bert", "#topic Lunch"));
        assertEquals(Answer.OK, house.send("alice", "#nick Ally"));
        assertEquals(Answer.OK, house.change(House.CHAT, Cause.of("imc_set_topic", House.CHAT), call -> Step.done()
                .changing(new Change.RoomPropertyPut(House.CHAT, Room.TOPIC, Optional.of("Closed today"))))
                .toCompletableFuture().join());
        house.send("bert", "#voice bob");
        assertEquals(Answer.OK, house.send("bob", "#nick Bob"));
        assertEquals(Answer.OK, house.send("bob", "#topic Dinner"));
    }

    @Test
    @DisplayName("who is muted sets no topic and takes no name, in which he could say something")
    void mutedWords() {
        installWhatSaysSomethingToAll();
        assertEquals(Answer.OK, house.send("bob", "#nick Bobby"));
        house.send("alice", "#mute bob");
        house.told();
        refused(-159, 403, "You are muted", "bob", "#topic You are fools");
        refused(-159, 403, "You are muted", "bob", "#nick YouFools");
        assertEquals(Answer.OK, house.send("bob", "#nick"));
        assertEquals(Answer.OK, house.send("carol", "#topic Lunch"));
        house.send("alice", "#unmute bob");
        assertEquals(Answer.OK, house.send("bob", "#topic Dinner"));
    }

    @Test
    @DisplayName("in a moderated room the owner, admins and the voiced speak")
    void moderated() {
        done("alice", "#moderated ON", "alice, bert, bob, carol, dave: *** [alice] has made the room moderated:"
                + " only the owner, admins and who has a voice may speak");
        refused(-159, 403, "The room is moderated: ask an admin for a voice", "bob", "hello");
        assertEquals(Answer.OK, house.send("alice", "hello"));
        assertEquals(Answer.OK, house.send("bert", "hello"));
        done("bert", "#voice bob", "alice, bert, bob, carol, dave: *** [bob] has been given a voice by [bert]");
        done("bert", "#voice bob", "alice, bert, bob, carol, dave: *** [bob] has been given a voice by [bert]");
        house.send("bob", "#leave");
        house.send("bob", "#join");
        house.told();
        assertEquals(Answer.OK, house.send("bob", "hello"));
        house.send("bert", "#mute bob");
        house.told();
        refused(-159, 403, "You are muted", "bob", "hello");
        house.send("bert", "#unmute bob");
        house.told();
        done("alice", "#devoice bob", "alice, bert, carol, dave, bob: *** [bob] has no voice any more, by [alice]");
        refused(-159, 403, "The room is moderated: ask an admin for a voice", "bob", "hello");
        done("alice", "#moderated off", "alice, bert, carol, dave, bob: *** [alice] has let everybody speak");
        assertEquals(Answer.OK, house.send("bob", "hello"));
        assertTrue(house.room.properties().isEmpty());
    }

    private static String local(String instant, String pattern) {
        return Instant.parse(instant).atZone(ZoneId.systemDefault()).format(DateTimeFormatter.ofPattern(pattern));
    }
}
