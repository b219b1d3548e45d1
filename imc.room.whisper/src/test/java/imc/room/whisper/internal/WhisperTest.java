package imc.room.whisper.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.Answer;
import imc.api.Content;
import imc.api.Member;
import imc.api.Role;
import imc.api.Room;
import imc.api.SipAddress;
import imc.api.command.CommandCall;
import imc.api.command.Notice;
import imc.api.command.Saying;
import imc.api.command.Step;
import imc.api.room.RoomSetting;
import imc.api.store.Change;
import imc.api.text.Language;
import imc.api.transport.Delivery;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class WhisperTest {

    private static final SipAddress CHAT = SipAddress.parse("sip:chat-1@example.com");

    private Optional<Room> room = Optional.of(Room.empty(CHAT, false).with(new Member(user("alice"), Role.OWNER))
            .with(new Member(user("bob"), Role.MEMBER)).with(Member.invited(user("carol"), user("alice"))));
    /** What policies make of it. */
    private UnaryOperator<Saying> policies = UnaryOperator.identity();
    private Language language = Language.NONE;

    private static SipAddress user(String name) {
        return SipAddress.resolve(name, CHAT);
    }

    private CommandCall call(String sender, Map<String, String> arguments) {
        return (CommandCall) Proxy.newProxyInstance(CommandCall.class.getClassLoader(),
                new Class<?>[] {CommandCall.class}, (proxy, method, given) -> switch (method.getName()) {
                    case "sender" -> user(sender);
                    case "room" -> room;
                    case "language" -> Language.of(room, language);
                    case "argument" -> Optional.ofNullable(arguments.get(given[0]));
                    case "address" -> address((String) given[0]);
                    case "saying" -> policies.apply(said((Content) given[0], (List<?>) given[1]));
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private static Saying said(Content content, List<?> receivers) {
        return new Saying(content, receivers.stream().map(SipAddress.class::cast).toList(), Answer.OK);
    }

    private static SipAddress address(String word) {
        return SipAddress.resolve(word, CHAT);
    }

    private Step msg(String sender, String user, String text) {
        return new Whisper().run(call(sender,
                text.isEmpty() ? Map.of("user", user) : Map.of("user", user, "text", text)));
    }

    private static String told(Step step) {
        String notices = String.join("\n", step.notices().stream().map(notice ->
                notice.receivers().get(0).user() + ": " + notice.content().asText()).toList());
        return step.answer().isSuccess() ? notices
                : step.answer().status() + " " + step.answer().code() + " " + step.answer().text() + notices;
    }

    private void put(String name, String property, String value) {
        room = Optional.of(new Change.MemberPropertyPut(CHAT, user(name), property, Optional.of(value))
                .applyTo(room.orElseThrow()));
    }

    @Test
    @DisplayName("one member gets it, by the name that the sender has in the room, and nobody else")
    void one() {
        Step step = msg("alice", "bob", "see you at 8");
        assertEquals("bob: [alice -> you]: see you at 8", told(step));
        assertTrue(step.changes().isEmpty() && step.notices().get(0).isPersonal());
        put("alice", Member.NAME, "Queen");
        room = room.map(found -> new Change.RoomPropertyPut(CHAT, Room.LANGUAGE, Optional.of("de")).applyTo(found));
        assertEquals("bob: [Queen -> dir]: {0}", told(msg("alice", "bob", "{0}")));
    }

    @Test
    @DisplayName("each refusal has its code")
    void refused() {
        assertEquals("403 -192 You are not a member of this room", told(msg("carol", "bob", "hi")));
        assertEquals("403 -192 You are not a member of this room", told(msg("eve", "bob", "hi")));
        assertEquals("400 -194 There is nothing to say: a user and a text are expected", told(msg("alice", "bob", "")));
        assertEquals("400 -195 Bad user address: '%' is not followed by two hexadecimal digits in 'a%4'",
                told(msg("alice", "a%4", "hi")));
        assertEquals("404 -196 No such member", told(msg("alice", "carol", "hi")));
        assertEquals("404 -196 No such member", told(msg("alice", "chat-1", "hi")));
        assertEquals("400 -197 That would be to yourself", told(msg("alice", "alice", "hi")));
        language = new Language("fr");
        assertEquals("404 -196 Ce membre n'existe pas", told(msg("alice", "dave", "hi")));
        room = Optional.empty();
        assertEquals("404 -191 Ce salon n'existe pas", told(msg("alice", "bob", "hi")));
    }

    @Test
    @DisplayName("who wants none gets none, and can send them all the same")
    void unwanted() {
        RoomSetting setting = new PrivateMessages();
        CommandCall call = call("bob", Map.of());
        put("bob", setting.name(), setting.read(call, "OFF", Language.NONE).orElseThrow());
        assertEquals("403 -193 This member wants no private messages", told(msg("alice", "bob", "hi")));
        assertEquals("alice: [bob -> you]: hi", told(msg("bob", "alice", "hi")));
        assertEquals(Optional.empty(), setting.read(call, "on", Language.NONE));
        assertEquals("private is on or off, not 'maybe'", assertThrows(IllegalArgumentException.class,
                () -> setting.read(call, "maybe", Language.NONE)).getMessage());
        assertTrue(setting.who().includes(new Member(user("bob"), Role.MEMBER)));
    }

    @Test
    @DisplayName("what policies refuse is refused in their words, and what they make of it is sent")
    void policies() {
        policies = said -> new Saying(said.content(), List.of(),
                Answer.refused(-152, 403, "You are muted until 14:30"));
        assertEquals("403 -152 You are muted until 14:30", told(msg("alice", "bob", "hi")));
        policies = said -> new Saying(Content.text("***"), said.receivers(), Answer.OK);
        assertEquals("bob: [alice -> you]: ***", told(msg("alice", "bob", "damn")));
        policies = said -> new Saying(said.content(), List.of(), Answer.OK);
        assertEquals("", told(msg("alice", "bob", "into the void")));
    }

    @Test
    @DisplayName("the sender is told that it did not arrive, with the beginning of it; nothing follows from that")
    void lost() {
        String text = "\uD83C\uDF5C".repeat(41);
        Notice notice = msg("alice", "bob", text).notices().get(0);
        Step reaction = notice.undelivered().orElseThrow().run(call("alice", Map.of()), Delivery.answered(486));
        assertEquals("alice: *** [bob] has not got your message (486): " + "\uD83C\uDF5C".repeat(40) + "...",
                told(reaction));
        assertTrue(reaction.notices().get(0).undelivered().isEmpty());
        room = Optional.empty();
        assertEquals("alice: *** [bob] has not got your message (480): hi", told(new Step(Answer.OK, List.of(),
                List.of(notice(Delivery.NOT_REGISTERED)))));
    }

    private Notice notice(Delivery delivery) {
        Optional<Room> now = room;
        room = Optional.of(Room.empty(CHAT, false).with(new Member(user("alice"), Role.OWNER))
                .with(new Member(user("bob"), Role.MEMBER)));
        Notice sent = msg("alice", "bob", "hi").notices().get(0);
        room = now;
        return sent.undelivered().orElseThrow().run(call("alice", Map.of()), delivery).notices().get(0);
    }
}
