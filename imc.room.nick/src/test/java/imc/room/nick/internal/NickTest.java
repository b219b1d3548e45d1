package imc.room.nick.internal;

import static imc.test.kit.TestRoom.CHAT;
import static imc.test.kit.TestRoom.invited;
import static imc.test.kit.TestRoom.member;
import static imc.test.kit.TestRoom.user;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import imc.api.Answer;
import imc.api.Role;
import imc.api.SipAddress;
import imc.api.mi.MiException;
import imc.commands.internal.command.Add;
import imc.commands.internal.command.Join;
import imc.commands.internal.command.Leave;
import imc.test.kit.TestRoom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that members take, that are refused, and that go to whom they belong. */
class NickTest {

    private final AtomicLong clock = new AtomicLong(1_800_000_000);
    private final Nick nick = new Nick(clock::get);
    private final TestRoom room = new TestRoom(member("alice", Role.OWNER), member("bob", Role.ADMIN),
            member("carol", Role.MEMBER), invited("erin", "alice"));

    @BeforeEach
    void open() {
        room.policies.add(new Newcomers());
    }

    private Answer nick(String sender, String... name) {
        clock.addAndGet(60);
        return room.run(sender, nick, name.length == 0 ? Map.of() : Map.of("name", name[0]));
    }

    private Map<String, Object> facts(String name) {
        return new NickFacts().of(room.now(), room.now().member(user(name)).orElseThrow());
    }

    private String label(String name) {
        return room.now().label(user(name));
    }

    @Test
    @DisplayName("a member takes a name, is shown it, and gives it up; all are told")
    void taking() {
        nick("carol");
        assertEquals(Answer.OK, nick("carol", "Caro"));
        assertEquals("[Caro]", label("carol"));
        nick("carol");
        assertEquals(Answer.OK, nick("carol", "Karo"));
        assertEquals(Answer.OK, nick("carol", "-"));
        assertEquals("[carol]", label("carol"));
        assertEquals(Answer.OK, nick("carol", "-"));
        String all = "alice, bob, carol: *** ";
        String none = "carol: *** You have no name of your own here and are called [carol]";
        assertEquals(List.of(none, all + "[carol] is now called [Caro]", "carol: *** You are called [Caro] here",
                all + "[Caro] is now called [Karo]", all + "[Karo] is called [carol] again", none), room.told());
        assertEquals(Map.of(), facts("carol"));
    }

    @ParameterizedTest
    @DisplayName("a name of one script, in whatever case and with accents, is allowed")
    @ValueSource(strings = {"x", "Jürgen", "Ju\u0308rgen", "Дмитрий", "Δημήτρης", "花子さん", "민준", "李小龍", "محمد", "राम",
        "a.b-c_d", "007", "K9", "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"})
    void allowed(String name) {
        assertEquals(Answer.OK, nick("carol", name));
        assertEquals(1, label("carol").chars().filter(c -> c == ']').count());
    }

    @ParameterizedTest
    @DisplayName("a name that could be taken for something else is none")
    @ValueSource(strings = {"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "[alice]", "***", "***admin", "a b", "a\u00A0b",
        "a\u200Bb", "\u202Eecila", "a\u202Eb", "a\nb", "a\u0000b", "\uD83D\uDE00", "a\uD83D\uDE00", "\u2764\uFE0F",
        "ａｌｉｃｅ", "ﬁx", "x²", "x\u0301\u0302\u0303", "\u0301x", "-x", ".x", "a@b", "sip:a", "a,b", "a\"b", "<a>",
        "a%20b", "\u115F", "\u3164", "\u2800", "\uD800", "аlice", "Αlice", "xЖ", "a\u200Db"})
    void wrong(String name) {
        Answer answer = nick("carol", name);
        assertEquals("-174 400", answer.code() + " " + answer.status(), name);
        assertEquals("[carol]", label("carol"));
        assertEquals(List.of(), room.told());
        assertEquals(-174, nick("carol", "x".repeat(500)).code());
        assertEquals(-174, nick("carol", "e\u0301".repeat(5000)).code());
    }

