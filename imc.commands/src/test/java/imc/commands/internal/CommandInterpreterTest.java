package imc.commands.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import imc.api.ReturnCode;
import imc.api.SipAddress;
import imc.api.command.CommandCall;
import imc.api.command.CommandDescription;
import imc.api.command.ImcCommand;
import imc.api.command.Interpretation;
import imc.api.command.Step;
import imc.api.text.Language;
import imc.commands.internal.command.Create;
import imc.commands.internal.command.Join;
import imc.commands.internal.command.Modify;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;

class CommandInterpreterTest {

    private static final SipAddress CHAT = SipAddress.parse("sip:chat-1@example.com");

    private final CommandRegistry registry = new CommandRegistry();
    private final CommandInterpreter interpreter = new CommandInterpreter(registry);
    private final Map<ImcCommand, ServiceReference<ImcCommand>> references = new HashMap<>();

    private ImcCommand install(ImcCommand command, String name, String usage, int ranking, String... aliases) {
        ServiceReference<ImcCommand> reference = reference(Map.of(ImcCommand.NAME, name, ImcCommand.USAGE, usage,
                ImcCommand.HELP, "help for " + name, ImcCommand.ALIASES, aliases, Constants.SERVICE_RANKING, ranking,
                Constants.SERVICE_ID, references.size()));
        references.put(command, reference);
        registry.bindCommand(command, reference);
        return command;
    }

