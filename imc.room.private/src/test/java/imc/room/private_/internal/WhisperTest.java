package imc.room.private_.internal;

import static imc.test.kit.TestRoom.CHAT;
import static imc.test.kit.TestRoom.invited;
import static imc.test.kit.TestRoom.member;
import static imc.test.kit.TestRoom.said;
import static imc.test.kit.TestRoom.user;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.Answer;
import imc.api.Content;
import imc.api.Member;
import imc.api.Role;
import imc.api.Room;
import imc.api.command.CommandCall;
import imc.api.command.Notice;
import imc.api.command.Step;
import imc.api.room.RoomPolicy;
import imc.api.room.RoomSetting;
import imc.api.room.Speech;
import imc.api.store.Change;
import imc.api.text.Language;
import imc.api.transport.Delivery;
import imc.test.kit.TestRoom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class WhisperTest {

    private final TestRoom room = new TestRoom(member("alice", Role.OWNER), member("bob", Role.MEMBER),
            invited("carol", "alice"));

    private Step msg(String sender, String user, String text) {
        return new Whisper().run(room.call(sender,
                text.isEmpty() ? Map.of("user", user) : Map.of("user", user, "text", text)));
    }

    private void put(String name, String property, String value) {
        room.room = Optional.of(new Change.MemberPropertyPut(CHAT, user(name), property, Optional.of(value))
                .applyTo(room.now()));
    }

    @Test
    @DisplayName("one member gets it, by the name that the sender has in the room, and nobody else")
    void one() {
        Step step = msg("alice", "bob", "see you at 8");
        assertEquals("bob: [alice -> you]: see you at 8", said(step));
        assertTrue(step.changes().isEmpty() && step.notices().get(0).isPersonal());
        put("alice", Member.NAME, "Queen");
        room.room = Optional.of(new Change.RoomPropertyPut(CHAT, Room.LANGUAGE, Optional.of("de"))
                .applyTo(room.now()));
        assertEquals("bob: [Queen -> dir]: {0}", said(msg("alice", "bob", "{0}")));
    }

    @Test
    @DisplayName("each refusal has its code")
    void refused() {
        assertEquals("403 -192 You are not a member of this room", said(msg("carol", "bob", "hi")));
        assertEquals("403 -192 You are not a member of this room", said(msg("eve", "bob", "hi")));
        assertEquals("400 -194 There is nothing to say: a user and a text are expected", said(msg("alice", "bob", "")));
        assertEquals("400 -195 Bad user address: '%' is not followed by two hexadecimal digits in 'a%4'",
                said(msg("alice", "a%4", "hi")));
        assertEquals("404 -196 No such member", said(msg("alice", "carol", "hi")));
        assertEquals("404 -196 No such member", said(msg("alice", "chat-1", "hi")));
        assertEquals("400 -197 That would be to yourself", said(msg("alice", "alice", "hi")));
        room.language = new Language("fr");
        assertEquals("404 -196 Ce membre n'existe pas", said(msg("alice", "dave", "hi")));
        room.room = Optional.empty();
        assertEquals("404 -191 Ce salon n'existe pas", said(msg("alice", "bob", "hi")));
    }

    @Test
    @DisplayName("who wants none gets none, and can send them all the same")
    void unwanted() {
        RoomSetting setting = new PrivateMessages();
        CommandCall call = room.call("bob", Map.of());
        put("bob", setting.name(), setting.read(call, "OFF", Language.NONE).orElseThrow());
        assertEquals("403 -193 This member wants no private messages", said(msg("alice", "bob", "hi")));
        assertEquals("alice: [bob -> you]: hi", said(msg("bob", "alice", "hi")));
        assertEquals(Optional.empty(), setting.read(call, "on", Language.NONE));
        assertEquals("private is on or off, not 'maybe'", assertThrows(IllegalArgumentException.class,
                () -> setting.read(call, "maybe", Language.NONE)).getMessage());
        assertTrue(setting.who().includes(member("bob", Role.MEMBER)));
    }

    /** The only one there is. */
    private void policy(UnaryOperator<Speech> speaking) {
        room.policies.clear();
        room.policies.add(new RoomPolicy() {
            @Override
            public Speech speaking(Speech speech) {
                return speaking.apply(speech);
            }
        });
    }

    @Test
    @DisplayName("what policies refuse is refused in their words, and what they make of it is sent")
    void policies() {
        policy(speech -> speech.refused(Answer.refused(-152, 403, "You are muted until 14:30")));
        assertEquals("403 -152 You are muted until 14:30", said(msg("alice", "bob", "hi")));
        policy(speech -> speech.saying(Content.text("***")));
        assertEquals("bob: [alice -> you]: ***", said(msg("alice", "bob", "damn")));
        policy(speech -> speech.to(List.of()));
        assertEquals("", said(msg("alice", "bob", "into the void")));
    }

    @Test
    @DisplayName("the sender is told that it did not arrive, with the beginning of it; nothing follows from that")
    void lost() {
        String text = "\uD83C\uDF5C".repeat(41);
        Notice notice = msg("alice", "bob", text).notices().get(0);
        Step reaction = notice.undelivered().orElseThrow().run(room.call("alice", Map.of()), Delivery.answered(486));
        assertEquals("alice: *** [bob] has not got your message (486): " + "\uD83C\uDF5C".repeat(40) + "...",
                said(reaction));
        assertTrue(reaction.notices().get(0).undelivered().isEmpty());
        room.room = Optional.empty();
        assertEquals("alice: *** [bob] has not got your message (480): hi", said(new Step(Answer.OK, List.of(),
                List.of(notice(Delivery.NOT_REGISTERED)))));
    }

    private Notice notice(Delivery delivery) {
        Optional<Room> now = room.room;
        room.room = new TestRoom(member("alice", Role.OWNER), member("bob", Role.MEMBER)).room;
        Notice sent = msg("alice", "bob", "hi").notices().get(0);
        room.room = now;
        return sent.undelivered().orElseThrow().run(room.call("alice", Map.of()), delivery).notices().get(0);
    }
}
