package imc.flood.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.Answer;
import imc.api.Content;
import imc.api.Member;
import imc.api.ReturnCode;
import imc.api.Role;
import imc.api.Room;
import imc.api.SipAddress;
import imc.api.command.CommandCall;
import imc.api.command.ImcCommand;
import imc.api.command.RoomRules;
import imc.api.command.Step;
import imc.api.room.Entry;
import imc.api.room.Speech;
import imc.api.store.Change;
import imc.api.text.Language;
import imc.commands.internal.command.Join;
import imc.commands.internal.command.Leave;
import imc.commands.internal.command.Modify;
import imc.commands.internal.command.Reject;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** How much the members of a room are told, and by whom. */
class RoomFloodsTest {

    private static final long SECOND = 1_000_000_000L;
    private static final SipAddress ROOM = SipAddress.parse("sip:chat-1@example.com");
    /** What a room takes at once: a burst of 3 seconds, and one. */
    private static final int AT_ONCE = 13;
    private static final ImcCommand TOPIC = call -> Step.done()
            .changing(new Change.RoomPropertyPut(ROOM, Room.TOPIC, Optional.of("Lunch")))
            .noticing(call.room().orElseThrow().present(), "topic");

    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 3 * SECOND); // it goes round
    private final Floods floods = new Floods(clock::get, Map.of("rate_room", "4", "burst", "3"));
    private final RoomFloods policy = new RoomFloods(floods);
    private Room room = Room.of(ROOM, true, List.of(new Member(user("alice"), Role.OWNER),
            new Member(user("bob"), Role.MEMBER), new Member(user("carol"), Role.MEMBER)));

    private static SipAddress user(String name) {
        return SipAddress.resolve(name, ROOM);
    }

    private CommandCall call(SipAddress sender, Map<String, String> arguments) {
        Optional<Room> now = Optional.of(room);
        return (CommandCall) Proxy.newProxyInstance(CommandCall.class.getClassLoader(),
                new Class<?>[] {CommandCall.class}, (proxy, method, given) -> switch (method.getName()) {
                    case "sender" -> sender;
                    case "language" -> Language.NONE;
                    case "roomAddress" -> ROOM;
                    case "room" -> now;
                    case "canBeRoom" -> true;
                    case "argument" -> Optional.ofNullable(arguments.get(given[0].toString()));
                    case "address" -> SipAddress.resolve(given[0].toString(), ROOM);
                    case "memberCount" -> 1;
                    case "rules" -> Proxy.newProxyInstance(RoomRules.class.getClassLoader(),
                            new Class<?>[] {RoomRules.class}, (rules, rule, none) ->
                                    rule.getReturnType() == int.class ? 1000 : RoomRules.OwnerLeave.HANDOVER);
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    /** A command and what it comes to; who comes or goes does. */
    private Step run(String sender, ImcCommand command, Map<String, String> arguments) {
        CommandCall call = call(user(sender), arguments);
        Step step = policy.changing(call, command.run(call));
        for (Change change : step.changes()) {
            if (change instanceof Change.MemberPut put && room.member(put.member().address())
                    .filter(member -> member.role().isPresent()).isEmpty() && step.answer().isSuccess()) {
                step = policy.entering(new Entry(put.member(), call), step);
            }
        }
        room = Change.apply(step.changes(), room);
        return step;
    }

    private Step run(String sender, ImcCommand command) {
        return run(sender, command, Map.of());
    }

    private Answer say(String sender) {
        return policy.speaking(new Speech(room, user(sender), Content.text("x"), Map.of(), Optional.empty(),
                room.presentBut(user(sender)), Answer.OK)).answer();
    }

    /** How many messages the room takes now. */
    private int left() {
        int said = 0;
        while (say("bob").isSuccess()) {
            said++;
        }
        return said;
    }

    private long figure(String name) {
        return floods.statistics().stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow().value();
    }

    @Test
    @DisplayName("a room is refused more than its rate, whoever speaks; 0 is no bound")
    void speaking() {
        assertEquals(AT_ONCE, left());
        assertEquals(new Answer(Floods.ROOM_BUSY, 480, null, "", 1), say("alice"));
        clock.addAndGet(SECOND);
        assertEquals(4, left());
        floods.modified(Map.of("rate_room", "0"));
        assertTrue(say("bob").isSuccess());
    }

    @Test
    @DisplayName("of a hundred attempts of one user to enter a private room members hear one; the answer is one")
    void attempts() {
        int heard = 0;
        for (int i = 0; i < 100; i++) {
            Step step = run("mallory", new Join());
            assertEquals(Answer.of(ReturnCode.JOIN_PRIVATE), step.answer());
            heard += step.notices().size();
        }
        assertEquals(1, heard);
        assertEquals(99, figure("untold_attempts"));
        assertEquals(1, run("eve", new Join()).notices().size());
        clock.addAndGet(60 * SECOND - 1);
        assertEquals(0, run("mallory", new Join()).notices().size());
        clock.addAndGet(1);
        assertEquals(1, run("mallory", new Join()).notices().size());
    }

    @Test
    @DisplayName("however many users try, half of what the room takes is left to its members, and all that comes")
    void manyAttempts() {
        int heard = 0;
        for (int i = 0; i < 1000; i++) {
            heard += run("mallory-" + i, new Join()).notices().size();
        }
        assertEquals(7, heard);
        assertEquals(AT_ONCE - 7, left());
        clock.addAndGet(SECOND);
        assertEquals(0, run("eve", new Join()).notices().size());
        assertEquals(4, left());
        assertEquals(2, figure("refused_by_room"));
    }

    @Test
    @DisplayName("what is refused tells its sender all the same, whatever it is")
    void ownNotices() {
        ImcCommand refusing = call -> Step.refused(ReturnCode.JOIN_NOT_ALLOWED).noticing(call.sender(), "why")
                .noticing(room.present(), "who");
        assertEquals(2, run("mallory", refusing).notices().size());
        assertEquals(List.of(List.of(user("mallory"))),
                run("mallory", refusing).notices().stream().map(notice -> notice.receivers()).toList());
    }

    @Test
    @DisplayName("who comes counts as a message; who is the room's first tells nobody")
    void entering() {
        room = Room.of(ROOM, false, room.members());
        left();
        assertEquals(Floods.ROOM_BUSY, run("dave", new Join()).answer().code());
        assertTrue(room.member(user("dave")).isEmpty());
        clock.addAndGet(SECOND);
        assertTrue(run("dave", new Join()).answer().isSuccess());
        assertEquals(3, left());
    }

    @Test
    @DisplayName("what a member tells all by a command counts as a message; who governs acts, and who wants to go goes")
    void commands() {
        assertTrue(run("bob", TOPIC).answer().isSuccess());
        assertEquals(AT_ONCE - 1, left());
        assertEquals(Floods.ROOM_BUSY, run("bob", TOPIC).answer().code());
        assertFalse(room.properties().get(Room.TOPIC).isEmpty());
        assertTrue(run("alice", TOPIC).answer().isSuccess());
        assertTrue(run("alice", new Modify(), Map.of("user", "bob", "role", "admin")).answer().isSuccess());
        assertTrue(run("bob", TOPIC).answer().isSuccess());
        assertTrue(run("carol", new Leave()).answer().isSuccess());
    }

    @Test
    @DisplayName("who declines an invitation tells one, and is not held up")
    void declining() {
        room = room.with(Member.invited(user("erin"), user("alice")));
        left();
        Step step = run("erin", new Reject());
        assertTrue(step.answer().isSuccess());
        assertEquals(1, step.notices().size());
    }

    @Test
    @DisplayName("what a room does of itself, and management in its name, has no bound")
    void roomsOwn() {
        left();
        assertTrue(run("chat-1", TOPIC).answer().isSuccess());
        assertTrue(run("chat-1", call -> Step.done().changing(new Change.MemberPut(ROOM,
                new Member(user("dave"), Role.MEMBER))).noticing(room.present(), "joined")).answer().isSuccess());
        assertTrue(room.member(user("dave")).isPresent());
    }
}