    /** What the framework knows of a service, as far as it is asked here. */
    @SuppressWarnings("unchecked")
    private static ServiceReference<ImcCommand> reference(Map<String, Object> properties) {
        return (ServiceReference<ImcCommand>) Proxy.newProxyInstance(ServiceReference.class.getClassLoader(),
                new Class<?>[] {ServiceReference.class}, (proxy, method, given) -> switch (method.getName()) {
                    case "getProperty" -> properties.get(given[0]);
                    case "compareTo" -> order(properties, (ServiceReference<?>) given[0]);
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    /** The one of the lower ranking is less; of equal ones, the one that came later. */
    private static int order(Map<String, Object> properties, ServiceReference<?> other) {
        int order = Integer.compare((Integer) properties.get(Constants.SERVICE_RANKING),
                (Integer) other.getProperty(Constants.SERVICE_RANKING));
        return order != 0 ? order : Integer.compare((Integer) other.getProperty(Constants.SERVICE_ID),
                (Integer) properties.get(Constants.SERVICE_ID));
    }

    private Interpretation.Call call(String text) {
        return (Interpretation.Call) interpreter.read(text, CHAT, "#", address -> true);
    }

    private static Step nothing(CommandCall call) {
        return Step.done();
    }

    @ParameterizedTest
    @DisplayName("words go to arguments in their order, a last one that the usage spells out to that one")
    @CsvSource(delimiter = '|', value = {"#create | sip:chat-1@example.com | {}",
        "#Create chat-2 | sip:chat-2@example.com | {room=chat-2}",
        "#CREATE private | sip:chat-1@example.com | {private=private}",
        "#create chat-2 Private/and more | sip:chat-2@example.com | {private=Private, room=chat-2}",
        "#make a | sip:a@example.com | {room=a}"})
    void arguments(String text, String room, String arguments) {
        ImcCommand create = install(new Create(), "create", "[<room>] [private]", 0, "make");
        Interpretation.Call call = call(text.replace('/', '\n'));
        assertSame(create, call.command());
        assertEquals("create " + room + " " + arguments, call.name() + " " + call.room().orElseThrow() + " "
                + new TreeMap<>(call.arguments()));
    }

    @ParameterizedTest
    @DisplayName("before a text, a room is named with its host; what is left out before it is left out whole")
    @CsvSource(delimiter = '|', value = {"#ban bob | chat-1 | {user=bob}",
        "#ban bob calm down please | chat-1 | {reason=calm down please, user=bob}",
        "#ban bob chat-2 | chat-1 | {reason=chat-2, user=bob}",
        "#ban bob chat-2@example.com | chat-2 | {room=chat-2@example.com, user=bob}",
        "#ban bob sip:chat-2@example.com be calm | chat-2 | {reason=be calm, room=sip:chat-2@example.com, user=bob}",
        "#ban bob @all be calm | chat-1 | {reason=@all be calm, user=bob}",
        "#ban bob nobody@example.com says so | chat-1 | {reason=nobody@example.com says so, user=bob}",
        "#ban bob for 2h | chat-1 | {for=for, time=2h, user=bob}",
        "#ban bob FOR 2h be calm chat-2@example.com | chat-1"
                + " | {for=FOR, reason=be calm chat-2@example.com, time=2h, user=bob}",
        "#ban bob for 2h chat-2@example.com be calm | chat-2"
                + " | {for=for, reason=be calm, room=chat-2@example.com, time=2h, user=bob}",
        "#kick bob eve@example.com is right | chat-1 | {reason=eve@example.com is right, user=bob}",
        "#topic eve@example.com is right | chat-1 | {text=eve@example.com is right}",
        "#whisper bob eve@example.com is right | chat-1 | {text=eve@example.com is right, user=bob}",
        "#kick bob | chat-1 | {user=bob}", "#kick bob be calm | chat-1 | {reason=be calm, user=bob}",
        "#kick bob chat-2@example.com be calm | chat-2 | {reason=be calm, room=chat-2@example.com, user=bob}",
        "#topic | chat-1 | {}", "#topic chat-2 | chat-1 | {text=chat-2}",
        "#topic Lunch chat-2@example.com | chat-1 | {text=Lunch chat-2@example.com}",
        "#topic chat-2@example.com | chat-2 | {room=chat-2@example.com}",
        "#topic chat-2@example.com Lunch at 8 | chat-2 | {room=chat-2@example.com, text=Lunch at 8}",
        "#msg bob | chat-1 | {user=bob}", "#msg bob chat-2@example.com is full | chat-1"
                + " | {text=chat-2@example.com is full, user=bob}",
        "#msg sip:bob@example.com see you | chat-1 | {text=see you, user=sip:bob@example.com}",
        "#msg <sip:chat-2@example.com> bob see you | chat-2"
                + " | {room=<sip:chat-2@example.com>, text=see you, user=bob}",
        "#set | chat-1 | {}", "#set hidden | chat-1 | {name=hidden}",
        "#set hidden on | chat-1 | {name=hidden, value=on}",
        "#set chat-2@example.com | chat-2 | {room=chat-2@example.com}",
        "#set chat-2@example.com welcome Hello all | chat-2"
                + " | {name=welcome, room=chat-2@example.com, value=Hello all}",
        "#set welcome chat-2@example.com | chat-1 | {name=welcome, value=chat-2@example.com}"})
    void roomBeforeText(String text, String room, String arguments) {
        install(CommandInterpreterTest::nothing, "kick", "<user> [<room>] [<reason...>]", 0);
        install(CommandInterpreterTest::nothing, "ban", "<user> [for <time>] [<room>] [<reason...>]", 0);
        install(CommandInterpreterTest::nothing, "topic", "[<room>] [<text...>]", 0);
        install(CommandInterpreterTest::nothing, "msg", "[<room>] <user> <text...>", 0);
        install(CommandInterpreterTest::nothing, "whisper", "<user> [<room>] <text...>", 0);
        install(CommandInterpreterTest::nothing, "set", "[<room>] [<name>] [<value...>]", 0);
        // any address may be a room's, and only these are no user's
        Interpretation.Call call = (Interpretation.Call) interpreter.read(text, CHAT, "#", address -> true,
                address -> !address.user().startsWith("chat-"), Language.NONE);
        assertEquals(room + " " + arguments, call.room().orElseThrow().user() + " " + new TreeMap<>(call.arguments()));
    }

    @ParameterizedTest
    @DisplayName("a word in the place of the room that is no room is what stands behind, where something is left out")
    @CsvSource(delimiter = '|', value = {"#join | sip:chat-1@example.com | {}",
        "#join chat-2 | sip:chat-2@example.com | {room=chat-2}",
        "#join secret | sip:chat-1@example.com | {password=secret}",
        "#join chat-2 secret | sip:chat-2@example.com | {password=secret, room=chat-2}",
        "#join s\"e<cr@e:t | sip:chat-1@example.com | {password=s\"e<cr@e:t}",
        "#join sip:@:: | sip:chat-1@example.com | {password=sip:@::}",
        "#join chat-2 \"> | sip:chat-2@example.com | {password=\">, room=chat-2}",
        "#join other secret | sip:other@example.com | {password=secret, room=other}"})
    void roomOrWord(String text, String room, String arguments) {
        install(new Join(), "join", "[<room>] [<password>]", 0);
        Interpretation.Call call = (Interpretation.Call) interpreter.read(text, CHAT, "#",
                address -> address.user().startsWith("chat-"));
        assertEquals(room + " " + arguments, call.room().orElseThrow() + " " + new TreeMap<>(call.arguments()));
    }

    @ParameterizedTest
    @DisplayName("a word in the place of one that is spelled out is what stands behind it, where something is left out")
    @CsvSource(delimiter = '|', value = {"#history | sip:chat-1@example.com | {}",
        "#history 20 | sip:chat-1@example.com | {n=20}",
        "#history 20 chat-2 | sip:chat-2@example.com | {n=20, room=chat-2}",
        "#history Since 2h | sip:chat-1@example.com | {n=2h, since=Since}",
        "#history since 2h chat-2 | sip:chat-2@example.com | {n=2h, room=chat-2, since=since}",
        "#history since | sip:chat-1@example.com | {since=since}",
        "#history 20 2h chat-2 | sip:chat-2@example.com | {n=2h, room=chat-2, since=20}"})
    void otherWord(String text, String room, String arguments) {
        install(CommandInterpreterTest::nothing, "history", "[since] [<n>] [<room>]", 0);
        Interpretation.Call call = call(text);
        assertEquals(room + " " + arguments, call.room().orElseThrow() + " " + new TreeMap<>(call.arguments()));
    }

    @ParameterizedTest
    @DisplayName("what looks like nothing is nothing, wherever it stands; what looks like a blank is one")
    @ValueSource(strings = {"#\u200Bcreate chat-2", "#\uFEFF\u2060create chat-2",
        "#cre\u00ADate chat-2", "#create\u200B chat-2",
        "#create \u202Achat-2\u202C", "#create chat\u200B-2", "#create chat-2\u200D",
        "#create\u200C \u200Dchat-2\u200C",
        "#create chat-2\uFE0F", "#create chat-2 \uFEFF", "#create chat-2\uDB40\uDC20",
        "#\u0001create\u007F chat-\u00022",
        "#create\u2800chat-2\u3164", "#create\u00A0\u200Bchat-2", "#create\u0085chat-2", "#create\u115F chat-2"})
    void unseen(String text) {
        install(new Create(), "create", "[<room>] [private]", 0);
        assertEquals(Map.of("room", "chat-2"), call(text).arguments());
    }

    @ParameterizedTest
    @DisplayName("what belongs to a word in its script, or to an emoji, stays; what looks like one word is one")
    @CsvSource({"'#say \u2764\uFE0F\u200D\uD83D\uDD25', '\u2764\uFE0F\u200D\uD83D\uDD25'",
        "'#say \u0646\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645\u200C',"
            + "'\u0646\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645'",
        "'#say \u1112\u1160\u11AB', '\u1112\u1160\u11AB'", "'#say b\u200Bo\u200Db', bob"})
    void words(String text, String word) {
        install(CommandInterpreterTest::nothing, "say", "<user>", 0);
        assertEquals(Map.of("user", word), call(text).arguments());
        assertEquals("Invalid command 'saybob' (send '#help' for help)",
                ((Interpretation.Unknown) interpreter.read("#say\u200Bbob", CHAT, "#", address -> true)).hint());
        for (String nothing : List.of("#\u200B", "#\u00A0say bob", "#\u200B say bob", "#\uFEFF\r\nsay")) {
            assertEquals("Optional.empty -20 No command follows '#' (send '#help' for help)", refusal(nothing));
        }
    }

    @Test
    @DisplayName("what stands behind <word...> is never given, and whoever has written such a command is told")
    void neverTaken() {
        for (String usage : List.of("<user> [<text...>] [<room>]", "[<text...>] [<room>]", "<text...> [private]")) {
            assertTrue(new Usage(usage).isNeverTaken(), usage);
        }
        for (String usage : List.of("", "[<room>]", "[<room>] [<text...>]", "<user> <role> [<room>]")) {
            assertFalse(new Usage(usage).isNeverTaken(), usage);
        }
    }

    @Test
    @DisplayName("<word...> takes all words that are left, and the room is then the one that was written to")
    void rest() {
        install(CommandInterpreterTest::nothing, "say", "<user> [<text...>] [<room>]", 0);
        assertEquals("bob", call("#say bob").arguments().get("user"));
        assertEquals(Map.of("user", "bob", "text", "see you at 8"), call("#say bob see \t you at 8").arguments());
        assertEquals(Optional.of(CHAT), call("#say bob see you").room());
    }

    @Test
    @DisplayName("a usage without <room> is a command for no room")
    void withoutRoom() {
        install(CommandInterpreterTest::nothing, "help", "", 0);
        assertEquals(Optional.empty(), call("#help").room());
    }

    @Test
    @DisplayName("of two commands with one name the one of the higher ranking is called; a name goes before an alias")
    void ranking() {
        ImcCommand low = install(CommandInterpreterTest::nothing, "say", "", 0);
        ImcCommand high = install(call -> Step.done(), "say", "", 1);
        install(call -> Step.done(), "speak", "", 2, "say");
        assertSame(high, call("#say").command());
        assertEquals("[say, speak]", interpreter.commands().stream().map(CommandDescription::name).toList().toString());
        registry.unbindCommand(references.get(high));
        assertSame(low, call("#say").command());
    }

    @Test
    @DisplayName("what cannot be read is refused with the command's own code, and said in words")
    void refused() {
        install(new Create(), "create", "[<room>] [private]", 0);
        install(new Modify(), "modify", "<user> <role> [<room>]", 0);
        assertEquals("Optional[create] -20 Too many arguments: 'c' is the first that has no meaning here. "
                + "Usage: #create [<room>] [private]", refusal("#create a b c"));
        assertEquals("Optional.empty -20 No command follows '#' (send '#help' for help)", refusal("# create"));
        assertEquals(ReturnCode.CREATE_BAD_ADDRESS.code(),
                ((Interpretation.Refused) interpreter.read("#create http://x", CHAT, "#", address -> true))
                        .answer().code());
        assertEquals("Invalid command 'bogus' (send '#help' for help)",
                ((Interpretation.Unknown) interpreter.read("#bogus", CHAT, "#", address -> true)).hint());
    }

    @Test
    @DisplayName("where a word may be a password, none is repeated, and what is much like a room's name is a bad one")
    void secrets() {
        install(new Join(), "join", "[<room>] [<password>]", 0);
        assertEquals("Optional[join] -20 Too many arguments. Usage: #join [<room>] [<password>]",
                refusal("#join chat-1 my secret"));
        assertEquals(ReturnCode.JOIN_BAD_ADDRESS.code(), ((Interpretation.Refused) interpreter.read("#join chat-\"",
                CHAT, "#", address -> address.user().startsWith("chat-"))).answer().code());
    }

    private String refusal(String text) {
        Interpretation.Refused refused = (Interpretation.Refused) interpreter.read(text, CHAT, "#", address -> true);
        return refused.name() + " " + refused.answer().code() + " " + refused.answer().text();
    }
}