    @ParameterizedTest
    @DisplayName("a name that is another's, or looks like it, is refused; so are the room's and those of roles")
    @ValueSource(strings = {"alice", "Alice", "ALICE", "aIice", "a1ice", "al\u0131ce", "b0b", "B0B", "ВОВ", "вOB",
        "еrіn", "\u0391\u039B", "chat-1", "CHAT-I", "admin", "Owner", "adrnin", "member", "Dd", "erin", "ΒΟΒ", "ᏴᎾᏴ"})
    void taken(String name) {
        nick("bob", "\u0391\u039B");
        nick("alice", "dd");
        nick("bob", "Al");
        room.told();
        Answer answer = nick("carol", name);
        boolean isMixed = List.of("вOB", "еrіn").contains(name);
        boolean isFree = List.of("\u0391\u039B", "ᏴᎾᏴ").contains(name);
        assertEquals(isMixed ? -174 : isFree ? 1 : -175, answer.code(), name);
    }

    @ParameterizedTest
    @DisplayName("what looks alike has one skeleton, and what does not has two")
    @CsvSource({"alice, ALICE, true", "paypal, раураl, true", "straße, STRASSE, true", "Ωmega, Omega, false",
        "modern, modem, true", "williarn, VVilliam, true", "jürgen, jurgen, false", "bob, bab, false",
        "ΣΑΣ, σας, true", "Дима, Dima, false", "O0o, 000, true", "сосо, coco, true"})
    void skeletons(String one, String other, boolean alike) {
        if (alike) {
            assertEquals(Skeleton.of(one), Skeleton.of(other));
        } else {
            assertNotEquals(Skeleton.of(one), Skeleton.of(other));
        }
    }

    @Test
    @DisplayName("each refusal has its code and its words")
    void refusals() {
        assertEquals(Answer.refused(-172, 403, "You are not a member of this room"), nick("dave", "x"));
        assertEquals(-172, nick("erin", "x").code());
        assertEquals(Answer.refused(-175, 403, "Somebody is called so here, or in a way that looks like it"),
                nick("carol", "bob"));
        assertEquals(Answer.refused(-174, 400, "Bad name: it has letters of several scripts"), nick("carol", "aЖ"));
        assertEquals(Answer.refused(-174, 400, "Bad name: it has 33 characters, 1 to 32 are allowed"),
                nick("carol", "x".repeat(33)));
        nick("carol", "Caro");
        assertEquals(new Answer(-178, 480, null, "You have just taken another name: 7 seconds until the next", 7),
                soon("carol", "Karo", 3));
        assertEquals(Answer.OK, soon("carol", "Karo", 7));
        assertEquals(Answer.OK, soon("carol", "-", 0));
        assertEquals(-178, soon("carol", "Caro", 0).code());
        room.room = Optional.empty();
        assertEquals(Answer.refused(-171, 404, "Room not found"), nick("carol", "x"));
    }

    @Test
    @DisplayName("who asks for names that others have is refused after five of them, before any is compared")
    void tries() {
        for (int i = 0; i < Nick.IN_A_ROW; i++) {
            assertEquals(-174, soon("carol", "-x", 0).code()); // compared with nobody's
            assertEquals(-175, soon("carol", "alice", 1).code());
        }
        assertEquals(new Answer(-178, 480, null,
                "Too many names that others have: 8 seconds until the next is looked at", 8), soon("carol", "bob", 2));
        assertEquals(-178, soon("carol", "Caro", 0).code());
        assertEquals(-175, soon("bob", "alice", 0).code());
        assertEquals(Answer.OK, soon("carol", "Caro", 8));
        assertEquals("You have just taken another name: 10 seconds until the next",
                soon("carol", "alice", 0).text());
    }

    @Test
    @DisplayName("a name that comes too soon is compared with nobody's")
    void soonest() {
        nick("carol", "Caro");
        assertEquals(-178, soon("carol", "alice", 0).code());
        assertEquals(-178, soon("carol", "-x", 0).code());
    }

