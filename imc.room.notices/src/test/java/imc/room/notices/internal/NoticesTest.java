package imc.room.notices.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.Member;
import imc.api.Role;
import imc.api.Room;
import imc.api.SipAddress;
import imc.api.command.CommandCall;
import imc.api.command.ImcCommand;
import imc.api.command.RoomRules;
import imc.api.command.Step;
import imc.api.script.ScriptSubject;
import imc.api.script.ScriptTexts;
import imc.api.text.Language;
import imc.commands.internal.command.Add;
import imc.commands.internal.command.Create;
import imc.commands.internal.command.Destroy;
import imc.commands.internal.command.Invite;
import imc.commands.internal.command.Join;
import imc.commands.internal.command.Leave;
import imc.commands.internal.command.Members;
import imc.commands.internal.command.Modify;
import imc.commands.internal.command.Reject;
import imc.commands.internal.command.Remove;
import imc.commands.internal.command.Words;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What rooms say where an operator has words of his own. */
class NoticesTest {

    private static final SipAddress CHAT = SipAddress.parse("sip:chat-1@example.com");
    private static final RoomRules RULES = (RoomRules) Proxy.newProxyInstance(RoomRules.class.getClassLoader(),
            new Class<?>[] {RoomRules.class}, (proxy, method, given) -> switch (method.getName()) {
                case "maxMembers", "maxMemberships", "maxRooms", "maxRoomsPerUser" -> 100;
                case "checkOnCreate" -> false;
                case "createOnJoin" -> true;
                case "ownerLeave" -> RoomRules.OwnerLeave.HANDOVER;
                default -> throw new UnsupportedOperationException(method.getName());
            });

    /** How often a text was filled. */
    private int filled;
    /** Says what is known instead of what is written. */
    private final ScriptTexts variables = text -> {
        if (text.contains("$(")) {
            throw new IllegalArgumentException("'$(' is no variable");
        }
        return facts -> {
            filled++;
            return text.replace("$imc(count)", facts.getOrDefault(ScriptSubject.COUNT, "?"))
                    .replace("$imc(member)", facts.getOrDefault(ScriptSubject.MEMBER, "?"))
                    .replace("$imc(role)", facts.getOrDefault(ScriptSubject.ROLE, "?"))
                    .replace("$imc(room)", facts.getOrDefault(ScriptSubject.ROOM, "?"));
        };
    };
    private Optional<Room> room = Optional.of(Room.of(CHAT, false, List.of(new Member(user("alice"), Role.OWNER),
            new Member(user("bob"), Role.ADMIN), new Member(user("carol"), Role.MEMBER))));
    private Language language = Language.NONE;

    private static SipAddress user(String name) {
        return SipAddress.resolve(name, CHAT);
    }

    private static Notices notices(String... lines) {
        return new Notices(Map.of("texts", String.join("\r\n", lines)));
    }

    private Notices filling(String... lines) {
        Notices notices = notices(lines);
        notices.bindVariables(variables);
        return notices;
    }

