package imc.room.access.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.Answer;
import imc.api.Member;
import imc.api.Role;
import imc.api.Room;
import imc.api.command.ImcCommand;
import imc.api.command.Step;
import imc.api.script.ScriptSubject;
import imc.api.script.ScriptTexts;
import imc.api.store.Change;
import imc.commands.internal.command.Accept;
import imc.commands.internal.command.Add;
import imc.commands.internal.command.Create;
import imc.commands.internal.command.Invite;
import imc.commands.internal.command.Join;
import imc.commands.internal.command.Leave;
import imc.commands.internal.command.Remove;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Who comes into a room that has settings, and what becomes of one whose last member goes. */
class EntranceTest {

    private final House house = new House();

    private Answer enter(String user, ImcCommand command) {
        return house.run(user, command, Map.of());
    }

    private void invite(String user) {
        house.room = house.room.map(room -> room.with(House.invited(user, "alice")));
    }

    @Test
    @DisplayName("who was invited, and whom an admin adds, comes into a room for members only; nobody else does")
    void invitedAndAdded() {
        house.set(new MembersOnly(), "on");
        assertEquals(Answer.refused(-168, 403, "Only who is invited may join this room"), enter("dave", new Join()));
        assertEquals(-168, enter("dave", new Create()).code());
        assertEquals(Answer.OK, house.run("bob", new Add(), Map.of("user", "dave")));
        invite("erin");
        assertEquals(Answer.OK, enter("erin", new Accept()));
        invite("frank");
        assertEquals(Answer.OK, enter("frank", new Join()));
        assertTrue(house.isIn("dave") && house.isIn("erin") && house.isIn("frank"));
    }

    @Test
    @DisplayName("max_members holds for everybody, invitations count, and who is in stays")
    void full() {
        house.set(new MaxMembers(), "4");
        assertEquals(Answer.OK, house.run("alice", new Invite(), Map.of("user", "dave")));
        Answer full = Answer.refused(-169, 403,
                "The room is full: 4 members and invitations are there, at most 4 are set");
        assertEquals(full, enter("erin", new Join()));
        assertEquals(full, enter("erin", new Create()));
        assertEquals(full, house.run("alice", new Add(), Map.of("user", "erin")));
        assertEquals(full, house.run("alice", new Invite(), Map.of("user", "erin")));
        assertEquals(Answer.OK, enter("dave", new Accept()));
        house.set(new MaxMembers(), "1");
        assertEquals(Answer.OK, house.run("alice", new Remove(), Map.of("user", "carol")));
        assertEquals(-169, enter("carol", new Join()).code());
        house.set(new MaxMembers(), "-");
        assertEquals(Answer.OK, enter("carol", new Join()));
    }

    @Test
    @DisplayName("the welcome goes to who comes in, behind the notice of it")
    void welcome() {
        house.set(new Welcome(), "Mind the step");
        house.run("alice", new Add(), Map.of("user", "dave"));
        assertEquals(List.of("alice, bob, carol, dave: *** [dave] has joined the room", "dave: *** Mind the step"),
                house.told());
    }

    @Test
    @DisplayName("variables of the room are filled into a welcome where somebody fills them, and nothing else is")
    void variables() {
        String written = "You are $imc(role) of $imc(count), for 5 $ $$imc(nothing) $hdr(X) $$";
        house.set(new Welcome(), written);
        house.run("alice", new Add(), Map.of("user", "dave"));
        assertEquals("dave: *** " + written, house.told().get(1));
        ScriptTexts texts = text -> facts -> "%s %s %s %s".formatted(text, facts.get(ScriptSubject.COUNT),
                facts.get(ScriptSubject.ROLE), facts.get(ScriptSubject.MEMBER));
        house.entrance.bindTexts(texts);
        house.run("alice", new Add(), Map.of("user", "erin"));
        assertEquals("erin: *** You are $imc(role) of $imc(count), for 5 $$ $$$$imc(nothing) $$hdr(X) $$$$ 5 member "
                + House.user("erin"), house.told().get(1));
        house.entrance.unbindTexts(texts);
        house.entrance.bindTexts(text -> facts -> "x".repeat(FilledWelcome.MOST + 1));
        house.run("alice", new Add(), Map.of("user", "frank"));
        assertEquals("frank: *** " + written, house.told().get(1));
        house.entrance.bindTexts(text -> {
            throw new IllegalArgumentException("nobody offers it");
        });
        house.run("alice", new Add(), Map.of("user", "gina"));
        assertEquals("gina: *** " + written, house.told().get(1));
    }

    @Test
    @DisplayName("a room that is not persistent ends with its last member, whoever puts him out")
    void persistent() {
        house.room = house.room.map(room -> room.without(House.user("bob")).without(House.user("carol")));
        invite("dave");
        ImcCommand removing = call -> Step.done().changing(new Change.MemberRemoved(House.CHAT, House.user("alice")));
        Optional<Room> before = house.room;
        enter("alice", removing);
        assertEquals(0, house.now().presentCount());
        house.room = before;
        house.set(new Persistent(), "off");
        before = house.room;
        enter("chat-1", removing);
        assertEquals(Optional.empty(), house.room);
        house.room = before.map(room -> room.with(new Member(House.user("bob"), Role.MEMBER)));
        assertEquals(Answer.OK, enter("bob", new Leave()));
        assertEquals(1, house.now().presentCount());
    }
}