    @Test
    @DisplayName("the short way to a skeleton, that of ASCII, leads where the long one does")
    void ascii() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            String name = random.ints(1 + i % 9, 0, 128).mapToObj(Character::toString).collect(Collectors.joining())
                    + List.of("", "rn", "vv", "VVrN", "Il10|").get(i % 5);
            assertEquals(Skeleton.ofAny(name), Skeleton.of(name), name);
        }
    }

    private Answer soon(String sender, String name, int seconds) {
        clock.addAndGet(seconds);
        return room.run(sender, nick, Map.of("name", name));
    }

    @Test
    @DisplayName("the owner and admins are told who is called so, also by what looks like it")
    void whois() {
        nick("carol", "Caro");
        room.told();
        for (String name : List.of("Caro", "[Caro]", "CARO", "carol", "sip:carol@example.com")) {
            assertEquals(Answer.OK, room.run("bob", new Whois(), Map.of("name", name)), name);
            assertEquals(List.of("bob: *** [Caro] is sip:carol@example.com, member"), room.told());
        }
        assertEquals(Answer.refused(-173, 403, "Only the owner and admins may ask who somebody is"),
                room.run("carol", new Whois(), Map.of("name", "bob")));
        assertEquals(Answer.refused(-176, 400, "No name given"), room.run("bob", new Whois(), Map.of()));
        for (String name : List.of("nobody", "<", "[", "x".repeat(10_000))) {
            assertEquals(Answer.refused(-177, 404, "Nobody is called so here"),
                    room.run("bob", new Whois(), Map.of("name", name)));
        }
    }

    @Test
    @DisplayName("who comes gets back what is his: his name is taken from whoever has it, and all are told")
    void newcomer() {
        assertEquals(Answer.OK, nick("carol", "Dave"));
        room.told();
        assertEquals(Answer.OK, room.run("dave", new Join(), Map.of()));
        assertEquals("[carol]", label("carol"));
        String all = "alice, bob, carol, dave: *** ";
        assertEquals(List.of(all + "[dave] has joined the room",
                all + "[Dave] is called [carol] again: the name is that of who has come"), room.told());
        assertEquals(Answer.OK, nick("carol", "Frank"));
        assertEquals(Answer.OK, room.run("alice", new Add(), Map.of("user", "grace")));
        assertEquals("[Frank]", label("carol"));
    }

    @Test
    @DisplayName("a name ends with the membership; others may take it then")
    void leaving() {
        nick("carol", "Caro");
        room.run("carol", new Leave(), Map.of());
        assertEquals(Answer.OK, nick("bob", "Caro"));
        room.run("carol", new Join(), Map.of());
        assertEquals("[carol]", label("carol"));
        assertEquals("[Caro]", label("bob"));
        assertEquals(Map.of("name", "Caro"), facts("bob"));
    }

    @Test
    @DisplayName("two of one user part take names that are neither's")
    void namesakes() {
        room.run("alice", new Add(), Map.of("user", "sip:carol@other.example"));
        assertEquals(-175, nick("carol", "Carol").code());
        assertEquals(Answer.OK, nick("carol", "Caro"));
        assertEquals("[carol@other.example]", room.now().label(SipAddress.parse("sip:carol@other.example")));
    }

    @Test
    @DisplayName("management gives names and takes them away, as bounded as a member's own")
    void management() throws MiException {
        SetNick set = new SetNick(room);
        assertEquals(Map.of("room", CHAT.toString(), "done", "set"),
                set.execute(Map.of("room", "chat-1", "user", "carol", "nick", "Caro")));
        assertEquals("[Caro]", label("carol"));
        set.execute(Map.of("room", "chat-1", "user", "carol", "nick", "Caro"));
        assertEquals(400, assertThrows(MiException.class, () ->
                set.execute(Map.of("room", "chat-1", "user", "carol", "nick", "bob"))).code());
        assertEquals(404, assertThrows(MiException.class, () ->
                set.execute(Map.of("room", "chat-1", "user", "erin"))).code());
        assertEquals(Map.of("room", CHAT.toString(), "done", "taken"),
                set.execute(Map.of("room", "chat-1", "user", "carol")));
        assertEquals(List.of("alice, bob, carol: *** [carol] is now called [Caro]",
                "alice, bob, carol: *** [Caro] is called [carol] again"), room.told());
    }
}