    private CommandCall call(String sender, Map<String, String> arguments) {
        return (CommandCall) Proxy.newProxyInstance(CommandCall.class.getClassLoader(),
                new Class<?>[] {CommandCall.class}, (proxy, method, given) -> switch (method.getName()) {
                    case "sender" -> user(sender);
                    case "language" -> language;
                    case "roomAddress" -> CHAT;
                    case "room" -> room;
                    case "canBeRoom", "canBeUser" -> true;
                    case "notServed" -> Optional.empty();
                    case "argument" -> Optional.ofNullable(arguments.get(given[0].toString()));
                    case "address" -> user(given[0].toString());
                    case "rules" -> RULES;
                    case "memberCount", "roomCount", "roomsOwned" -> 1;
                    case "startChar" -> "#";
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private Step step(Notices notices, String sender, ImcCommand command, Map<String, String> arguments) {
        CommandCall call = call(sender, arguments);
        return notices.changing(call, command.run(call));
    }

    /** What is said, in the order in which it is. */
    private String said(Notices notices, String sender, ImcCommand command, Map<String, String> arguments) {
        return String.join(" | ", step(notices, sender, command, arguments).notices().stream()
                .map(notice -> notice.content().asText()).toList());
    }

    @Test
    @DisplayName("a notice is in the operator's words, with variables as they are then, filled once for all receivers")
    void joined() {
        Notices notices = filling("joined = {0} = $imc(member), $imc(role) of $imc(count) in $imc(room)");
        Step step = step(notices, "alice", new Add(), Map.of("user", "dave"));
        assertEquals("*** [dave] = sip:dave@example.com, member of 4 in sip:chat-1@example.com",
                step.notices().get(0).content().asText());
        assertEquals(4, step.notices().get(0).receivers().size());
        assertEquals(1, step.changes().size());
        assertEquals(1, filled);
    }

    @Test
    @DisplayName("each name is that of a notice of the commands, with its arguments")
    void names() {
        List<String> lines = new ArrayList<>();
        for (String name : OwnText.names().split(", ")) {
            String usual = Words.TEXTS.find(Language.NONE, name).orElseThrow();
            lines.add(name + " = <" + name + ">" + (usual.contains("{0}") ? "{0}" : "")
                    + (usual.contains("{1}") ? "{1}" : ""));
        }
        Notices notices = notices(lines.toArray(String[]::new));
        assertEquals("*** <joined>[dave]", said(notices, "dave", new Join(), Map.of()));
        assertEquals("*** <left>[carol]", said(notices, "carol", new Leave(), Map.of()));
        assertEquals("*** <left>[alice] | *** <now.owner>[bob]", said(notices, "alice", new Leave(), Map.of()));
        assertEquals("*** <removed> | *** <left>[carol]", said(notices, "bob", new Remove(), Map.of("user", "carol")));
        assertEquals("*** <now.admin>[carol]",
                said(notices, "alice", new Modify(), Map.of("user", "carol", "role", "admin")));
        assertEquals("*** <now.member>[bob]",
                said(notices, "alice", new Modify(), Map.of("user", "bob", "role", "member")));
        assertEquals("*** <invites>[bob]#", said(notices, "bob", new Invite(), Map.of("user", "dave")));
        assertEquals("*** <destroyed>", said(notices, "alice", new Destroy(), Map.of()));
        room = room.map(now -> now.with(Member.invited(user("dave"), user("bob"))));
        assertEquals("*** <declined>[dave]", said(notices, "dave", new Reject(), Map.of()));
        room = Optional.of(Room.of(CHAT, true, room.orElseThrow().members()));
        assertEquals("*** <attempted>[eve]", said(notices, "eve", new Join(), Map.of()));
        room = Optional.empty();
        assertEquals("*** <created>", said(notices, "alice", new Create(), Map.of()));
    }

    @Test
    @DisplayName("what became of a notice's receivers, its sender and its failure is as it was")
    void otherwiseTheSame() {
        Notices notices = notices("invites = come");
        var usual = step(notices(), "bob", new Invite(), Map.of("user", "dave")).notices().get(0);
        var reworded = step(notices, "bob", new Invite(), Map.of("user", "dave")).notices().get(0);
        assertEquals("*** come", reworded.content().asText());
        assertTrue(reworded.undelivered().isPresent() && reworded.isPersonal());
        assertEquals(usual.receivers(), reworded.receivers());
    }

    @Test
    @DisplayName("a text in the notice's language goes before one in none, and that before the usual one")
    void languages() {
        Notices notices = notices("joined = {0} in", "joined_de = {0} da", "left_de = {0} fort");
        assertEquals("*** [dave] in", said(notices, "dave", new Join(), Map.of()));
        assertEquals("*** [carol] has left the room", said(notices, "carol", new Leave(), Map.of()));
        room = room.map(now -> now.with(now.properties().with(Room.LANGUAGE, Optional.of("de"))));
        assertEquals("*** [dave] da", said(notices, "dave", new Join(), Map.of()));
        assertEquals("*** [carol] fort", said(notices, "carol", new Leave(), Map.of()));
        room = Optional.empty();
        language = Language.of("de");
        assertEquals("*** Willkommen", said(notices("created_de = Willkommen"), "alice", new Create(), Map.of()));
        language = new Language("es", List.of("fr", "de"));
        assertEquals("*** Willkommen", said(notices("created_de = Willkommen", "created = Hi"), "alice", new Create(),
                Map.of()));
    }

    @Test
    @DisplayName("what a user is called is never read as a variable or an argument")
    void namesOfUsers() {
        Notices notices = filling("joined = $imc(count): {0}");
        assertEquals("*** 4: [$imc(count){0}]", said(notices, "$imc(count){0}", new Join(), Map.of()));
    }

    @Test
    @DisplayName("without anybody who fills variables, and where they cannot be filled, the usual text is sent")
    void away() {
        Notices notices = notices("joined = {0}, $imc(count)", "left = gone: {0}");
        assertEquals("*** [dave] has joined the room", said(notices, "dave", new Join(), Map.of()));
        assertEquals("*** gone: [carol]", said(notices, "carol", new Leave(), Map.of()));
        notices.bindVariables(variables);
        assertEquals("*** [dave], 4", said(notices, "dave", new Join(), Map.of()));
        notices.unbindVariables(variables);
        assertEquals("*** [dave] has joined the room", said(notices, "dave", new Join(), Map.of()));
        notices.bindVariables(text -> facts -> {
            throw new IllegalArgumentException("nobody offers $imc");
        });
        assertEquals("*** [dave] has joined the room", said(notices, "dave", new Join(), Map.of()));
        notices.bindVariables(text -> facts -> "x".repeat(FilledText.MOST));
        assertEquals("*** [dave] has joined the room", said(notices, "dave", new Join(), Map.of()));
        Notices wrong = filling("joined = {0} $(x)", "left = $imc(count) stay");
        assertEquals("*** [dave] has joined the room", said(wrong, "dave", new Join(), Map.of()));
        assertEquals("*** 2 stay", said(wrong, "carol", new Leave(), Map.of()));
    }

    @Test
    @DisplayName("what is not reworded is passed on as it is")
    void others() {
        Notices notices = filling("joined = {0}");
        CommandCall call = call("alice", Map.of());
        Step members = new Members().run(call);
        assertSame(members, notices.changing(call, members));
        Step left = new Leave().run(call("carol", Map.of()));
        assertSame(left, notices.changing(call("carol", Map.of()), left));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "joind = x | there is no notice 'joind'; there are attempted, created,",
        "joined: x | 'joined: x' is no line like joined = {0} is here",
        "joined = | the text for joined is empty",
        "joined_german = x | 'joined_german = x' is no line like",
        "joined_de = {1} | the text for joined_de has {1}, and the notice has {0} alone",
        "removed = {0} | the text for removed has {0}, and the notice has nothing to fill in",
        "invites = {2} | the text for invites has {2}, and the notice has {0} to {1}"})
    @DisplayName("a mistake is refused, saying what is wrong with which line, and what there was stays")
    void mistakes(String line, String why) {
        List<String> refusals = new ArrayList<>();
        new NoticesCheck().check(Map.of("texts", line), refusals::add);
        assertEquals(1, refusals.size());
        assertTrue(refusals.get(0).contains(why) && refusals.get(0).startsWith("imc.room.notices: texts = "),
                refusals::toString);
        Notices notices = notices("joined = {0} is here");
        notices.modified(Map.of("texts", line));
        assertEquals("*** [dave] is here", said(notices, "dave", new Join(), Map.of()));
    }

    @Test
    @DisplayName("how many texts there may be is bounded, how long each, and that each is there once")
    void bounds() {
        List<String> refusals = new ArrayList<>();
        new NoticesCheck().check(Map.of("texts", "left = " + "x".repeat(OwnText.LONGEST + 1)), refusals::add);
        new NoticesCheck().check(Map.of("texts", "left = a\\r\\n left = b"), refusals::add); // as in a file
        StringBuilder many = new StringBuilder();
        for (int i = 0; i <= OwnText.MOST; i++) {
            many.append("left_a").append((char) ('a' + i / 26)).append((char) ('a' + i % 26)).append(" = x\n");
        }
        new NoticesCheck().check(Map.of("texts", many.toString()), refusals::add);
        assertEquals(3, refusals.size());
        assertTrue(refusals.get(0).contains("has 1001 characters, and may have 1000"));
        assertTrue(refusals.get(1).contains("there are two texts for left"));
        assertTrue(refusals.get(2).contains("there are 201 texts, and at most 200"));
        new NoticesCheck().check(Map.of("texts", "left = " + "x".repeat(OwnText.LONGEST)), refusals::add);
        assertEquals(3, refusals.size());
    }
}
