package imc.rooms.internal;

import static imc.rooms.internal.Conference.CHAT;
import static imc.rooms.internal.Conference.user;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.Answer;
import imc.api.Member;
import imc.api.Role;
import imc.api.SipAddress;
import imc.api.command.CommandCall;
import imc.api.command.ImcCommand;
import imc.api.command.Step;
import imc.api.room.Cause;
import imc.api.room.Entry;
import imc.api.room.RoomPolicy;
import imc.api.store.Change;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What bounds commands holds for whoever changes a room, and is told in the same words. */
class StrangersBoundsTest {

    private static final String FULL = "The room is full: it has 2 members and invitations, at most 2 are allowed";
    private static final String NO_SPACE = "This server has as many rooms and members as it may";

    private Conference conference;

    @AfterEach
    void close() {
        conference.close();
    }

    private void begin(String key, int bound) {
        conference = Conference.open(Map.of(key, bound));
    }

    /** Another bundle's command, without arguments. */
    private void command(String name, ImcCommand command) {
        conference.registry.bindCommand(command, new TestReference<>(Map.of("imc.command.name", name,
                "imc.command.usage", "[<room>]"), 0));
    }

    private static Step putting(CommandCall call, Role role, String... users) {
        Step step = call.room().isPresent() ? Step.done()
                : Step.done().changing(new Change.RoomCreated(call.roomAddress(), false));
        for (String name : users) {
            step = step.changing(new Change.MemberPut(call.roomAddress(), new Member(user(name), role)));
        }
        return step;
    }

    private Answer change(SipAddress room, ImcCommand step) {
        return conference.engine.change(room, Cause.of("timer", user("admin")), step).toCompletableFuture().join();
    }

    private static void expect(String answer, Answer given) {
        assertEquals(answer, given.code() + " " + given.status() + " " + given.text());
    }

    @Test
    @DisplayName("no command can fill a room beyond max_members, neither with its sender nor with others")
    void commandsAndMembers() {
        begin("max_members", 2);
        command("enter", call -> putting(call, Role.MEMBER, call.sender().user()));
        command("ask", call -> putting(call, Role.INVITED, "erin"));
        command("found", call -> putting(call, Role.MEMBER, "a", "b", "c"));
        conference.send("alice", "#create");
        assertEquals(200, conference.send("bob", "#enter").status());
        conference.told();
        expect("-45 403 " + FULL, conference.send("carol", "#enter"));
        assertEquals(List.of("chat-1 -> carol: *** " + FULL), conference.told());
        expect("-58 403 " + FULL, conference.send("alice", "#ask"));
        assertEquals(List.of("chat-1 -> alice: *** " + FULL), conference.told());
        expect("-36 403 The room is full: it has 0 members and invitations, at most 2 are allowed",
                conference.send("alice", "#found chat-2"));
        assertTrue(conference.rooms.find(user("chat-2")).isEmpty());
        assertEquals(2, conference.rooms.find(CHAT).orElseThrow().members().size());
        assertEquals(200, conference.send("bob", "#enter").status(), "who is there already is no further member");
    }

    @Test
    @DisplayName("a policy cannot add more members than max_members allows to somebody's join")
    void policies() {
        begin("max_members", 2);
        conference.send("alice", "#create");
        conference.policies.add(new TestReference<>(Map.of(), 0), new RoomPolicy() {
            @Override
            public Step entering(Entry entry, Step proposed) {
                return proposed.changing(new Change.MemberPut(CHAT, new Member(user("companion"), Role.MEMBER)));
            }
        });
        expect("-45 403 The room is full: it has 1 members and invitations, at most 2 are allowed",
                conference.send("bob", "#join"));
        assertEquals(1, conference.rooms.find(CHAT).orElseThrow().members().size());
    }

    @Test
    @DisplayName("who acts by the service Rooms has as many rooms and memberships as there may be")
    void rooms() {
        begin("max_rooms", 2);
        conference.send("alice", "#create");
        assertTrue(change(user("chat-2"), call -> putting(call, Role.OWNER, "bob")).isSuccess());
        expect("-38 403 " + NO_SPACE, change(user("chat-3"), call -> putting(call, Role.OWNER, "carol")));
        assertEquals(2, conference.rooms.size());
        conference.close();
        begin("max_memberships", 3);
        conference.send("alice", "#create");
        expect("-59 403 " + NO_SPACE, change(CHAT, call -> putting(call, Role.MEMBER, "bob", "carol", "dave")));
        expect("-38 403 " + NO_SPACE, change(user("chat-2"), call -> putting(call, Role.MEMBER, "x", "y", "z")));
        assertTrue(change(CHAT, call -> putting(call, Role.MEMBER, "bob", "carol")).isSuccess());
        expect("-47 403 " + NO_SPACE, change(CHAT, call -> putting(call, Role.MEMBER, "admin")));
        assertEquals(3, conference.rooms.memberships().total());
    }

    @Test
    @DisplayName("nobody comes to own more than max_rooms_per_user, but as the heir of an owner who goes")
    void owners() {
        begin("max_rooms_per_user", 1);
        String own = "You own as many rooms as you may: at most 1 are allowed";
        command("found", call -> putting(call, Role.OWNER, call.sender().user()));
        command("inherit", call -> Step.done().changing(new Change.MemberRemoved(CHAT, user("alice")))
                .changing(new Change.MemberPut(CHAT, new Member(user("bob"), Role.OWNER))));
        conference.send("alice", "#create");
        conference.send("bob", "#create chat-2");
        conference.send("bob", "#join");
        expect("-37 403 " + own, conference.send("alice", "#found chat-3"));
        expect("-128 403 The user owns as many rooms as a user may: at most 1 are allowed",
                change(CHAT, call -> putting(call, Role.OWNER, "bob")));
        expect("-46 403 " + own, conference.send("bob", "#found"));
        assertEquals(200, conference.send("alice", "#found").status(), "it is hers");
        assertEquals(200, conference.send("alice", "#inherit").status());
        assertEquals(2, conference.rooms.memberships().owned(user("bob")));
    }
}
